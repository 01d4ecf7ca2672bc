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

  /// The document without spaces.
  public var text: String { json.compactText }

  /// The documents that together allow what the policy allows, each within the quota of a managed
  /// policy: one if the policy itself is; empty if it cannot be divided.
  public let parts: [JSONValue]

  /// The actions that the principal loses.
  public let removed: ActionSet
  /// The calls in the logs that were decided again; nil without logs.
  public let replay: ActivityReplay?

  /// Creates the policy; nil if nothing was used or the answer was truncated.
  ///
  /// The result is parsed and evaluated again; nil if it would remove used access or grant more.
  init?(
    for subject: AccessSubject, _ access: EffectiveAccess, _ use: GrantedUse,
    _ observed: ObservedUse?, engine: AccessEngine
  ) {
    guard use.services.contains(where: \.isUsed),
      !use.services.contains(where: { $0.use == .unknown })
    else { return nil }
    var narrowing = observed.map { ResourceNarrowing($0, engine) }
    // An action whose calls the policy would deny keeps the resources of its statements.
    while true {
      var writer = NarrowerPolicyWriter(
        catalogue: engine.catalogue, use: use, narrowing: narrowing)
      for grant in access.grants { writer.add(grant) }
      writer.keepDenials(of: subject)
      let json = PolicySplit.document(writer.statements)
      guard let narrower = subject.replacingPolicies([json], engine: engine) else { return nil }
      let after = engine.effectiveAccess(of: narrower)
      guard NarrowerPolicy.preservesUse(access, writer, after) else { return nil }
      let replay = observed.map { ActivityReplay($0, by: subject, then: narrower, in: engine) }
      let lost = replay?.lostActions ?? []
      guard lost.isEmpty else {
        guard narrowing?.exceptions.isSuperset(of: lost) == false else { return nil }
        narrowing?.exceptions.formUnion(lost)
        continue
      }
      self.json = json
      self.replay = replay
      parts = NarrowerPolicy.parts(
        writer.statements, of: subject, allowing: after.allowed, replay, observed, engine)
      removed = access.allowed.subtracting(after.allowed)
      untrackedServices = writer.untracked.sorted()
      return
    }
  }

  /// The parts; empty unless they allow the same actions and calls.
  private static func parts(
    _ statements: [JSONValue], of subject: AccessSubject, allowing allowed: ActionSet,
    _ replay: ActivityReplay?, _ observed: ObservedUse?, _ engine: AccessEngine
  ) -> [JSONValue] {
    guard let documents = PolicySplit(statements)?.documents else { return [] }
    guard documents.count > 1 else { return documents }
    guard let divided = subject.replacingPolicies(documents, engine: engine) else { return [] }
    let after = engine.effectiveAccess(of: divided).allowed
    guard after.isSuperset(of: allowed), allowed.isSuperset(of: after) else { return [] }
    let again = observed.map { ActivityReplay($0, by: subject, then: divided, in: engine) }
    return again?.kept == replay?.kept ? documents : []
  }

  private static func preservesUse(
    _ before: EffectiveAccess, _ writer: NarrowerPolicyWriter, _ after: EffectiveAccess
  ) -> Bool {
    after.allowed.isSuperset(of: before.allowed.intersection(writer.inUse))
      && before.allowed.isSuperset(of: after.allowed)
  }
}

extension AccessEngine {
  /// A policy for what `subject` used, to replace its current policies; nil if none can be
  /// suggested.
  public func narrowerPolicy(
    for subject: AccessSubject, _ access: EffectiveAccess, _ use: GrantedUse,
    observed: ObservedUse? = nil
  ) -> NarrowerPolicy? {
    NarrowerPolicy(for: subject, access, use, observed, engine: self)
  }
}

extension AccessSubject {
  /// A copy of the principal with the policies `documents` instead of all its policies; nil if one of
  /// them is invalid.
  fileprivate func replacingPolicies(
    _ documents: [JSONValue], engine: AccessEngine
  ) -> AccessSubject? {
    var policies: [AppliedPolicy] = []
    for json in documents {
      guard let read = try? JSONDocument(Array(json.compactText.utf8)),
        let document = try? PolicyReader.read(
          Cursor(node: read.root, file: "narrower policy", pointer: "")),
        document.defects.isEmpty
      else { return nil }
      policies.append(
        AppliedPolicy(
          source: PolicySource(
            kind: .inline, name: "narrower policy", arn: nil, version: nil, group: nil, target: nil,
            citation: identity.citation),
          document: document,
          compiled: CompiledPolicy(document, in: engine.resources)))
    }
    return with(policies: policies, boundary: boundary)
  }
}
