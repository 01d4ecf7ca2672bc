import Model

/// A role's trust policy, for the items that evaluate trust.
///
/// An Allow is evaluated together with the Deny statements of the policy: an unconditional Deny
/// excludes the principal, and a Deny of all values except some (`StringNotLike`) limits it.
struct Trust {
  /// The action with which a principal of another account assumes a role.
  static let roleAction = "sts:AssumeRole"

  let role: Role
  let statements: [Statement]
  /// Whether the policy's version supports policy variables; in other versions `${` is plain text.
  let hasVariables: Bool
  private let denials: [Statement]

  /// Nil if the trust policy is not in the evidence.
  init?(_ role: Role) {
    guard let trust = role.trust else { return nil }
    self.role = role
    statements = trust.statements
    hasVariables = trust.hasVariables
    denials = statements.filter { $0.effect == .deny }
  }

  /// The Allow statements that cover `action`, including by wildcards and `NotAction`.
  func allows(_ action: String) -> [Statement] {
    statements.filter { $0.effect == .allow && $0.covers(action) }
  }

  /// The Deny statements that cover both `action` and the principal.
  func denies(_ action: String, of principal: Principal) -> [Statement] {
    denials.filter { $0.covers(action) && $0.applies(to: principal) }
  }

  /// Whether a Deny blocks `action` for every request of the principal.
  func deniesAltogether(
    _ action: String, of principal: Principal, to caller: TrustCaller = .principal
  ) -> Bool {
    denies(action, of: principal).contains { $0.undecidedConditions(of: caller).isEmpty }
  }

  /// Whether no caller of the kind meets the conditions of `statement`.
  func excludes(_ caller: TrustCaller, from statement: Statement) -> Bool {
    statement.conditions.contains { $0.evaluate(in: caller.context) == .no }
  }

  /// The requirements that callers of `principal` meet under `statement`.
  ///
  /// These are the positive conditions of the statement, and the inverted condition of each Deny
  /// with a single negated condition (not counting conditions that all callers meet): a Deny of all
  /// values except some leaves these values.
  func requirements(
    of statement: Statement, action: String, principal: Principal,
    caller: TrustCaller = .principal
  ) -> [Requirement] {
    let denied = denies(action, of: principal).map { $0.undecidedConditions(of: caller) }
    var present = Set(statement.conditions.compactMap(\.requiredKey))
    present.formUnion(denied.compactMap(\.keyToPresent))
    if action == Self.roleAction { present.formUnion(Self.keysOfPrincipals) }
    return statement.conditions.compactMap {
      Requirement($0, among: present, variables: hasVariables)
    }
      + denied.compactMap { conditions in
        conditions.count == 1
          ? Requirement(complementOf: conditions[0], among: present, variables: hasVariables) : nil
      }
  }

  /// The keys of every signed request, so that their `…IfExists` is the plain operator. A request
  /// with a token instead is not signed. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties.
  private static let keysOfPrincipals: Set = [
    "aws:principalarn", "aws:principalaccount", "aws:userid",
  ]
}

/// A kind of caller of a role.
enum TrustCaller {
  /// A principal of an account, or the bearer of a token.
  case principal
  /// An AWS service on behalf of a resource.
  case service

  /// The known context of its requests. Data perimeters identify services by the keys that only
  /// requests of services have. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice.
  var context: RequestContext { self == .principal ? Self.ofPrincipal : Self.ofService }

  private static let ofService = RequestContext(["aws:PrincipalIsAWSService": ["true"]])
  private static let ofPrincipal = {
    var context = RequestContext(["aws:PrincipalIsAWSService": ["false"]])
    for key in [
      "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:SourceAccount",
      "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths",
    ] {
      context[key] = .absent
    }
    return context
  }()
}

extension [Condition] {
  /// The key, in lower case, if all of them are met without it: a Deny under these conditions allows
  /// only requests that have the key.
  fileprivate var keyToPresent: String? {
    guard let key = first?.key.lowercased(),
      allSatisfy({ $0.key.lowercased() == key && $0.evaluationWithoutKey == .yes })
    else { return nil }
    return key
  }
}

extension Condition {
  /// Its key, in lower case, if the condition is not met without it.
  fileprivate var requiredKey: String? {
    evaluationWithoutKey == .no ? key.lowercased() : nil
  }

  fileprivate var evaluationWithoutKey: Truth {
    var context = RequestContext()
    context[key] = .absent
    return evaluate(in: context)
  }
}

extension Statement {
  /// The conditions that some callers meet and others do not.
  fileprivate func undecidedConditions(of caller: TrustCaller) -> [Condition] {
    conditions.filter { $0.evaluate(in: caller.context) != .yes }
  }

  /// Whether it certainly applies to everything that `principal` represents.
  fileprivate func applies(to principal: Principal) -> Bool {
    func isCovered(by listed: Principal) -> Bool {
      listed == principal || listed.isEveryone
        || (listed.kind == .aws && principal.kind == .aws
          && listed.isWholeAccount && listed.account == principal.account)
    }
    switch principals {
    case .only(let list): return list.contains(where: isCovered)
    // AWS does not support NotPrincipal in trust policies, so that such a Deny protects nothing. See
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html.
    case .allBut, nil: return false
    }
  }
}

extension Principal {
  /// The account of an AWS principal, from its ARN or its twelve digits.
  var account: String? {
    guard kind == .aws else { return nil }
    if value.isAccountID { return value }
    let account = ARN(value).account
    return account.isEmpty ? nil : account
  }

  /// Whether it names an account as a whole: its digits, or `…:root`.
  var isWholeAccount: Bool {
    kind == .aws && (value.isAccountID || ARN(value).resource == "root")
  }
}

extension Judgement {
  /// The trust policies to evaluate; missing ones are noted as missing evidence.
  ///
  /// Service-linked roles are skipped, because only their service can change them.
  mutating func trusts(in account: Account) -> [Trust] {
    let roles = identities(account, needing: .roles).roles.filter { !$0.isServiceLinked }
    let without = roles.filter { $0.trust == nil }.map(\.name)
    if !without.isEmpty {
      noteMissing(.authorizationDetails, "no trust policy for \(listed(without))")
    }
    for role in roles {
      guard let defect = role.trust?.defects.first else { continue }
      noteMissing(
        .authorizationDetails, "the trust policy of \(role.name) has invalid parts: \(defect)")
    }
    return roles.compactMap(Trust.init)
  }
}
