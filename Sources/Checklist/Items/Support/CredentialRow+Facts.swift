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

  /// Whether the report says that there was no such event.
  var isNever: Bool { self == .notApplicable || self == .noInformation }
}

extension CredentialRow.Key {
  /// Whether the report does not tell if the key is active, and it may well be.
  var mayBeActive: Bool { isActive == nil && (exists || rotated == .unsaid) }
}
