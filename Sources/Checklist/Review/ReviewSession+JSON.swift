internal import Model
package import Platform

// The format of the file; the members of every object are sorted by name:
//
//     {
//       "account": "123456789012", "checklist": "2026-11-28",
//       "decisions": {
//         "findings": {
//           "users.mfa/user/alice": {
//             "at": "2026-11-24T02:41:52Z",
//             "by": {…}, "disposition": "justified", "expires": "2027-05-31", …
//           }
//         },
//         "items": {}
//       },
//       "evidence": {"asOf": …, "files": {"report.csv": {"bytes": 311, "sha256": "…"}}},
//       "history": [
//         {"action":"decide","at":"…",…},        one entry per line
//       ],
//       "revision": 3, "schemaVersion": 1, "settings": {…}, "signOffs": []
//     }

extension ReviewSession {
  /// The session as in `review.json`; the same session gives the same bytes.
  public var text: String {
    var lines: [String] = []
    for member in json.members ?? [] {
      let value: String
      if member.name == "history" {
        value = history.isEmpty ? "[]" : ReviewSession.linewise(history.map(\.line))
      } else {
        value = indented(member.value.prettyText)
      }
      lines.append("  \(JSONValue.string(member.name).compactText): \(value)")
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  /// Reads a session.
  public init(_ bytes: [UInt8]) throws(SessionError) {
    let document: JSONDocument
    do throws(JSONError) { document = try JSONDocument(bytes) } catch {
      throw SessionError(position: error.position, message: error.message)
    }
    var reader = try RecordReader(document.root)
    let version = try reader.integer("schemaVersion", from: 1)
    let revision = try reader.integer("revision", from: 0)
    let account = try reader.optionalText("account")
    let checklist = try reader.optionalText("checklist")
    var settingsReader = try RecordReader(try reader.required("settings"))
    let settings = try Settings(&settingsReader)
    let evidence = try reader.optional("evidence").map { node throws(SessionError) in
      try EvidenceRecord(node)
    }
    var decisionsReader = try RecordReader(try reader.required("decisions"))
    let decisions = try decisionsReader.targets { node throws(SessionError) in
      try Decision(node)
    }
    let baseline = try reader.optional("baseline").map { node throws(SessionError) in
      try Baseline(node)
    }
    let scope = try reader.optional("scope").map { node throws(SessionError) in
      try ReviewScope(node)
    }
    let records = try reader.records()
    let nodes = try reader.list("history")
    let entries = concurrentMap(nodes.count) { index in
      Result { () throws(SessionError) in try HistoryEntry(nodes[index]) }
    }
    var history: [HistoryEntry] = []
    history.reserveCapacity(entries.count)
    for entry in entries { history.append(try entry.get()) }
    let signOffs = try reader.list("signOffs").map(JSONValue.init)
    self.init(
      schemaVersion: version, revision: revision, accountID: account, checklist: checklist,
      settings: settings, evidence: evidence, baseline: baseline, scope: scope,
      decisions: decisions,
      records: records, history: history, signOffs: signOffs,
      unknown: UnknownParts(
        session: reader.unknown, settings: settingsReader.unknown,
        decisions: decisionsReader.unknown))
  }

  /// Everything except the history, which is written line by line.
  private var json: JSONValue {
    .record(
      [
        ("schemaVersion", .integer(schemaVersion)), ("revision", .integer(revision)),
        ("account", accountID.map(JSONValue.string)),
        ("checklist", checklist.map(JSONValue.string)),
        ("settings", settings.json(unknown.settings)),
        ("evidence", evidence?.json), ("baseline", baseline?.json), ("scope", scope?.json),
        ("decisions", .targets(decisions, unknown.decisions) { $0.json }),
        ("records", .records(records)), ("history", .array([])),
        ("signOffs", .array(signOffs)),
      ], unknown.session)
  }

  private static func linewise(_ lines: [String]) -> String {
    "[\n" + lines.map { "    " + $0 }.joined(separator: ",\n") + "\n  ]"
  }

  /// Indents all lines except the first. Strings in JSON contain no raw line breaks, so every line
  /// break is between two values. Works on bytes, because a session can contain thousands of
  /// decisions.
  private func indented(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + text.utf8.count / 8)
    for byte in text.utf8 {
      bytes.append(byte)
      if byte == UInt8(ascii: "\n") { bytes += [0x20, 0x20] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Settings {
  package func json(_ unknown: UnknownMembers = UnknownMembers()) -> JSONValue {
    .record(
      [
        ("maxAgeDays", .integer(maxAgeDays)),
        ("sensitiveServices", .array(sensitiveServices.map(JSONValue.string))),
        ("origin", origin.map { .string($0.rawValue) }),
        ("acceptanceLimits", acceptanceLimits.json),
      ], unknown)
  }

  init(_ reader: inout RecordReader) throws(SessionError) {
    self.init()
    maxAgeDays = try reader.integer("maxAgeDays", from: 1)
    sensitiveServices = try reader.texts("sensitiveServices")
    origin = try reader.optionalChoice("origin")
    if let node = reader.optional("acceptanceLimits") {
      acceptanceLimits = try AcceptanceLimits(node)
    }
  }
}

extension AcceptanceLimits {
  /// The limits in days by severity; nil for those of the checklist, which sessions of version 0.1
  /// do not contain.
  fileprivate var json: JSONValue? {
    guard self != AcceptanceLimits() else { return nil }
    return .record(Severity.allCases.map { ($0.rawValue, .integer(self[$0])) })
  }

  fileprivate init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init()
    for severity in Severity.allCases {
      self[severity] = try reader.integer(severity.rawValue, from: 1)
    }
  }
}

extension EvidenceRecord {
  var json: JSONValue {
    .record(
      [
        ("asOf", .string(asOf.description)),
        ("files", .record(files.map { ($0.key, $0.value.json) })),
      ], unknown)
  }

  fileprivate init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    let asOf = try reader.instant("asOf")
    var files: [String: File] = [:]
    for (path, node) in try reader.map("files") { files[path] = try File(node) }
    self.init(asOf: asOf, files: files, unknown: reader.unknown)
  }
}

extension EvidenceRecord.File {
  fileprivate var json: JSONValue {
    .record([("bytes", .integer(bytes)), ("sha256", .string(digest.description))], unknown)
  }

  fileprivate init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(
      bytes: try reader.integer("bytes", from: 0), digest: try reader.digest("sha256"))
    unknown = reader.unknown
  }
}
