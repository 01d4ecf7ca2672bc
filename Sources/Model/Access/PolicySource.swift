/// Where a policy that bears on a principal comes from.
public struct PolicySource: Hashable, Sendable {
  /// How it bears on the principal.
  public enum Kind: String, Hashable, Sendable {
    case inline
    case attached
    case boundary
    case controlPolicy = "service control policy"
    /// The trust policy of the role that would be assumed.
    case trust = "trust policy"
  }

  /// How it bears on the principal.
  public let kind: Kind
  /// The policy's name; the role's for trust policies, which have none.
  public let name: String
  /// The policy's ARN; nil for inline policies, which have none; the role's for trust policies.
  public let arn: ARN?
  /// The version in effect, such as `v3`; nil for inline and service control policies.
  public let version: String?
  /// The group through which the policy reaches a user; nil where it does so itself.
  public let group: String?
  /// The account, OU or root where a service control policy is attached.
  public let target: String?
  /// Where the policy stands in the evidence.
  public let citation: Citation

  /// How a person names it.
  public var label: String {
    switch kind {
    case .inline: "inline policy \(name)" + (group.map { " of group \($0)" } ?? "")
    case .attached: "policy \(name)" + (group.map { " of group \($0)" } ?? "")
    case .boundary: "permissions boundary \(name)"
    case .controlPolicy: "service control policy \(name)" + (target.map { " on \($0)" } ?? "")
    case .trust: "trust policy of role \(name)"
    }
  }
}

extension PolicySource {
  init(_ policy: ManagedPolicy, kind: Kind, group: String?, citation: Citation? = nil) {
    self.init(
      kind: kind, name: policy.name, arn: policy.arn, version: policy.defaultVersion,
      group: group, target: nil, citation: citation ?? policy.citation)
  }

  init(_ policy: InlinePolicy, group: String?) {
    self.init(
      kind: .inline, name: policy.name, arn: nil, version: nil, group: group, target: nil,
      citation: policy.citation)
  }
}

/// A policy together with where it comes from.
public final class AppliedPolicy: Sendable {
  /// Where it comes from.
  public let source: PolicySource
  /// What it says.
  public let document: PolicyDocument
  let compiled: CompiledPolicy

  /// Whether it allows something on all resources, or on all of a service.
  package var isWide: Bool { compiled.isWide }

  /// Whether it denies something.
  package var hasDeny: Bool { document.statements.contains { $0.effect == .deny } }

  init(source: PolicySource, document: PolicyDocument, compiled: CompiledPolicy) {
    self.source = source
    self.document = document
    self.compiled = compiled
  }
}

/// A statement that bears on an answer.
public struct PolicyStatement: Hashable, Sendable {
  /// The policy that it stands in.
  public let source: PolicySource
  /// The statement.
  public let statement: Statement
  /// Whether it surely applies, or only if conditions or variables that are not known turn out so.
  public let applies: Truth

  /// How a person names it.
  public var label: String { "\(statement.label) of \(source.label)" }
}

/// What keeps an allowed action from having effect: a boundary, or a level of the SCPs.
public struct Containment: Hashable, Sendable {
  /// The kind of policy that contains.
  public let kind: PolicySource.Kind
  /// The policy's name, or for a level that does not allow, the level's.
  public let name: String
  /// The policy's ARN, where one policy contains.
  public let arn: ARN?
  /// Whether it denies, rather than only not allowing.
  public let denies: Bool

  /// How a person names it.
  public var label: String {
    switch kind {
    case .boundary: "permissions boundary \(name)"
    default:
      arn == nil ? "the service control policies on \(name)" : "service control policy \(name)"
    }
  }
}
