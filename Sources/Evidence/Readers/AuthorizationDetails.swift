internal import Model
internal import Platform

extension EvidenceReader {
  /// `iam get-account-authorization-details`: users, groups, roles and managed policies.
  ///
  /// Filters omit lists, and some tools save one list per file, so a list that no file contains is
  /// not known to be empty.
  static let authorizationDetails = EvidenceReader(
    kind: .authorizationDetails,
    recognizes: { root in
      root.has("UserDetailList") || root.has("GroupDetailList") || root.has("RoleDetailList")
        || (root["Policies"]?.elements.contains { $0["PolicyVersionList"] != nil } ?? false)
    },
    read: { answer, gathering in
      let file = answer.file
      let shortcoming = answer.shortcoming
      func lists(_ name: String, _ list: Identities.List) -> CursorList? {
        gathering.reading = .list(list)
        return answer.body.node.has(name) ? gathering.list(name, of: answer.body) : nil
      }
      if let list = lists("UserDetailList", .users) {
        let users = list.compactMap { gathering.user($0) }
        if shortcoming == nil {
          gathering.compareList(
            "UserDetailList", users.map(\.identity.arn.description), at: answer.body)
        }
        gathering.users.add(users, from: file, shortcoming: shortcoming)
      }
      if let list = lists("GroupDetailList", .groups) {
        let groups = list.compactMap { gathering.group($0) }
        if shortcoming == nil {
          gathering.compareList(
            "GroupDetailList", groups.map(\.identity.arn.description), at: answer.body)
        }
        gathering.groups.add(groups, from: file, shortcoming: shortcoming)
      }
      if let list = lists("RoleDetailList", .roles) {
        let roles = list.compactMap { gathering.role($0) }
        if shortcoming == nil {
          gathering.compareList(
            "RoleDetailList", roles.map(\.identity.arn.description), at: answer.body)
        }
        gathering.roles.add(roles, from: file, shortcoming: shortcoming)
      }
      if let list = lists("Policies", .policies) {
        let policies = list.compactMap { gathering.managedPolicy($0) }
        if shortcoming == nil {
          gathering.compareList("Policies", policies.map(\.arn.description), at: answer.body)
        }
        gathering.policies.add(policies, from: file, shortcoming: shortcoming)
      }
    })
}

extension Gathering {
  fileprivate mutating func user(_ cursor: Cursor) -> User? {
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

  fileprivate mutating func group(_ cursor: Cursor) -> Group? {
    identity(cursor, name: "GroupName", id: "GroupId", inline: "GroupPolicyList", list: .groups)
      .map(Group.init)
  }

  fileprivate mutating func role(_ cursor: Cursor) -> Role? {
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
      roles.degrade("the trust policy of role \(identity.name) is missing")
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

  /// The policy document `name` of `cursor`; nil if it is missing or cannot be read. An unreadable
  /// document is reported.
  mutating func document(_ name: String, of cursor: Cursor, owner: String) -> PolicyDocument? {
    guard let place = cursor.child(name) else { return nil }
    do throws(Problem) {
      let document = try PolicyReader.read(place, pool: pool)
      for defect in document.defects {
        report(
          place.problem("\(owner): \(defect); this part was ignored and is not evaluated"))
      }
      return document
    } catch {
      report(error)
      return nil
    }
  }
}
