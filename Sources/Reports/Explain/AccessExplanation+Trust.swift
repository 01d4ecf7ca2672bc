import Model

/// Remarks on the trust policy, for a request to assume a role.
extension AccessExplanation {
  static func trustRemarks(
    _ decision: AccessDecision, on request: AccessRequest, by subject: AccessSubject,
    in engine: AccessEngine
  ) -> [String] {
    guard let trust = decision.trust else {
      return AccessEngine.isAssumption(request.action) && request.resource == "*"
        ? ["it also depends on the trust policy of each role; give the ARN of one role"] : []
    }
    guard let admits = trust.admits else {
      return missingTrust(ARN(request.resource), engine).map { [$0] } ?? []
    }
    guard admits != .no, let grant = trust.grant else {
      return ["the role's trust policy does not trust \(subject.description)"]
    }
    if !trust.sessions.isEmpty {
      return [
        "the role's trust policy names only the session"
          + "\(trust.sessions.count == 1 ? "" : "s") \(trust.sessions.joined(separator: ", "))"
          + " of \(subject.description)"
      ]
    }
    let conditions = admits == .unknown ? ", under conditions" : ""
    switch grant {
    case .account:
      return [
        "the role's trust policy names the account, so an identity-based policy must allow"
          + " it\(conditions)"
      ]
    case .role, .direct:
      let enough = decision.isAllowed ? ", so no identity-based policy needs to allow it" : ""
      return ["the role's trust policy names \(subject.description)\(conditions)\(enough)"]
    }
  }

  /// Why the trust policy of `role` was not evaluated; nil if the role cannot be assumed.
  private static func missingTrust(_ role: ARN, _ engine: AccessEngine) -> String? {
    if role.resource.hasPrefix("role/aws-service-role/") { return nil }
    if role.description.contains(where: { $0 == "*" || $0 == "?" }) {
      return "it also depends on the trust policy of each role; give the ARN of one role"
    }
    if role.account != engine.accountID {
      return "it also depends on the role's trust policy; the role is in account \(role.account)"
        + " and is not in the evidence"
    }
    return "it also depends on the role's trust policy, which can allow the call by itself and is"
      + " not in the evidence"
  }
}

extension AccessSubject {
  /// The principal as text: `user ann`, `role deploy, session ci`.
  var description: String {
    "\(kind.rawValue) \(name)" + (session.map { ", session \($0)" } ?? "")
  }
}
