/// A session of a role that is worth becoming.
struct TargetSession: Sendable {
  /// What the session must be.
  let requirement: SessionRequirement
  /// Whether a session with a name, nil for any name, and tags is such a session, if only some are;
  /// nil if `requirement` says all.
  let accepts: (@Sendable (String?, [Tag]) -> Bool)?

  init(
    _ requirement: SessionRequirement = SessionRequirement(),
    accepts: (@Sendable (String?, [Tag]) -> Bool)? = nil
  ) {
    self.requirement = requirement
    self.accepts = accepts
  }

  /// The session in which `role` has the path `escalation`.
  init(of role: AccessSubject, with escalation: Escalation) {
    requirement = escalation.session ?? SessionRequirement()
    let open = escalation.openConditions.filter { condition in
      RoleSessions.isOnUserID(condition)
        || condition.key.lowercased().hasPrefix("aws:principaltag/")
    }
    guard requirement.isEmpty, !open.isEmpty else {
      accepts = nil
      return
    }
    accepts = { name, tags in
      let changes = tags.map { TagChange(key: $0.key, value: $0.value) }
      let tagged = role.with(tags: role.identity.tags.applying(changes))
      var context = name.map { tagged.session(named: $0) }?.context ?? tagged.context
      context.close("aws:PrincipalTag/")
      return open.allSatisfy { $0.evaluate(in: context, variables: true) != .no }
    }
  }
}
