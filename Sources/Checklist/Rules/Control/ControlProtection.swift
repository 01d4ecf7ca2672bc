import Model

/// Evaluates whether the service control policies on the account's path protect against an action.
///
/// A Deny under a condition that the caller can choose to meet or not (an address, MFA, a region)
/// is only partial protection, whatever it says about principals. If the result depends only on the
/// account's place in the organization, and the evidence does not show that, evidence is missing.
struct ControlProtection {
  /// The effect of the path on an action.
  enum Verdict {
    /// The action is denied, or not allowed at some level.
    case denied(by: [String], ControlReach)
    /// The action is not denied to ordinary principals; why policies that come close do not count.
    case open(reasons: [String])
    /// The result depends on the organization, which the evidence does not show.
    case organizationUnknown
  }

  let principals: ControlledPrincipals
  /// The same principals in the cases that the Denies of `actions` distinguish; computed when they
  /// are first needed.
  private let cases: Cases
  private var control: ControlledAccess { principals.control }

  private final class Cases {
    let lines: [ControlledAccess.Line]
    private var found: [ControlledPrincipals]?

    init(_ lines: [ControlledAccess.Line]) { self.lines = lines }

    func of(_ principals: ControlledPrincipals) -> [ControlledPrincipals] {
      if let found { return found }
      let cases = principals.cases(distinguishedBy: lines)
      found = cases
      return cases
    }
  }

  /// The protection of `actions` from the principals.
  init(principals: ControlledPrincipals, of actions: [String] = []) {
    self.principals = principals
    cases = Cases(
      principals.control.denials.filter { line in actions.contains(where: line.actions.contains) })
  }

  func verdict(on action: String, done to: [ControlTarget]) -> Verdict {
    func reach(among principals: ControlledPrincipals) -> ControlReach {
      ControlReach(among: principals) { truths in
        to.map { control.denies(action, on: $0, truths) }.min() ?? .no
      }
    }
    var whole = reach(among: principals)
    let lines = control.denials.filter { $0.actions.contains(action) }
    if whole.gap == nil, whole.ordinary == .unknown {
      // What is denied in every case is denied.
      let reaches = cases.of(principals).map(reach(among:))
      if !reaches.isEmpty, reaches.allSatisfy({ $0.gap == nil && $0.ordinary == .yes }) {
        whole = ControlReach(commonTo: reaches)
      }
    }
    if whole.gap == nil, whole.ordinary == .yes {
      return .denied(by: deniers(among: lines, to), whole)
    }
    if whole.ordinary == .unknown, lines.contains(where: dependsOnMembership) {
      return .organizationUnknown
    }
    var reasons = lines.compactMap { shortfall(of: $0, to) }
    if reasons.isEmpty, !lines.isEmpty, let gap = whole.gap {
      reasons = ["\(listed(lines.map(\.policy).uniqued)) \(gap.text)"]
    }
    return .open(reasons: reasons.uniqued)
  }

  /// Whether the action is denied only by statements that exempt some principals.
  func dependsOnPrincipals(_ action: String, done to: [ControlTarget]) -> Bool {
    let truths = control.truths(in: principals.newRoles[0])
    let others = control.steps.flatMap(\.lines).map { line in
      line.refersToPrincipals ? Truth.no : truths[line.index]
    }
    return to.contains { control.denies(action, on: $0, others) != .yes }
  }

  /// The tags by which the Denies of the action exempt principals, and which new roles can set. The
  /// sample policies of AWS deny setting these tags to all but the exempt principals. See
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_tagging.html.
  func tagsToTake(for action: String) -> [String] {
    let prefix = "aws:principaltag/"
    let keys = control.denials.filter { $0.actions.contains(action) }.flatMap(
      \.statement.conditions
    )
    .map(\.key).filter { $0.lowercased().hasPrefix(prefix) }
    .map { String($0.dropFirst(prefix.count)) }
    return keys.uniqued.filter { key in
      var context = principals.newRoles[0]
      context["aws:TagKeys"] = .values([key])
      context["aws:RequestTag/" + key] = .unknown
      let arn = principals.anyRole
      let truths = control.truths(in: context)
      return control.denies("iam:TagRole", on: ControlTarget("iam:TagRole", on: arn), truths)
        != .yes
    }
  }

  /// The policies that deny, each with its conditions.
  private func deniers(among lines: [ControlledAccess.Line], _ to: [ControlTarget]) -> [String] {
    let deniers = lines.filter { line in
      to.contains(where: line.covers) && line.holds(in: principals.newRoles) != .no
    }
    return deniers.isEmpty
      ? ["an SCP level without an Allow for it"]
      : deniers.map(\.nameWithConditions).uniqued
  }

  /// Why the Deny does not protect; nil if it does.
  private func shortfall(of line: ControlledAccess.Line, _ to: [ControlTarget]) -> String? {
    guard to.allSatisfy(line.covers) else {
      return "\(line.policy) denies it on \(line.resourcesText) only"
    }
    return shortfall(of: line)
  }

  /// Why the conditions of the Deny exempt ordinary principals; nil if they do not.
  func shortfall(of line: ControlledAccess.Line) -> String? {
    let (roles, users) = (principals.newRoles, principals.newUsers)
    switch (line.holds(in: roles), line.holds(in: users)) {
    case (.no, .no): return line.shortfall(.everyone, in: roles)
    case (.no, _): return line.shortfall(.roles, in: roles)
    case (_, .no): return line.shortfall(.users, in: users)
    default:
      let open = line.conditions(.unknown, in: roles + users)
      return open.isEmpty ? nil : "\(line.policy) denies it only under \(open.text)"
    }
  }

  /// Whether it depends on the account's place in the organization, which is unknown, if the Deny
  /// applies.
  func dependsOnMembership(_ line: ControlledAccess.Line) -> Bool {
    line.dependsOnMembership(in: principals.newRoles + principals.newUsers)
  }
}

extension ControlledAccess.Line {
  /// Whether all conditions hold in at least one of the contexts.
  func holds(in contexts: [RequestContext]) -> Truth {
    contexts.map { statement.evaluateConditions(in: $0, variables: hasVariables) }.max() ?? .no
  }

  /// The conditions that evaluate to `truth` in at least one of the contexts.
  func conditions(_ truth: Truth, in contexts: [RequestContext]) -> [Condition] {
    statement.conditions.filter { condition in
      contexts.contains { condition.evaluate(in: $0, variables: hasVariables) == truth }
    }
  }

  /// Whether it depends on the account's place in the organization, which is unknown, if the line
  /// applies.
  func dependsOnMembership(in contexts: [RequestContext]) -> Bool {
    let open = conditions(.unknown, in: contexts)
    return !open.isEmpty && open.allSatisfy(\.isOnMembership)
  }

  /// The policy's name, with the conditions in parentheses.
  var nameWithConditions: String {
    statement.conditions.isEmpty ? policy : "\(policy) (\(statement.conditions.text))"
  }

  fileprivate func shortfall(_ gap: ControlReach.Gap, in contexts: [RequestContext]) -> String {
    "\(policy) \(gap.text) (\(conditions(.no, in: contexts).text))"
  }

  /// Whether a condition is about the principal that makes the request.
  var refersToPrincipals: Bool {
    statement.conditions.contains { condition in
      let key = condition.key.lowercased()
      return key.hasPrefix("aws:principal") && !key.hasPrefix("aws:principalisaws")
        || key == "aws:userid" || key == "aws:username"
    }
  }
}

extension Collection<Condition> {
  /// The conditions as text, for a sentence.
  var text: String { map(\.text).joined(separator: ", ") }
}

extension Condition {
  /// The condition as text, for a sentence, with at most two values.
  var text: String {
    let shown = values.prefix(2).joined(separator: ", ")
    let more = values.count > 2 ? " and \(values.count - 2) more" : ""
    return "\(operatorName) \(key) \(shown)\(more)"
  }

  /// Whether it is about the organization of the account, or about the account itself.
  fileprivate var isOnMembership: Bool {
    let keys = [
      "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths",
      "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths",
    ]
    return keys.contains(key.lowercased())
  }
}
