internal import Platform

/// An action that is not in the catalogue, with similar ones.
public struct ActionNotFound: Sendable {
  /// The action as it was written, `service:Action`.
  public let action: String
  /// The reason why it is unknown, in one line.
  public let reason: String
  /// Up to three similar actions, the most similar first; for an API operation, the actions that
  /// AWS checks.
  public let near: [String]

  /// Creates the suggestions; nil for an action that is in `catalogue`.
  public init?(_ action: String, in catalogue: ActionCatalogue = .bundled) {
    guard !catalogue.knows(action: action) else { return nil }
    self.action = action
    let parts = action.split(separator: ":", maxSplits: 1).map(String.init)
    let (service, name) = (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    if let row = OperationRow.find(name, ofService: service) {
      (reason, near) = (row.text, row.actions(named: name, in: catalogue))
      return
    }
    let date = catalogue.version
    if catalogue.knows(service: service) {
      reason = "not in the catalogue of \(date)"
      near = ActionNotFound.nearest(to: action, among: catalogue.actions(ofService: service))
    } else {
      reason = "no service in the catalogue of \(date) has the prefix \(service)"
      near = ActionNotFound.elsewhere(service, name, catalogue)
    }
  }

  /// The question whether a similar action was meant; empty if there is none.
  public var suggestion: String {
    guard let last = near.last else { return "" }
    let others = near.dropLast().joined(separator: ", ")
    return "did you mean \(others.isEmpty ? last : "\(others) or \(last)")?"
  }

  /// The names with the smallest edit distance, if it is small for their length.
  private static func nearest(to wanted: String, among names: [String], maximum: Int? = nil)
    -> [String]
  {
    let wanted = Array(wanted.lowercased().utf8)
    let limit = maximum ?? max(2, wanted.count / 4)
    let near = names.map { ($0, editDistance(wanted, Array($0.lowercased().utf8))) }
      .filter { $0.1 <= limit }
    return near.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(3).map(\.0)
  }

  /// The same action of services with a similar prefix, then of any service.
  private static func elsewhere(
    _ service: String, _ name: String, _ catalogue: ActionCatalogue
  ) -> [String] {
    let similar = nearest(to: service, among: catalogue.serviceNames)
    let near = similar.flatMap { prefix in
      nearest(to: prefix + ":" + name, among: catalogue.actions(ofService: prefix), maximum: 2)
    }
    let same = catalogue.serviceNames.lazy.map { "\($0):\(name)" }
      .filter { catalogue.knows(action: $0) && !near.contains($0) }
    return Array((near + same.prefix(3).compactMap(catalogue.canonicalName)).prefix(3))
  }
}

extension ActionCatalogue {
  /// The action as AWS spells it; nil for an unknown action.
  package func canonicalName(_ action: String) -> String? { index(ofAction: action).map(name(of:)) }
}

/// A line of `Data/operations.tsv`: API operations without an action of the same name, and the
/// reason.
struct OperationRow {
  let service: String
  let operations: [Substring]
  let reason: Substring
  let detail: String

  /// The line of the operation; `service` is the client's name of the service, or the prefix of its
  /// actions.
  static func find(_ operation: String, ofService service: String) -> OperationRow? {
    let wanted = operation.lowercased()
    let rows = all.filter { row in
      let isOfService =
        row.service == service.lowercased()
        || row.detail.split(separator: " ").contains { $0.hasPrefix(service.lowercased() + ":") }
      return isOfService
        && row.operations.contains { $0 == "*" || $0.lowercased() == wanted }
    }
    return rows.first { $0.operations != ["*"] } ?? rows.first
  }

  private static let all: [OperationRow] = {
    String(decoding: embeddedFile("Data/operations.tsv"), as: UTF8.self)
      .split(separator: "\n").compactMap { line in
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard fields.count == 4, !line.hasPrefix("#") else { return nil }
        return OperationRow(
          service: String(fields[0]), operations: fields[1].split(separator: " "),
          reason: fields[2], detail: String(fields[3]))
      }
  }()

  /// The reason as text.
  var text: String {
    switch reason {
    case "prefix":
      "\(service) is an API name; its actions have the prefix "
        + detail.split(separator: " ").map(String.init).asChoice
    case "action": "it is an API operation for which AWS checks other actions"
    case "none": "it is an API operation that needs no IAM permission: it is \(detail)"
    case "newer": "AWS added this API operation after the date of the catalogue"
    default: "it is an API operation for which the AWS reference lists no action"
    }
  }

  /// The actions in the reason, for the operation `name`.
  func actions(named name: String, in catalogue: ActionCatalogue) -> [String] {
    switch reason {
    case "action": detail.split(separator: " ").map(String.init)
    case "prefix":
      detail.split(separator: " ").compactMap { catalogue.canonicalName("\($0):\(name)") }
    default: []
    }
  }
}
