public import Platform

/// A policy that allows what a principal used in a period, and no more than it has now.
///
/// Each Allow statement keeps its resources and conditions, so that nothing is widened; Deny
/// statements are unchanged. Services and actions that AWS does not track cannot be called unused:
/// tracked services keep their untracked actions, and untracked services are kept if a statement
/// names them.
public struct NarrowerPolicy: Sendable {
  /// The policy document; the same evidence gives the same document.
  public let json: JSONValue
  /// The services kept because AWS does not track them.
  public let untrackedServices: [String]

  /// The document without spaces; the AWS quota for a managed policy is 6,144 characters. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.
  public var text: String { json.compactText }

  /// Creates the policy; nil if nothing was used or the answer was truncated.
  ///
  /// The result is parsed and evaluated again; nil if it would remove used access or grant more.
  init?(
    for subject: AccessSubject, _ access: EffectiveAccess, _ use: GrantedUse,
    engine: AccessEngine
  ) {
    guard use.services.contains(where: \.isUsed),
      !use.services.contains(where: { $0.use == .unknown })
    else { return nil }
    var writer = NarrowerPolicyWriter(catalogue: engine.catalogue, use: use)
    for grant in access.grants { writer.add(grant) }
    writer.keepDenials(of: subject)
    json = ["Version": "2012-10-17", "Statement": .array(writer.statements)]
    untrackedServices = writer.untracked.sorted()
    guard preservesUse(access, writer, subject, engine) else { return nil }
  }

  private func preservesUse(
    _ before: EffectiveAccess, _ writer: NarrowerPolicyWriter, _ subject: AccessSubject,
    _ engine: AccessEngine
  ) -> Bool {
    guard let read = try? JSONDocument(Array(text.utf8)),
      let document = try? PolicyReader.read(
        Cursor(node: read.root, file: "narrower policy", pointer: ""))
    else { return false }
    let after = engine.effectiveAccess(
      of: subject.replacingPolicies(document, engine: engine))
    return document.defects.isEmpty
      && after.allowed.isSuperset(of: before.allowed.intersection(writer.inUse))
      && before.allowed.isSuperset(of: after.allowed)
  }
}

extension AccessEngine {
  /// A policy for what `subject` used, to replace its current policies; nil if none can be
  /// suggested.
  public func narrowerPolicy(
    for subject: AccessSubject, _ access: EffectiveAccess, _ use: GrantedUse
  ) -> NarrowerPolicy? {
    NarrowerPolicy(for: subject, access, use, engine: self)
  }
}

extension AccessSubject {
  /// A copy of the principal with `document` instead of all its policies.
  fileprivate func replacingPolicies(_ document: PolicyDocument, engine: AccessEngine)
    -> AccessSubject
  {
    let policy = AppliedPolicy(
      source: PolicySource(
        kind: .inline, name: "narrower policy", arn: nil, version: nil, group: nil, target: nil,
        citation: identity.citation),
      document: document,
      compiled: CompiledPolicy(document, in: engine.resources))
    return with(policies: [policy], boundary: boundary)
  }
}
