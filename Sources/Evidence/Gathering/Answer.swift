internal import Model
internal import Platform

/// The output of one AWS command, taken out of its envelope if it has one.
///
///     {"Request": {"command": "…", "region": "eu-west-1", …}, "Response": { what AWS printed }}
struct Answer {
  /// The output of the command.
  let body: Cursor
  /// The request in the envelope; nil without an envelope.
  let request: JSONNode?
  /// Whether more output was to come: another page, or the rest after `--max-items`. Programs write
  /// the markers of AWS services in any JSON type and case; a value that is not clearly false
  /// counts as true.
  let isTruncated: Bool

  init(root: JSONNode, file: String) {
    let cursor = Cursor(node: root, file: file, pointer: "")
    if root["Request"]?.kind == .object, let response = cursor.child("Response") {
      body = response
      request = root["Request"]
    } else {
      body = cursor
      request = nil
    }
    isTruncated =
      Answer.isTruncated(body.node) || request != nil && Answer.isTruncated(root)
  }

  var file: String { body.file }

  /// The request parameter `name`; the case of its first letter is ignored.
  func asked(_ name: String) -> String? {
    guard let request else { return nil }
    if let text = request[name]?.string { return text }
    let lowered = name.prefix(1).lowercased() + name.dropFirst()
    let raised = name.capitalizedFirst
    return request[lowered]?.string ?? request[raised]?.string
  }

  /// The region of the request: from the envelope, or else a region name in the path of the file.
  var region: String? {
    if let region = asked("region") { return region }
    for part in file.split(whereSeparator: { $0 == "/" || $0 == "." || $0 == "_" }).reversed() {
      let words = part.split(separator: "-")
      for start in words.indices where words.count - start >= 3 {
        for length in [4, 3] where start + length <= words.count {
          let candidate = words[start..<start + length].joined(separator: "-")
          if Partition.isRegionName(candidate) { return candidate }
        }
      }
    }
    return nil
  }

  /// The reason why the answer is incomplete; nil if it is not one page of several.
  var shortcoming: String? { isTruncated ? "\(file) is one page of several" : nil }

  private static func isTruncated(_ node: JSONNode) -> Bool {
    var flag: Bool?
    var hasToken = false
    var hasMarker = false
    for (name, value) in node.members where !value.isNull {
      // Computed only when needed: most members are long and are not markers.
      var text: String { (value.string ?? value.rawText).lowercased() }
      switch name.lowercased() {
      case "istruncated": flag = !["false", "0", ""].contains(text)
      case "nexttoken", "nextmarker", "next_token", "next_marker": hasToken = hasToken || text != ""
      case "marker": hasMarker = text != ""
      default: break
      }
    }
    return flag == true || hasToken || hasMarker && flag != false
  }
}
