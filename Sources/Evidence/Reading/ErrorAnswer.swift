internal import Model
internal import Platform

/// An AWS error that was saved instead of an answer, as text or JSON.
///
///     aws: [ERROR]: An error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy
///     operation: The Password Policy with domain name 123456789012 cannot be found.
///
/// See https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-error-format.html. PowerShell
/// breaks lines anywhere and adds text, so white space is ignored.
struct ErrorAnswer {
  /// The call that failed.
  let operation: CollectOperation
  /// The error code, such as `NoSuchEntity`.
  let code: String
  /// The error message, in one line.
  let words: String

  /// Longer text is a log.
  private static let longest = 16_384

  /// Parses the error text of the client; nil if `bytes` are another text, or contain several
  /// errors.
  init?(clientWords bytes: [UInt8]) {
    guard bytes.count <= ErrorAnswer.longest, let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let squeezed = text.filter { !$0.isWhitespace }
    let begin = "Anerroroccurred("
    guard let start = squeezed.firstRange(of: begin), squeezed.ranges(of: begin).count == 1 else {
      return nil
    }
    let code = String(squeezed[start.upperBound...].prefix { $0 != ")" })
    let rest = squeezed[start.upperBound...].dropFirst(code.count + 1)
    let calling = "whencallingthe"
    guard rest.hasPrefix(calling), let end = rest.firstRange(of: "operation")?.lowerBound,
      let operation = ErrorAnswer.operation(named: rest[..<end].dropFirst(calling.count))
    else { return nil }
    self.operation = operation
    self.code = code
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let said = line.firstRange(of: "An error occurred (").map { String(line[$0.lowerBound...]) }
    words = ErrorAnswer.short(said ?? line)
  }

  /// Parses an error in JSON, as clients print and programs save it: `{"Code": …, "Message": …}`,
  /// the same inside `Error`, or `__type`. It does not name the call; the envelope or the file name
  /// does.
  init?(_ answer: Answer) {
    let root = answer.body.node
    let error = root["Error"] ?? root
    let type = root["__type"]?.string?.split(separator: "#").last.map(String.init)
    guard root.members.count <= 8, let code = type ?? error["Code"]?.string,
      let operation = ErrorAnswer.operation(of: answer)
    else { return nil }
    self.operation = operation
    self.code = code
    let message = error["Message"]?.string ?? error["message"]?.string ?? ""
    words = ErrorAnswer.short(message.isEmpty ? code : "\(code): \(message)")
  }

  /// The meaning of the error for the requested object.
  var meaning: CollectOperation.ErrorMeaning { operation.meaning(ofError: code) }

  /// `GetAccountPasswordPolicy` is `get-account-password-policy`.
  private static func operation(named name: Substring) -> CollectOperation? {
    CollectOperation.all.first { plain($0.command.drop { $0 != " " }) == plain(name) }
  }

  /// The call in the envelope or in the file name.
  private static func operation(of answer: Answer) -> CollectOperation? {
    if let command = answer.asked("command") { return CollectOperation.named(command) }
    let last = answer.file.split(separator: "/").last ?? ""
    let stem = plain(last.prefix { $0 != "." })
    return CollectOperation.all.first { operation in
      let own = operation.file.split(separator: "/").last ?? ""
      return stem == plain(own) || stem == plain(operation.command.drop { $0 != " " })
    }
  }

  private static func plain(_ name: some StringProtocol) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
  }

  private static func short(_ text: String) -> String {
    String(CallFailure.phrase(text).prefix(300))
  }
}
