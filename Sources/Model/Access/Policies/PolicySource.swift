/// The source of a policy that applies to a principal.
public struct PolicySource: Hashable, Sendable {
  /// How the policy applies to the principal.
  public enum Kind: String, Hashable, Sendable {
    case inline
    case attached
    case boundary
    case controlPolicy = "service control policy"
    /// The trust policy of the role that is assumed.
    case trust = "trust policy"
  }

  /// How the policy applies to the principal.
  public let kind: Kind
  /// The name of the policy, or for a trust policy, of the role.
  public let name: String
  /// The ARN of the policy, or for a trust policy, of the role; nil for inline policies.
  public let arn: ARN?
  /// The version in effect, such as `v3`; nil for inline policies and SCPs.
  public let version: String?
  /// The group from which a user has the policy; nil if it is the user's own.
  public let group: String?
  /// The account, OU or root to which an SCP is attached.
  public let target: String?
  /// The position of the policy in the evidence.
  public let citation: Citation

  /// The text for display.
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

/// A policy with its source.
public final class AppliedPolicy: Sendable {
  /// The source.
  public let source: PolicySource
  /// The document.
  public let document: PolicyDocument
  let compiled: CompiledPolicy

  /// Whether it allows something on all resources, or on all resources of a service.
  package var isWide: Bool { compiled.isWide }

  /// Whether it denies something.
  package var hasDeny: Bool { document.statements.contains { $0.effect == .deny } }

  init(source: PolicySource, document: PolicyDocument, compiled: CompiledPolicy) {
    self.source = source
    self.document = document
    self.compiled = compiled
  }
}

/// A statement that affects an answer.
public struct PolicyStatement: Hashable, Sendable {
  /// The policy that contains it.
  public let source: PolicySource
  /// The statement.
  public let statement: Statement
  /// Whether it certainly applies, or only if unknown conditions or variables are met.
  public let applies: Truth

  /// The text for display.
  public var label: String { "\(statement.label) of \(source.label)" }
}

/// A limit that blocks an allowed action: a boundary, or a level of SCPs.
public struct LimitingPolicy: Hashable, Sendable {
  /// The kind of policy.
  public let kind: PolicySource.Kind
  /// The name of the policy, or of the level that does not allow the action.
  public let name: String
  /// The ARN of the policy, if it is a single one.
  public let arn: ARN?
  /// Whether it denies the action explicitly, rather than not allowing it.
  public let denies: Bool

  /// The text for display.
  public var label: String {
    switch kind {
    case .boundary: "permissions boundary \(name)"
    default:
      arn == nil ? "service control policies on \(name)" : "service control policy \(name)"
    }
  }

  /// The text in facts. It must never change, because a decision is stale if its facts change.
  package var recordedLabel: String {
    kind != .boundary && arn == nil ? "the \(label)" : label
  }
}
