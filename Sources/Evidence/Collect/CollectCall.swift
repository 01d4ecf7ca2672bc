internal import Platform

/// A call to make: an operation with its region and subject, if it has them.
struct CollectCall: Sendable {
  let operation: CollectOperation
  var region: String?
  /// The name or ARN that the call asks about; it comes from another answer and is untrusted.
  var subject: String?

  /// The file for page `page` of the answer, relative to the folder. Only the characters of a
  /// subject that are safe in a path are used.
  func file(page: Int) -> String {
    var name = operation.file
    if let subject {
      name += (name.hasSuffix("/") ? "" : "-") + CollectCall.fileWord(subject)
    }
    let folder = region.map { operation.scope == .account ? "" : "regions/\($0)/" } ?? ""
    return folder + name + (page > 1 ? "-\(page)" : "") + ".json"
  }

  /// The form of `text` in a file name: unchanged if it is short and plain; otherwise the plain
  /// characters of its last part and the beginning of its digest, so that different names stay
  /// distinct.
  static func fileWord(_ text: String) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
    }
    let utf8 = text.utf8
    if utf8.count <= 40, utf8.first.map({ $0 != UInt8(ascii: "-") }) ?? false,
      utf8.allSatisfy(isPlain)
    {
      return text
    }
    let last = text.split(separator: ":").last ?? ""
    let plain = last.utf8.suffix(48).map { byte -> Character in
      let isLetter = (65...90).contains(byte) || isPlain(byte)
      return byte == UInt8(ascii: "/") ? "-" : isLetter ? Character(UnicodeScalar(byte)) : "_"
    }
    return String(plain.drop { $0 == "-" || $0 == "_" })
      + "-" + SHA256Digest(of: text).description.prefix(12)
  }

  /// The request in the envelope; nil if the answer itself identifies the request.
  var request: JSONValue? {
    guard region != nil && operation.scope != .account || subject != nil else { return nil }
    var members = [JSONMember("command", .string(operation.command))]
    if let subject, let asked = operation.subject?.asked {
      members.append(JSONMember(asked, .string(subject)))
    }
    for argument in operation.arguments {
      let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1)
      if parts.count == 2 {
        members.append(JSONMember(String(parts[0]), .string(String(parts[1]))))
      }
    }
    if let region { members.append(JSONMember("region", .string(region))) }
    return .object(members)
  }

  /// The bytes that are stored before and after an answer: an envelope, unless the answer itself
  /// identifies the request.
  var envelope: (start: [UInt8], end: [UInt8]) {
    guard let request else { return ([], []) }
    return (
      Array("{\"Request\": \(request.compactText),\n\"Response\": ".utf8), Array("}\n".utf8)
    )
  }

  /// Whether `value` can be passed to the client unchanged in `--name=value`.
  ///
  /// The client reads a file or a URL if a value begins like one, and an argument of a program ends
  /// at its first zero byte. See
  /// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
  static func canPass(_ value: String) -> Bool {
    let start = value.prefix(8).lowercased()
    return !value.isEmpty && value.utf8.count <= 65_536 && !value.utf8.contains(0)
      && !["file://", "fileb://", "http://", "https://"].contains { start.hasPrefix($0) }
  }

  /// Whether `name` has the form of a region; it is used in folder names and on command lines.
  static func isRegion(_ name: String) -> Bool {
    let utf8 = name.utf8
    return utf8.count <= 32 && utf8.first.map { (97...122).contains($0) } ?? false
      && utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }
}
