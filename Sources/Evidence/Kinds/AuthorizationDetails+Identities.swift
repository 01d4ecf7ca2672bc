internal import Model
internal import Platform

extension Gathering {
  mutating func user(_ cursor: Cursor) -> User? {
    guard
      let identity = identity(
        cursor, name: "UserName", id: "UserId", inline: "UserPolicyList", list: .users)
    else { return nil }
    if !cursor.node.has("GroupList") {
      report(cursor.problem("user \(identity.name): the list GroupList is missing"))
    }
    let groups = texts("GroupList", of: cursor)
    return User(identity: identity, groups: groups)
  }

  mutating func group(_ cursor: Cursor) -> Group? {
    identity(cursor, name: "GroupName", id: "GroupId", inline: "GroupPolicyList", list: .groups)
      .map(Group.init)
  }

  mutating func role(_ cursor: Cursor) -> Role? {
    guard
      let identity = identity(
        cursor, name: "RoleName", id: "RoleId", inline: "RolePolicyList", list: .roles)
    else { return nil }
    let profiles = list("InstanceProfileList", of: cursor).compactMap { profile in
      required("InstanceProfileName", of: profile).map { name in
        InstanceProfile(
          name: name, arn: ARN(profile.string("Arn") ?? ""),
          roles: profile.list("Roles").compactMap { $0.string("RoleName") })
      }
    }
    let trust = document("AssumeRolePolicyDocument", of: cursor, owner: "role \(identity.name)")
    if trust == nil {
      degrade(.roles, "the trust policy of role \(identity.name) is missing")
    }
    if let trust, let statement = trust.statements.first(where: { $0.principals == nil }) {
      report(
        Problem(
          file: statement.citation.file, place: statement.citation.place,
          message: "the trust policy of role \(identity.name): \(statement.label) has no Principal")
      )
    }
    return Role(
      identity: identity, trust: trust, instanceProfiles: profiles, lastUsed: lastUsed(cursor))
  }

  private mutating func lastUsed(_ cursor: Cursor) -> Role.LastUsed {
    guard let used = cursor.child("RoleLastUsed") else { return .unknown }
    guard let instant = instant("LastUsedDate", of: used) else {
      return used.node["LastUsedDate"] == nil ? .never : .unknown
    }
    return .at(instant, region: used.string("Region"))
  }

  private mutating func identity(
    _ cursor: Cursor, name: String, id: String, inline: String, list: Identities.List
  ) -> Identity? {
    guard let name = required(name, of: cursor), let arn = required("Arn", of: cursor) else {
      degrade(list, "\(cursor.file) contains an entry without a name or ARN")
      return nil
    }
    let parsed = ARN(arn)
    let type = list == .users ? "user/" : list == .groups ? "group/" : "role/"
    // Published examples have users of the account `aws`.
    if !parsed.isValid("iam", type, isOfAWS: true) {
      report(cursor.problem("\(name): the Arn is not the ARN of a \(type.dropLast())"))
    }
    mention(parsed.account, of: .authorizationDetails, at: cursor.citation)
    compare("\(parsed.resource)", cursor)
    // AWS omits an empty UserPolicyList, but no other empty list.
    let inlineList =
      list == .users ? self.list(inline, of: cursor) : requiredList(inline, of: cursor)
    let inlinePolicies = inlineList.compactMap { inlinePolicy($0, owner: name, list: list) }
    let boundary = cursor.child("PermissionsBoundary").flatMap { boundary -> AttachedPolicy? in
      boundary.string("PermissionsBoundaryArn").map {
        AttachedPolicy(name: ARN($0).resourceName, arn: ARN($0), citation: boundary.citation)
      }
    }
    if cursor.node["PermissionsBoundary"].map({ $0.kind != .object || !$0.members.isEmpty })
      == true,
      boundary == nil
    {
      report(cursor.problem("the permissions boundary of \(name) has no PermissionsBoundaryArn"))
      degrade(list, "the permissions boundary of \(name) could not be read")
    }
    return Identity(
      name: name, path: path(of: name, parsed, type, cursor), arn: parsed,
      uniqueID: cursor.string(id) ?? "", created: instant("CreateDate", of: cursor),
      inlinePolicies: inlinePolicies,
      attachedPolicies: requiredList("AttachedManagedPolicies", of: cursor).compactMap {
        attachedPolicy($0, owner: name, list: list)
      },
      boundary: boundary, tags: self.list("Tags", of: cursor).compactMap { tag($0) },
      citation: cursor.citation)
  }

  /// The path of an identity. A service or IAM Identity Center owns the roles in reserved paths, so
  /// a path that the ARN contradicts does not count.
  private mutating func path(
    of name: String, _ arn: ARN, _ type: String, _ cursor: Cursor
  ) -> String {
    let parts = arn.resource.dropFirst(type.utf8.count - 1)
    let own = parts.lastIndex(of: "/").map { String(parts[...$0]) } ?? "/"
    guard let path = text("Path", of: cursor) else { return own }
    func isReserved(_ path: String) -> Bool { path.hasPrefix("/aws-") }
    guard isReserved(path) != isReserved(own) else { return path }
    report(cursor.problem("\(name): the Path \(path) contradicts the ARN"))
    return own
  }

  private mutating func tag(_ cursor: Cursor) -> Tag? {
    guard let key = required("Key", of: cursor) else { return nil }
    if !cursor.node.has("Value") { report(cursor.problem("tag \(key) has no Value")) }
    return Tag(key: key, value: text("Value", of: cursor) ?? "")
  }

  private mutating func attachedPolicy(
    _ cursor: Cursor, owner: String, list: Identities.List
  ) -> AttachedPolicy? {
    guard let arn = required("PolicyArn", of: cursor) else {
      degrade(list, "a policy attached to \(owner) has no ARN")
      return nil
    }
    return AttachedPolicy(
      name: cursor.string("PolicyName") ?? ARN(arn).resourceName, arn: ARN(arn),
      citation: cursor.citation)
  }

  private mutating func inlinePolicy(
    _ cursor: Cursor, owner: String, list: Identities.List
  ) -> InlinePolicy? {
    guard let name = required("PolicyName", of: cursor) else {
      degrade(list, "an inline policy of \(owner) has no name")
      return nil
    }
    let document = document("PolicyDocument", of: cursor, owner: "policy \(name) of \(owner)")
    if document == nil { degrade(list, "the inline policy \(name) of \(owner) has no document") }
    return InlinePolicy(name: name, document: document, citation: cursor.citation)
  }
}
