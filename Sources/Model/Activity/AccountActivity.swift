/// The activity of an account: what CloudTrail logs show, counted.
public struct AccountActivity: Sendable {
  /// All rows, in the order of their values, so that the rows of a principal are together.
  public let rows: [ActivityRow]
  /// What the rows are based on.
  public let coverage: ActivityCoverage
  /// Whether read-only calls are logged; a trail can be limited to changes.
  private let showsReads: Bool
  /// The services with management events, by prefix.
  private let services: Set<Substring>
  private let places: [String: Range<Int>]

  /// The activity `rows`, which are in the order of their values.
  public init(_ rows: [ActivityRow], coverage: ActivityCoverage) {
    self.rows = rows
    self.coverage = coverage
    var places: [String: Range<Int>] = [:]
    var start = 0
    while start < rows.count {
      let principal = rows[start][.principal]
      let end = rows[start...].firstIndex { $0[.principal] != principal } ?? rows.count
      places[principal] = start..<end
      start = end
    }
    self.places = places
    let managed = Set(rows.lazy.filter { $0[.category] == "Management" }.flatMap(\.actions.actions))
    showsReads = managed.contains {
      let level = ActionCatalogue.bundled.level(of: $0)
      return level == .read || level == .list
    }
    services = Set(managed.map { $0.prefix { $0 != ":" } })
  }

  /// Whether calls that need `action` would be in the rows, so that the action is unused if there are
  /// none.
  ///
  /// Calls for data, such as reading an S3 object, are only logged if a trail is configured for it.
  /// Tags are often set by the call that creates the resource, which is logged under its own name. A
  /// trail can leave out read-only calls, and the calls to AWS KMS. See
  /// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html.
  package func wouldShow(_ action: String) -> Bool {
    let parts = action.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let rule = EventRules.bundled.logged[String(parts[0])],
      rule.names.contains(String(parts[1])) != rule.isAllBut, !services.isEmpty,
      let level = ActionCatalogue.bundled.level(of: action)
    else { return false }
    if parts[0] == "kms", !services.contains("kms") { return false }
    switch level {
    case .tagging: return false
    case .read, .list: return showsReads
    case .write, .permissionsManagement: return true
    }
  }

  /// What the principal with the ARN `arn` did.
  public func rows(of arn: ARN) -> ArraySlice<ActivityRow> {
    places[arn.description].map { rows[$0] } ?? []
  }

  /// The calls of the principal `arn` that needed `action`, `service:Action` in the spelling of the
  /// catalogue.
  public func calls(of action: String, by arn: ARN) -> [ActivityRow] {
    rows(of: arn).filter { $0.allActions.contains(action) }
  }
}

extension ActivityRow {
  /// Whether AWS allowed the calls.
  public var isAllowed: Bool { self[.result] == "allowed" }

  /// Whether AWS denied the calls.
  public var isDenied: Bool { self[.result] == "denied" }

  /// The actions that AWS checked, with `iam:PassRole` if the request passes a role.
  public var allActions: [String] {
    self[.passes].isEmpty ? actions.actions : actions.actions + ["iam:PassRole"]
  }
}
