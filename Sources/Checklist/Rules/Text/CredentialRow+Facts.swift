import Model
import Platform

extension CredentialRow.Moment {
  /// The time as a fact, or `never` or `unknown`.
  var fact: String {
    switch self {
    case .at(let instant): instant.description
    case .notApplicable: "never"
    case .noInformation: "never"
    case .notStated: "unknown"
    }
  }

  /// Whether the report says that the event never happened.
  var isNever: Bool { self == .notApplicable || self == .noInformation }
}

extension Fact {
  /// The time as a fact, or `never` or `unknown`.
  init(_ name: String, _ moment: CredentialRow.Moment) {
    self.init(name, moment.instant, otherwise: moment.fact)
  }
}

extension CredentialRow.Key {
  /// Whether the key could be active; the report does not say so.
  var couldBeActive: Bool { isActive == nil && (exists || rotated == .notStated) }
}
