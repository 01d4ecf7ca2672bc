import Model

extension CredentialRow.Moment {
  /// The date, or why there is none, as a fact.
  var fact: String {
    switch self {
    case .at(let instant): instant.description
    case .notApplicable: "never"
    case .noInformation: "never"
    case .unsaid: "unknown"
    }
  }

  /// Whether the report says that the event never happened.
  var isNever: Bool { self == .notApplicable || self == .noInformation }
}

extension CredentialRow.Key {
  /// Whether the key can be active although the report does not say so.
  var mayBeActive: Bool { isActive == nil && (exists || rotated == .unsaid) }
}
