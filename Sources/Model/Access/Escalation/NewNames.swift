/// The names that a principal can give to a user, role or policy that it creates.
///
/// The name must be allowed in each call that follows: an Allow in the principal's own policies, the
/// boundary and each level of SCPs must cover it, and no Deny can. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html and, for
/// the characters, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.
struct NewNames {
  private let subject: AccessSubject
  private let engine: AccessEngine
  /// `arn:aws:iam::123456789012:user/`.
  private let beginning: String
  /// The names that are in use, in lower case: they are unique regardless of path and case.
  private let existing: Set<String>

  /// The kinds of objects that can be created.
  enum Kind: String {
    case user, role, policy
  }

  /// The names of an account's users, roles and policies, in lower case.
  struct Existing: Sendable {
    fileprivate var names: [Kind: Set<String>] = [:]

    init(_ engine: AccessEngine) {
      let all = engine.account.identities.value
      names[.user] = Set(all?.users.map { $0.name.lowercased() } ?? [])
      names[.role] = Set(all?.roles.map { $0.name.lowercased() } ?? [])
      names[.policy] = Set(all?.policies.map { $0.name.lowercased() } ?? [])
    }
  }

  /// The treatment of limits, and of statements whose conditions or variables are unknown.
  enum Certainty: CaseIterable {
    /// Each Allow certainly applies, and no Deny can apply.
    case certain
    /// Each Allow possibly applies, and no Deny certainly applies.
    case possible
    /// The same without the boundary and SCPs, which then block the path.
    case unlimited
  }

  /// A requirement for the name.
  enum Need {
    /// A call of the action, for which the contexts are the alternatives.
    case allowed(String, [RequestContext])
    /// The ARN fits the pattern.
    case fitting(ARNPattern)
  }

  /// Names of a new `kind` besides those in `existing`.
  init(_ kind: Kind, existing: Existing, subject: AccessSubject, engine: AccessEngine) {
    beginning = "arn:\(subject.arn.partition):iam::\(engine.accountID ?? ""):\(kind.rawValue)/"
    self.existing = existing.names[kind] ?? []
    self.subject = subject
    self.engine = engine
  }

  /// An ARN whose name meets all of `needs`, under the strictest treatment for which one exists.
  /// `giveUp` is called if one might exist that was not found.
  func arn(for needs: [Need], giveUp: () -> Void) -> ARN? {
    for certainty in Certainty.allCases {
      let requirements = needs.flatMap { self.requirements(of: $0, certainty) } + [[reserved]]
      if requirements.contains(where: \.isEmpty) { continue }
      let search = NameSearch(requirements, after: beginning, accepts: isFree)
      switch search.find(fillers: Self.fillers) {
      case .found(let name): return ARN(beginning + name)
      case .none: continue
      case .unknown: giveUp()
      }
    }
    return nil
  }

  /// Only AWS services create roles below two paths.
  private var reserved: NameSearch.Scope {
    NameSearch.Scope(
      patterns: ["aws-service-role/*", "aws-reserved/*"].map {
        ARNPattern(beginning + $0, variables: false).tokens
      }, isNegated: true)
  }

  private static let fillers = ["new", "created", "xk7", "x"]

  /// Whether the rest of an ARN is a valid path and an unused name.
  private func isFree(_ rest: String) -> Bool {
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, parts.allSatisfy({ !$0.isEmpty }), !rest.contains(":") else {
      return false
    }
    let isName = name.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (97...122).contains(lowercasedByte(byte))
        || "+=,.@_-".utf8.contains(byte)
    }
    return isName && name.utf8.count <= 64 && !existing.contains(name.lowercased())
  }

  // MARK: Requirements

  private func requirements(of need: Need, _ certainty: Certainty) -> [[NameSearch.Scope]] {
    switch need {
    case .fitting(let pattern):
      return [[NameSearch.Scope(patterns: [pattern.tokens], isNegated: false)]]
    case .allowed(let action, let contexts):
      return [allows(of: action, in: subject.policies, contexts, certainty)]
        + limits(of: action, contexts, certainty)
    }
  }

  private func limits(
    of action: String, _ contexts: [RequestContext], _ certainty: Certainty
  ) -> [[NameSearch.Scope]] {
    var result = denials(of: action, in: subject.policies, contexts, certainty)
    if certainty == .unlimited { return result }
    if let boundary = subject.boundary {
      result.append(allows(of: action, in: [boundary], contexts, certainty))
      result += denials(of: action, in: [boundary], contexts, certainty)
    }
    for level in subject.isBoundByControlPolicies ? engine.levels : [] {
      if !level.allowsUnseen {
        result.append(allows(of: action, in: level.policies, contexts, certainty))
      }
      result += denials(of: action, in: level.policies, contexts, certainty)
    }
    return result
  }

  /// The scopes of the Allows of `action` in `policies`, one of which is enough.
  private func allows(
    of action: String, in policies: [AppliedPolicy], _ contexts: [RequestContext],
    _ certainty: Certainty
  ) -> [NameSearch.Scope] {
    let minimum: Truth = certainty == .certain ? .yes : .unknown
    return lines(of: action, .allow, in: policies, contexts)
      .filter { ($0.holds.max() ?? .no) >= minimum }
      .compactMap { scope($0.scope, isWide: certainty != .certain, isNegated: $0.scope.isNegated) }
  }

  /// For each Deny of `action`, the resources that it leaves.
  private func denials(
    of action: String, in policies: [AppliedPolicy], _ contexts: [RequestContext],
    _ certainty: Certainty
  ) -> [[NameSearch.Scope]] {
    lines(of: action, .deny, in: policies, contexts)
      .filter { certainty == .certain ? $0.holds.max() != .no : $0.holds.min() == .yes }
      .compactMap { line in
        scope(line.scope, isWide: certainty != .certain, isNegated: !line.scope.isNegated).map {
          [$0]
        }
      }
  }

  private func lines(
    of action: String, _ effect: Statement.Effect, in policies: [AppliedPolicy],
    _ contexts: [RequestContext]
  ) -> [(scope: ResourceScope, holds: [Truth])] {
    let index = engine.catalogue.index(ofAction: action)
    var known: [RequestContext]?
    func requests() -> [RequestContext] {
      if let known { return known }
      var base = subject.context
      base["aws:ResourceAccount"] = .values([subject.arn.account])
      base.shareOrganization()
      if let region = GlobalServices.region(of: action, in: engine.resources.partition) {
        base["aws:RequestedRegion"] = .values([region])
      }
      let made = contexts.map(base.merging)
      known = made
      return made
    }
    return policies.flatMap { policy in
      policy.compiled.lines.filter { line in
        line.effect == effect
          && (index.map(line.actions.contains(index:)) ?? line.actions.contains(action))
      }.map { line in
        let holds =
          line.conditions.isEmpty
          ? [.yes] : requests().map { policy.compiled.conditions(of: line, in: $0) }
        return (line.resources.resolved(in: subject.context), holds)
      }
    }
  }

  /// The texts of `scope`, or all others. Variables without a known value match everything if that
  /// admits more texts and `isWide` is true, or if it admits fewer texts and `isWide` is false. Nil
  /// if the statement has no effect.
  private func scope(
    _ scope: ResourceScope, isWide: Bool, isNegated: Bool
  ) -> NameSearch.Scope? {
    if scope.isNegated, scope.patterns.contains(where: \.isUnresolved) { return nil }
    let fitsAll = isWide != isNegated
    let patterns = scope.patterns.map(\.tokens).filter { !$0.contains(WildcardPattern.nothing) }
      .filter { fitsAll || !$0.contains(WildcardPattern.variable) }
    return NameSearch.Scope(patterns: patterns.uniqued, isNegated: isNegated)
  }
}
