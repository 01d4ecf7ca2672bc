package import Model
internal import Platform

/// What a principal can use and did not use.
package struct UnusedAccess: Sendable {
  /// The services that it used, among those that AWS tracks.
  package let usedServices: [String]
  /// The services that it did not use.
  package let unusedServices: [String]
  /// The policy with only the permissions in use; nil if none can be suggested.
  package let narrower: SuggestedPolicy?

  package init(usedServices: [String], unusedServices: [String], narrower: SuggestedPolicy?) {
    self.usedServices = usedServices
    self.unusedServices = unusedServices
    self.narrower = narrower
  }
}

/// A policy that a finding suggests, as documents and as the facts that contain them.
package struct SuggestedPolicy: Sendable {
  /// The document as JSON in one line.
  package let document: String
  /// The documents that replace it if it is too long for one managed policy; empty if it is not.
  package let parts: [String]

  package init(document: String, parts: [String] = []) {
    self.document = document
    self.parts = parts
  }

  /// The fact with the whole document.
  package var fact: Fact { Fact(SuggestedPolicy.factName, document) }

  /// The facts with the parts.
  package var factsOfParts: [Fact] {
    parts.enumerated().map { Fact("\(SuggestedPolicy.factName)\($0 + 1)", $1) }
  }

  /// The name of the fact with the document.
  static let factName = "narrowerPolicy"

  /// The number of the part that the fact `name` contains, also if it was read from a session; nil
  /// for other facts.
  static func part(of name: String) -> Int? {
    name.hasPrefix(factName) ? Int(name.dropFirst(factName.count)) : nil
  }

  /// The statements of the document; nil if it is not a policy.
  package var statements: [Statement]? {
    guard let parsed = try? JSONDocument(Array(document.utf8)) else { return nil }
    return try? PolicyReader.read(Cursor(node: parsed.root, file: "", pointer: "")).statements
  }
}
