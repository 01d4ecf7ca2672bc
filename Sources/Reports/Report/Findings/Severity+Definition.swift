internal import Checklist
internal import Platform

extension Severity {
  /// What the level means, for readers of the report.
  var definition: String {
    switch self {
    case .critical: "Full control of the account, or access for anyone; fix now"
    case .high: "Likely to lead to serious harm after one more error; fix within weeks"
    case .medium: "Makes an attack easier or its damage larger; fix within months"
    case .low: "Little risk on its own; fix when convenient"
    }
  }

  /// The word at the start of a line.
  var title: String { rawValue.capitalizedFirst }
}
