internal import Model
internal import Platform

extension Gathering {
  /// The managed policy at `cursor`, with the document of its default version.
  mutating func managedPolicy(_ cursor: Cursor) -> ManagedPolicy? {
    guard let arn = required("Arn", of: cursor).map(ARN.init) else {
      degrade(.policies, "\(cursor.file) contains a managed policy without an ARN")
      return nil
    }
    if !arn.isValid("iam", "policy/", isOfAWS: true) {
      report(cursor.problem("\(arn) is not the ARN of a policy"))
    }
    mention(arn.account, of: .authorizationDetails, at: cursor.citation)
    let name = cursor.string("PolicyName") ?? arn.resourceName
    let named = text("DefaultVersionId", of: cursor)
    for member in ["CreateDate", "UpdateDate"] { _ = instant(member, of: cursor) }
    let version = defaultVersion(of: name, named: named, cursor)
    // Old versions have no effect, and sources differ in how many they include.
    if let version { compare("\(arn.resource)", version) }
    var policyDocument: PolicyDocument?
    if let version, named == nil || named == version.string("VersionId") ?? named {
      policyDocument = document("Document", of: version, owner: "policy \(name)")
    }
    if policyDocument == nil {
      degrade(.policies, "the default version of policy \(name) has no document")
    }
    return ManagedPolicy(
      name: name, arn: arn, uniqueID: cursor.string("PolicyId") ?? "",
      defaultVersion: named ?? version?.string("VersionId") ?? "",
      versionCount: cursor.node["PolicyVersionList"]?.elements.count ?? 0,
      document: policyDocument, attachmentCount: cursor.integer("AttachmentCount"),
      boundaryCount: cursor.integer("PermissionsBoundaryUsageCount"), citation: cursor.citation)
  }

  /// The default version of a policy. `DefaultVersionId` and `IsDefaultVersion` must identify the
  /// same version, and only one: see
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html.
  private mutating func defaultVersion(
    of name: String, named: String?, _ cursor: Cursor
  ) -> Cursor? {
    var marked: [Cursor] = []
    var wanted: [Cursor] = []
    for version in list("PolicyVersionList", of: cursor) {
      if version.node.has("IsDefaultVersion"), version.boolean("IsDefaultVersion") == nil {
        report(
          version.problem("policy \(name): expected true or false in member IsDefaultVersion"))
      }
      if version.boolean("IsDefaultVersion") == true { marked.append(version) }
      if let named, version.string("VersionId") == named { wanted.append(version) }
    }
    if wanted.count > 1 {
      report(cursor.problem("policy \(name) lists version \(named ?? "") twice; the first is used"))
    }
    if marked.count > 1 {
      report(
        cursor.problem(
          "policy \(name) marks \(marked.count) versions as default; the first is used"))
    }
    if let named,
      let other = marked.first(where: { ($0.string("VersionId") ?? named) != named })
    {
      report(
        other.problem(
          "policy \(name): DefaultVersionId is \(named), but version"
            + " \(other.string("VersionId") ?? "") is marked as default"))
    }
    return wanted.first ?? marked.first
  }
}
