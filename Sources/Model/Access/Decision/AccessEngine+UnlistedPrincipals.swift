/// Principals that are not in the authorization details: the root user, and users and roles that
/// are created later.
extension AccessEngine {
  /// The known context of every request of the root user. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
  package var rootContext: RequestContext {
    var context = context(of: .user, ARN("arn:\(partition.id):iam::\(accountID ?? ""):root"), "")
    context["aws:PrincipalType"] = .values(["Account"])
    context["aws:username"] = .absent
    context["aws:userid"] = accountID.map { .values([$0]) } ?? .unknown
    return context
  }

  /// The known context of every request of a user or role without tags.
  ///
  /// `path` begins and ends with a slash. The unique id has a valid form; the role session has a
  /// name that policies are unlikely to mention.
  package func context(
    ofNew kind: AccessSubject.Kind, path: String, name: String
  ) -> RequestContext {
    let arn = ARN("arn:\(partition.id):iam::\(accountID ?? ""):\(kind.rawValue)\(path)\(name)")
    var context = context(of: kind, arn, name)
    let prefix = kind == .user ? "AIDA" : "AROA"
    let session = kind == .user ? "" : ":session-of-\(name)"
    context["aws:userid"] = .values(["\(prefix)Q9Z7X5V3T1R2P4N6M\(session)"])
    return context
  }

  private func context(
    of kind: AccessSubject.Kind, _ arn: ARN, _ name: String
  ) -> RequestContext {
    let identity = Identity(
      name: name, path: "/", arn: arn, uniqueID: "", created: nil, inlinePolicies: [],
      attachedPolicies: [], boundary: nil, tags: [],
      citation: Citation(file: "", place: "", line: 0))
    return facts?.context(of: identity, kind, tags: .none, session: nil, names: ["*"])
      ?? RequestContext()
  }
}
