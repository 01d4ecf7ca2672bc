/// The activity of an account: what CloudTrail logs show, counted.
public struct AccountActivity: Sendable {
  /// All rows, in the order of their values, so that the rows of a principal are together.
  public let rows: [ActivityRow]
  /// What the rows are based on.
  public let coverage: ActivityCoverage
  /// The actions of which every call would be in the rows, so that they are unused if there is none.
  ///
  /// Calls for data, such as reading an S3 object, are only logged if a trail is configured for it.
  /// Tags are often set by the call that creates the resource, which is logged under its own name. A
  /// trail can leave out read-only calls, and the calls to AWS KMS. See
  /// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html.
  package let visible: ActionSet
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
    visible = AccountActivity.visible(
      Set(rows.lazy.filter { $0[.category] == "Management" }.flatMap(\.actions.actions)))
  }

  /// The actions whose calls are logged, if management events of the actions `managed` are.
  private static func visible(_ managed: Set<String>) -> ActionSet {
    let catalogue = ActionCatalogue.bundled
    let hasReads = managed.contains {
      let level = catalogue.level(of: $0)
      return level == .read || level == .list
    }
    let hasKeys = managed.contains { $0.hasPrefix("kms:") }
    var names: [String] = []
    for (service, rule) in EventRules.bundled.logged
    where !managed.isEmpty && (service != "kms" || hasKeys) {
      names += catalogue.actions(ofService: service).filter { action in
        let name = String(action.dropFirst(service.count + 1))
        guard rule.names.contains(name) != rule.isAllBut else { return false }
        switch catalogue.level(of: action) {
        case .read, .list: return hasReads
        case .write, .permissionsManagement: return true
        case .tagging, nil: return false
        }
      }
    }
    return ActionSet(of: .only(names.sorted()), in: catalogue)
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

extension Sequence<ActivityRow> {
  /// The number of calls.
  public var calls: Int { reduce(0) { $0 + $1.count } }
}
