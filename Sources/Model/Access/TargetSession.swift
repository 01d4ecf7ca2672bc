/// A session of a role that is worth becoming.
struct TargetSession: Sendable {
  /// What the session must be.
  let requirement: SessionRequirement
  /// Whether a session with a given name is such a session, if only some names are; nil if the name
  /// makes no difference beyond `requirement`.
  let accepts: (@Sendable (String) -> Bool)?

  init(
    _ requirement: SessionRequirement = SessionRequirement(),
    accepts: (@Sendable (String) -> Bool)? = nil
  ) {
    self.requirement = requirement
    self.accepts = accepts
  }

  /// The session in which `role` has the path `escalation`.
  init(of role: AccessSubject, with escalation: Escalation) {
    requirement = escalation.session ?? SessionRequirement()
    let open = escalation.openConditions.filter(RoleSessions.isOnUserID)
    if requirement.name != nil || open.isEmpty {
      accepts = nil
    } else {
      accepts = { name in
        let context = role.session(named: name).context
        return open.allSatisfy { $0.evaluate(in: context, variables: true) != .no }
      }
    }
  }
}
