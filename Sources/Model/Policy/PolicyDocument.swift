/// A JSON policy: an identity-based policy, a trust policy, a boundary or an SCP.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html.
public struct PolicyDocument: Hashable, Sendable {
  /// `2012-10-17` or `2008-10-17`; nil if it is missing, which means the latter.
  public let version: String?
  /// The statements in the order of the document.
  public let statements: [Statement]
  /// The document as JSON without spaces, for display.
  public let text: String
  /// The position in the evidence.
  public let citation: Citation
  /// The invalid parts, which were not evaluated; each is reported as a problem.
  public let defects: [String]

  /// Whether the version supports policy variables; in other versions `${` is plain text. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html.
  package var hasVariables: Bool { version == "2012-10-17" }

  /// Creates a document of `statements`.
  public init(
    version: String?, statements: [Statement], text: String, citation: Citation,
    defects: [String] = []
  ) {
    self.version = version
    self.statements = statements
    self.text = text
    self.citation = citation
    self.defects = defects
  }
}

/// One statement of a policy.
public struct Statement: Hashable, Sendable {
  /// Whether the statement allows or denies.
  public enum Effect: String, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  /// A list in a statement, or everything except that list.
  public enum Scope: Hashable, Sendable {
    /// `Action`, `Resource`: the listed values.
    case only([String])
    /// `NotAction`, `NotResource`: everything except the listed values.
    case allBut([String])

    /// The listed patterns, in both cases.
    public var patterns: [String] {
      switch self {
      case .only(let patterns), .allBut(let patterns): patterns
      }
    }
  }

  /// The principals of a resource-based policy or a trust policy.
  public enum Principals: Hashable, Sendable {
    /// `Principal`.
    case only([Principal])
    /// `NotPrincipal`.
    case allBut([Principal])

    /// The listed principals, in both cases.
    public var list: [Principal] {
      switch self {
      case .only(let list), .allBut(let list): list
      }
    }
  }

  /// The index in the document, from 0.
  public var index: Int { parts.index }
  /// The statement id, if it has one.
  public var sid: String? { parts.sid }
  /// Whether it allows or denies.
  public var effect: Effect { parts.effect }
  /// The principals; nil in identity-based policies.
  public var principals: Principals? { parts.principals }
  /// The actions, as written.
  public var actions: Scope { parts.actions }
  /// The resources, as written; nil in trust policies, which have none.
  public var resources: Scope? { parts.resources }
  /// The conditions; all of them must be met for the statement to apply.
  public var conditions: [Condition] { parts.conditions }
  /// The position in the evidence.
  public var citation: Citation { parts.citation }

  private let parts: Parts

  /// The parts are in a separate class, because items pass tens of thousands of statements around,
  /// and a copy would count a reference to each part.
  private final class Parts: Hashable, Sendable {
    let index: Int
    let sid: String?
    let effect: Effect
    let principals: Principals?
    let actions: Scope
    let resources: Scope?
    let conditions: [Condition]
    let citation: Citation

    init(
      index: Int, sid: String?, effect: Effect, principals: Principals?, actions: Scope,
      resources: Scope?, conditions: [Condition], citation: Citation
    ) {
      self.index = index
      self.sid = sid
      self.effect = effect
      self.principals = principals
      self.actions = actions
      self.resources = resources
      self.conditions = conditions
      self.citation = citation
    }

    static func == (left: Parts, right: Parts) -> Bool {
      left.index == right.index && left.sid == right.sid && left.effect == right.effect
        && left.principals == right.principals && left.actions == right.actions
        && left.resources == right.resources && left.conditions == right.conditions
        && left.citation == right.citation
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(index)
      hasher.combine(citation)
      hasher.combine(actions)
    }
  }

  /// Creates a statement with all its parts.
  public init(
    index: Int, sid: String?, effect: Effect, principals: Principals?, actions: Scope,
    resources: Scope?, conditions: [Condition], citation: Citation
  ) {
    parts = Parts(
      index: index, sid: sid, effect: effect, principals: principals, actions: actions,
      resources: resources, conditions: conditions, citation: citation)
  }

  /// The display name of the statement: its Sid, or else its number from 1.
  public var label: String { sid.map { "statement \($0)" } ?? "statement \(index + 1)" }
}

/// One line of a statement's `Condition` block: an operator, a key and the values to compare.
public struct Condition: Hashable, Sendable {
  /// The operator as written, with `ForAllValues:` and `IfExists`.
  public let operatorName: String
  /// The condition key as written, such as `aws:SourceIp`.
  public let key: String
  /// The values as written.
  public let values: [String]
  /// The parsed `operatorName`; nil if AWS has no such operator.
  package let form: ConditionOperator?

  /// Creates the comparison of `key` with `values` by `operatorName`.
  public init(operatorName: String, key: String, values: [String]) {
    self.operatorName = operatorName
    self.key = key
    self.values = values
    form = ConditionOperator(operatorName)
  }
}

/// A principal in a `Principal` element.
public struct Principal: Hashable, Sendable {
  /// The member of `Principal` that contains it.
  public enum Kind: String, Sendable {
    case aws = "AWS"
    case service = "Service"
    case federated = "Federated"
    case canonicalUser = "CanonicalUser"
    /// `"Principal": "*"`, which means everyone.
    case everyone = "*"
  }

  /// The member of `Principal` that contains it.
  public let kind: Kind
  /// An ARN, an account id, a unique id, a service or a provider, as written.
  public let value: String

  /// Creates the principal `value` of `kind`.
  public init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// Whether it names everyone: `*`, or `{"AWS": "*"}`.
  public var isEveryone: Bool { kind == .everyone || (kind == .aws && value == "*") }
}
