import Model

/// The columns and texts that several tables have.
extension TableColumn {
  /// What matters about a user, group or role, in words.
  static let attention = TableColumn("attention", 14) { subject, model in
    let words = Attention.of(subject, in: model).map(\.word)
    return words.isEmpty ? "-" : words.joined(separator: ", ")
  }.colored { Attention.of($0, in: $1).first?.role ?? .text }

  static let unusedRole: @Sendable (PageSubject, ConsoleModel) -> StyleRole = {
    Attention.of($0, in: $1).contains(.unused) ? .medium : .text
  }

  static let findings = TableColumn("findings", 8) { subject, model in
    let count = model.findings(about: subject).count
    return count == 0 ? "-" : String(count)
  }

  /// The numbers of attached and inline policies: `3+1`.
  static func count(_ identity: Identity) -> String {
    let (attached, inline) = (identity.attachedPolicies.count, identity.inlinePolicies.count)
    return inline == 0 ? String(attached) : "\(attached)+\(inline)"
  }
}
