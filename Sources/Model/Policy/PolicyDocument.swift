/// A JSON policy: what is allowed and denied, or who may assume a role.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html.
public struct PolicyDocument: Hashable, Sendable {
  /// `2012-10-17` or `2008-10-17`; nil if the document says none, which means the latter.
  public let version: String?
  /// The statements in the order of the document.
  public let statements: [Statement]
  /// The document as JSON without spaces, for showing it.
  public let text: String
  /// Where the document is in the evidence.
  public let citation: Citation
  /// The parts that are not valid and were left out of judgement; each is reported.
  public let defects: [String]

  /// Whether its version replaces policy variables; in others `${` is plain text. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html.
  package var hasVariables: Bool { version == "2012-10-17" }

  /// A document of `statements`.
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
  /// Whether it gives or takes away.
  public enum Effect: String, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  /// A list that a statement names, or everything but that list.
  public enum Scope: Hashable, Sendable {
    /// `Action`, `Resource`: what is listed.
    case only([String])
    /// `NotAction`, `NotResource`: all but what is listed.
    case allBut([String])

    /// The listed patterns, of either form.
    public var patterns: [String] {
      switch self {
      case .only(let patterns), .allBut(let patterns): patterns
      }
    }
  }

  /// Whom a resource policy or a role's trust speaks of.
  public enum Principals: Hashable, Sendable {
    /// `Principal`.
    case only([Principal])
    /// `NotPrincipal`.
    case allBut([Principal])

    /// The listed principals, of either form.
    public var list: [Principal] {
      switch self {
      case .only(let list), .allBut(let list): list
      }
    }
  }

  /// Its place in the document, from 0.
  public var index: Int { parts.index }
  /// Its statement id, if it has one.
  public var sid: String? { parts.sid }
  /// Whether it gives or takes away.
  public var effect: Effect { parts.effect }
  /// Whom it speaks of; nil in identity policies.
  public var principals: Principals? { parts.principals }
  /// The actions, as written.
  public var actions: Scope { parts.actions }
  /// The resources, as written; nil in trust policies, which have none.
  public var resources: Scope? { parts.resources }
  /// All of these must hold for the statement to count.
  public var conditions: [Condition] { parts.conditions }
  /// Where the statement is in the evidence.
  public var citation: Citation { parts.citation }

  private let parts: Parts

  /// The parts stand apart, since rules pass tens of thousands of statements around and a copy
  /// would count references to each part.
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

  /// A statement with all its parts.
  public init(
    index: Int, sid: String?, effect: Effect, principals: Principals?, actions: Scope,
    resources: Scope?, conditions: [Condition], citation: Citation
  ) {
    parts = Parts(
      index: index, sid: sid, effect: effect, principals: principals, actions: actions,
      resources: resources, conditions: conditions, citation: citation)
  }

  /// How a person names the statement: its Sid, else its number from 1.
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
  /// What `operatorName` spells, read once; nil if AWS has none of the name.
  package let form: ConditionOperator?

  /// The comparison of `key` with `values` by `operatorName`.
  public init(operatorName: String, key: String, values: [String]) {
    self.operatorName = operatorName
    self.key = key
    self.values = values
    form = ConditionOperator(operatorName)
  }
}

/// Whom a `Principal` element names.
public struct Principal: Hashable, Sendable {
  /// The member of `Principal` that names it.
  public enum Kind: String, Sendable {
    case aws = "AWS"
    case service = "Service"
    case federated = "Federated"
    case canonicalUser = "CanonicalUser"
    /// `"Principal": "*"`, which is everyone.
    case everyone = "*"
  }

  /// The member of `Principal` that names it.
  public let kind: Kind
  /// An ARN, an account id, a unique id, a service or a provider, as written.
  public let value: String

  /// The principal `value` of `kind`.
  public init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// Whether it names everyone: `*`, or `{"AWS": "*"}`.
  public var isEveryone: Bool { kind == .everyone || (kind == .aws && value == "*") }
}
