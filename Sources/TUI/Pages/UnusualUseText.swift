import Checklist
import Model
import Platform

/// Calls of a user or role that a policy did not intend: those without MFA although a policy of it
/// asks for MFA.
struct UnusualUseText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  /// The keys of conditions on MFA; see
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
  private static let keys: Set = ["aws:multifactorauthpresent", "aws:multifactorauthage"]

  func add(_ subject: PageSubject, _ rows: ArraySlice<ActivityRow>, to text: inout TextBuilder) {
    let policies = policies(of: subject)
    let without = rows.filter { $0.isAllowed && $0[.mfa] == "false" && $0[.via].isEmpty }
    guard !policies.isEmpty, !without.isEmpty else { return }
    let calls = LoggedCallsSummary(without)
    text.heading("Calls without MFA", count: calls.names.count)
    text.paragraph(
      "A condition of \(englishList(policies)) is about MFA, but AWS allowed these calls without it.",
      role: .muted, indent: 2)
    for (name, count) in calls.names.prefix(ActivityRow.LimitedSet.limit) {
      text.entry(name, aside: count.counted("call"))
    }
    if calls.names.count > ActivityRow.LimitedSet.limit {
      text.paragraph(
        "\((calls.names.count - ActivityRow.LimitedSet.limit).grouped) more", role: .muted,
        indent: 2)
    }
  }

  /// The policies of the principal with a condition on MFA; for a role also its trust policy.
  private func policies(of subject: PageSubject) -> [String] {
    let model = context.model
    func asksForMFA(_ document: PolicyDocument?) -> Bool {
      document?.statements.contains { statement in
        statement.conditions.contains { Self.keys.contains($0.key.lowercased()) }
      } ?? false
    }
    var names = (model.access.principal(subject, in: model.inventory)?.policies ?? [])
      .filter { asksForMFA($0.document) }.map { "policy \($0.source.name)" }
    if case .role(let number) = subject, asksForMFA(model.inventory.roles[number].trust) {
      names.append("the trust policy")
    }
    return names.uniqued
  }
}

/// What activity is based on, for people: regions with and without events, and trails.
struct ActivitySources {
  /// Names and values.
  let pairs: [(String, String)]

  init(_ activity: AccountActivity, _ account: Account) {
    let coverage = activity.coverage
    let used = coverage.regions.filter { !$0.isEmpty }.sorted()
    var pairs = [("regions", used.isEmpty ? "none" : englishList(used))]
    let empty = Set(coverage.histories.map(\.region)).subtracting(used).sorted()
    if !empty.isEmpty { pairs.append(("no events", "in \(englishList(empty))")) }
    let trails = (account.trails.value ?? []).filter { $0.isRecording != false }.map(\.name).uniqued
    if coverage.histories.isEmpty, !trails.isEmpty {
      pairs.append(("trails", "\(englishList(trails)) of the account; the logs do not name theirs"))
    }
    self.pairs = pairs
  }
}
