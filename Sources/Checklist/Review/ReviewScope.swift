internal import Model
internal import Platform

/// The part of a review that a session covers, if two people share the work.
public struct ReviewScope: Hashable, Sendable {
  /// A description of the part: `section users`, `filter kind:role`.
  public let title: String
  /// The items that belong to it as a whole.
  public let items: Set<ItemID>
  /// Findings of other items that belong to it.
  public let findings: Set<FindingID>
  var unknown = UnknownMembers()

  /// The part `title`: `items` with all their findings, and `findings` of other items.
  public init(title: String, items: Set<ItemID>, findings: Set<FindingID> = []) {
    self.title = title
    self.items = items
    self.findings = findings
  }

  /// The part `title` with `findings`; an item belongs to it as a whole if all its findings do.
  public init(title: String, _ findings: [FindingID], of assessment: Assessment) {
    let chosen = Set(findings)
    let whole = assessment.items.filter { result in
      !result.findings.isEmpty && result.findings.allSatisfy { chosen.contains($0.id) }
    }
    self.init(
      title: title, items: Set(whole.map(\.id)),
      findings: chosen.subtracting(whole.flatMap { $0.findings.map(\.id) }))
  }

  /// The part with everything that does not belong to this one.
  public func rest(of assessment: Assessment) -> ReviewScope {
    let others = assessment.items.filter { !items.contains($0.id) }
    let split = others.filter { result in result.findings.contains { findings.contains($0.id) } }
    return ReviewScope(
      title: "everything except \(title)",
      items: Set(others.map(\.id)).subtracting(split.map(\.id)),
      findings: Set(split.flatMap { $0.findings.map(\.id) }).subtracting(findings))
  }

  /// Whether `target` belongs to it.
  public func contains(_ target: DecisionTarget) -> Bool {
    if case .finding(let id) = target, findings.contains(id) { return true }
    return items.contains(target.item)
  }
}

extension Assessment {
  /// The part of the assessment in `scope`; the whole assessment if `scope` is nil.
  public func narrowed(to scope: ReviewScope?) -> Assessment {
    guard let scope else { return self }
    return Assessment(
      account: account, settings: settings,
      items: items.compactMap { result in
        if scope.items.contains(result.id) { return result }
        let findings = result.findings.filter { scope.findings.contains($0.id) }
        return findings.isEmpty ? nil : result.limited(to: findings)
      }, catalogueVersion: catalogueVersion, engine: engine)
  }
}

extension ReviewScope {
  var json: JSONValue {
    .record(
      [
        ("title", .string(title)), ("items", .strings(items.map(\.rawValue))),
        ("findings", .strings(findings.map(\.rawValue))),
      ], unknown)
  }

  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(
      title: try reader.text("title"), items: Set(try reader.texts("items").map { ItemID($0) }),
      findings: Set(try reader.texts("findings").map { FindingID($0) }))
    unknown = reader.unknown
  }
}

extension JSONValue {
  /// Texts as a sorted list.
  fileprivate static func strings(_ texts: [String]) -> JSONValue {
    .array(texts.sorted { $0.precedesByScalar($1) }.map(JSONValue.string))
  }
}
