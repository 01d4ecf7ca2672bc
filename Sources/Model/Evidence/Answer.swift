/// What one command of AWS printed, out of its envelope if it had one.
///
///     {"Request": {"command": "…", "region": "eu-west-1", …}, "Response": { what AWS printed }}
struct Answer {
  /// What AWS printed.
  let body: Cursor
  /// What was asked, where an envelope tells it.
  let request: JSONNode?
  /// Whether the answer says that more was to come: a page, or `--max-items`. Programs write the
  /// marks of AWS's services in any type and case; what is not clearly a no counts as a yes.
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

  /// What was asked for under `name`, without regard to the case of its first letter.
  func asked(_ name: String) -> String? {
    guard let request else { return nil }
    if let text = request[name]?.string { return text }
    let lowered = name.prefix(1).lowercased() + name.dropFirst()
    let raised = name.prefix(1).uppercased() + name.dropFirst()
    return request[lowered]?.string ?? request[raised]?.string
  }

  /// The region that was asked: from the envelope, else a region's name in the file's path.
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

  /// Why the answer cannot be whole; nil if it is not one page of several.
  var shortcoming: String? { isTruncated ? "\(file) is one page of several" : nil }

  private static func isTruncated(_ node: JSONNode) -> Bool {
    var flag: Bool?
    var hasToken = false
    var hasMarker = false
    for (name, value) in node.members where !value.isNull {
      // Most members are long, and none of the marks.
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
