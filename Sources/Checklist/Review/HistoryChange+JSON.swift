internal import Model
internal import Platform

extension HistoryEntry.Change {
  /// The change as members of its entry.
  var members: [(String, JSONValue?)] {
    switch self {
    case .decision(let target, let from, let to):
      [("target", target.json), ("from", from?.json), ("to", to?.json)]
    case .settings(let from, let to):
      [("from", from.json()), ("to", to.json())]
    case .baseline(let from, let to):
      [("baselineFrom", from?.json), ("baselineTo", to?.json)]
    case .record(let key, let from, let to):
      [("record", key.json), ("recordFrom", from?.json), ("recordTo", to?.json)]
    case .several(let parts): JSONValue.sharing(parts.map { .record($0.members) })
    case .nothing, .unknown: []
    }
  }

  /// Reads the change of an entry.
  init(_ reader: inout RecordReader, of action: HistoryEntry.Action) throws(SessionError) {
    if case .unknown = action {
      self = .unknown
    } else if let changes = reader.optional("changes") {
      self = .several(try Self.parts(changes, shared: reader.optional("shared")))
    } else if let part = try Self.part(&reader) {
      self = part
    } else if case let (from, to) = (
      reader.optional("baselineFrom"), reader.optional("baselineTo")
    ), from != nil || to != nil {
      self = .baseline(
        from: try from.map { node throws(SessionError) in try Baseline(node) },
        to: try to.map { node throws(SessionError) in try Baseline(node) })
    } else if case .merge = action, reader.optional("to") == nil {
      self = .nothing
    } else {
      var from = try RecordReader(try reader.required("from"))
      var to = try RecordReader(try reader.required("to"))
      self = .settings(from: try Settings(&from), to: try Settings(&to))
    }
  }

  /// Reads a decision or a record; nil if it is neither.
  private static func part(_ reader: inout RecordReader) throws(SessionError) -> Self? {
    if let key = reader.optional("record") {
      let from = reader.optional("recordFrom")
      let to = reader.optional("recordTo")
      return .record(
        try ReviewRecord.Key(key),
        from: try from.map { node throws(SessionError) in try ReviewRecord(node) },
        to: try to.map { node throws(SessionError) in try ReviewRecord(node) })
    }
    guard let target = reader.optional("target") else { return nil }
    let from = reader.optional("from")
    let to = reader.optional("to")
    return .decision(
      try DecisionTarget(target),
      from: try from.map { node throws(SessionError) in try Decision(node) },
      to: try to.map { node throws(SessionError) in try Decision(node) })
  }

  /// Reads several decisions or records, with the members that all of them share.
  private static func parts(
    _ changes: JSONNode, shared: JSONNode?
  ) throws(SessionError) -> [Self] {
    let shared = shared.map(JSONValue.init) ?? .object([])
    let whole = changes.elements.map { JSONValue($0).adding(shared) }
    guard changes.kind == .array, !whole.isEmpty,
      let document = try? JSONDocument(Array(JSONValue.array(whole).compactText.utf8))
    else { throw changes.expected("a list of changes for \"changes\"") }
    var parts: [Self] = []
    for (node, place) in zip(document.root.elements, changes.elements) {
      // An error is reported where the change is in the file.
      guard var reader = try? RecordReader(node), let part = try? Self.part(&reader) else {
        throw place.expected("the change of a decision or a record")
      }
      parts.append(part)
    }
    return parts
  }
}
