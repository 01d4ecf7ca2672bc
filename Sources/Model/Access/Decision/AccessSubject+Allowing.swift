extension AccessSubject {
  /// A copy of the principal with one more policy, named `name`, that allows `action` on everything.
  func allowed(
    _ action: String, _ engine: AccessEngine, by name: String = ""
  ) -> AccessSubject {
    let statement = Statement(
      index: 0, sid: nil, effect: .allow, principals: nil, actions: .only([action]),
      resources: .only(["*"]), conditions: [], citation: identity.citation)
    let document = PolicyDocument(
      version: "2012-10-17", statements: [statement], text: "", citation: identity.citation)
    let policy = AppliedPolicy(
      source: PolicySource(
        kind: .inline, name: name, arn: nil, version: nil, group: nil, target: nil,
        citation: identity.citation),
      document: document,
      compiled: CompiledPolicy(document, in: engine.resources))
    return with(policies: policies + [policy], boundary: boundary)
  }
}
