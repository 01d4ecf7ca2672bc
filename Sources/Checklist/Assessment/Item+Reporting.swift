extension Item {
  /// How much work it takes to fix a finding.
  package enum Effort: String, CaseIterable, Sendable {
    /// One command or setting, within a day.
    case quick
    /// A tested change of a policy or a workload, within weeks.
    case change
    /// Work of several teams or on several systems.
    case project

    /// The meaning, for readers of a plan.
    package var explanation: String {
      switch self {
      case .quick: "one command or setting, within a day"
      case .change: "a tested change of a policy or a workload, within weeks"
      case .project: "work of several teams or on several systems"
      }
    }
  }

  /// What reports, plans and tickets say about the findings of an item in general.
  package struct Reporting: Sendable {
    /// The usual effort to fix a finding.
    package let effort: Effort
    /// The order of items with open findings of the same severity: the lowest number is reported first,
    /// and items with the same number are in the order of the checklist.
    ///
    /// Numbers are multiples of 10, which leaves room for items between them.
    package let priority: Int
    /// The consequence of a finding, as a sentence for management.
    package let consequence: String
    /// What findings that share a cause but differ in detail have in common, after their number and
    /// kind: "3 users" and "not in use".
    package let groupPredicate: String?

    /// The texts of an item.
    package init(
      effort: Effort, priority: Int, groupPredicate: String? = nil, consequence: String
    ) {
      self.effort = effort
      self.priority = priority
      self.groupPredicate = groupPredicate
      self.consequence = consequence
    }
  }
}
