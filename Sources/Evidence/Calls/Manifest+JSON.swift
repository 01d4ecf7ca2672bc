public import Model
internal import Platform

extension Manifest {
  /// The name of the manifest in its folder.
  public static let fileName = "manifest.json"

  /// Reads the manifest in `root`; nil if it is not a manifest.
  init?(_ root: JSONNode, file: String) {
    guard root.hasList("calls"), root["tool"] != nil || root["version"] != nil else { return nil }
    let cursor = Cursor(node: root, file: file, pointer: "")
    self.init(
      version: cursor.string("version"), account: cursor.string("account"),
      alias: cursor.string("alias"), caller: root["caller"]?["Arn"]?.string,
      started: cursor.instant("started"), finished: cursor.instant("finished"),
      calls: cursor.list("calls").map { Call($0.node) })
  }

  /// The text of the manifest: one line per call, so that common tools can still handle 100,000
  /// calls.
  var text: String {
    let head: JSONValue = [
      "tool": "iam-review", "version": .optional(version),
      "caller": ["Arn": .optional(caller), "Account": .optional(account)],
      "account": .optional(account), "alias": .optional(alias),
      "started": .optional(started?.description), "finished": .optional(finished?.description),
    ]
    let lines = calls.map { "    " + $0.json.compactText }.joined(separator: ",\n")
    return head.prettyText.dropLast(2) + ",\n  \"calls\": [\n\(lines)\n  ]\n}\n"
  }
}

extension Manifest.Call {
  /// The call in `node`; missing members are those of a successful call.
  init(_ node: JSONNode) {
    let arguments = node["arguments"]?.elements.compactMap(\.string) ?? []
    let option = "--region="
    // The script for clients records the region as part of the command line.
    let named = arguments.first { $0.hasPrefix(option) }.map { String($0.dropFirst(option.count)) }
    // A script or an older version may have recorded secrets.
    let error = (node["error"]?.string).map(SecretText.redacted)
    self.init(
      arguments: arguments.filter { !$0.hasPrefix(option) },
      region: node["region"]?.string ?? named, subject: node["subject"]?.string,
      page: node["page"]?.integer ?? 1, exitStatus: node["exitStatus"]?.integer ?? 0,
      error: error, file: node["file"]?.string, bytes: node["bytes"]?.integer,
      digest: node["sha256"]?.string, at: (node["at"]?.string).flatMap { Instant($0) },
      notAsked: node["notAsked"]?.integer ?? 0,
      isDamaged: arguments.count < 2 || Manifest.Call.hasWrongType(node))
  }

  /// Whether a member has a different type than `collect` writes.
  private static func hasWrongType(_ node: JSONNode) -> Bool {
    func isWrong(_ names: String..., by isRight: (JSONNode) -> Bool) -> Bool {
      names.contains { node[$0].map { !isRight($0) } ?? false }
    }
    return isWrong("region", "error", "file", "sha256", "at", by: { $0.string != nil })
      || isWrong("exitStatus", "bytes", "page", "notAsked", by: { $0.integer != nil })
      || node["file"] != nil && node["sha256"] == nil && node["bytes"] == nil
  }

  /// The call in the manifest; members with default values are omitted.
  var json: JSONValue {
    var members = [
      JSONMember("arguments", .array(arguments.map(JSONValue.string))),
      JSONMember("region", .optional(region)),
    ]
    if let subject { members.append(JSONMember("subject", .string(subject))) }
    if page > 1 { members.append(JSONMember("page", .integer(page))) }
    members += [
      JSONMember("exitStatus", .integer(exitStatus)), JSONMember("error", .optional(error)),
    ]
    members += [
      JSONMember("file", .optional(file)),
      JSONMember("bytes", bytes.map(JSONValue.integer) ?? .null),
      JSONMember("sha256", .optional(digest)),
    ]
    if let at { members.append(JSONMember("at", .string(at.description))) }
    if notAsked > 0 { members.append(JSONMember("notAsked", .integer(notAsked))) }
    return .object(members)
  }
}
