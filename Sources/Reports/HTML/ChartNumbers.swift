internal import Checklist
internal import Model
internal import Platform

/// The number of decisions of each kind in a section.
struct DecisionCounts {
  private var counts: [String: Int] = [:]
  private(set) var total = 0

  /// The number for a disposition or `undecided`.
  subscript(kind: String) -> Int { counts[kind] ?? 0 }
  var decided: Int { total - self["undecided"] }

  private mutating func add(_ disposition: Disposition?) {
    counts[disposition?.rawValue ?? "undecided", default: 0] += 1
    total += 1
  }

  /// The counts of each section with items. An item without findings counts as one decision.
  static func bySection(_ report: ReviewReport) -> [(section: Section, counts: DecisionCounts)] {
    Section.allCases.compactMap { section in
      var counts = DecisionCounts()
      for item in report.items where item.result.item.section == section {
        if item.findings.isEmpty { counts.add(item.whole.disposition) }
        for finding in item.findings { counts.add(finding.verdict.disposition) }
      }
      return counts.total == 0 ? nil : (section, counts)
    }
  }
}

/// The number of active access keys by age.
struct KeyAges {
  struct AgeClass {
    let title: String
    let isOld: Bool
    var count = 0
  }

  private(set) var classes: [AgeClass]
  var total: Int { classes.reduce(0) { $0 + $1.count } }

  /// Nil without a credential report.
  init?(_ report: ReviewReport) {
    let account = report.assessment.account
    guard let credentials = account.credentialReport.value else { return nil }
    let maximum = report.assessment.settings.maxAgeDays
    let limits = [maximum] + [180, 365, 730].filter { $0 > maximum }
    classes = limits.enumerated().map { index, limit in
      AgeClass(
        title: index == 0 ? "up to \(limit) days" : "\(limits[index - 1] + 1) to \(limit) days",
        isOld: index > 0)
    }
    classes.append(AgeClass(title: "over \(limits[limits.count - 1]) days", isOld: true))
    classes.append(AgeClass(title: "unknown", isOld: false))
    for key in credentials.users.flatMap(\.keys) where key.isActive == true {
      guard let rotated = key.rotated.instant else {
        classes[classes.count - 1].count += 1
        continue
      }
      // Over 90 days means more than 90 times 24 hours.
      let seconds = account.asOf.instant.seconds(since: rotated)
      let place = limits.firstIndex { seconds <= Int64($0) * 86_400 } ?? limits.count
      classes[place].count += 1
    }
    if classes[classes.count - 1].count == 0 { classes.removeLast() }
  }
}

/// The number of services that a principal can use and does use.
struct RoleUse {
  let name: String
  let used: Int
  let granted: Int

  /// The principals with a finding of unused access, the most unused first.
  static func all(_ report: ReviewReport) -> [RoleUse] {
    let findings = report.assessment.items.first { $0.id.rawValue == "roles.access-advisor" }
    return (findings?.findings ?? []).compactMap { finding in
      func count(_ fact: String) -> Int? {
        finding.facts.first { $0.name == fact }?.value.split(separator: " ").count
      }
      guard let used = count("usedServices"), let unused = count("unusedServices"),
        used + unused > 0
      else { return nil }
      return RoleUse(name: finding.subject.name, used: used, granted: used + unused)
    }.enumerated().sorted { left, right in
      let (mine, other) = (left.element, right.element)
      return (other.granted - other.used, left.offset) < (mine.granted - mine.used, right.offset)
    }.map(\.element)
  }
}

/// The steps by which a principal can escalate to administrator.
struct AdministratorPath {
  let name: String
  let steps: [String]

  /// The principals with a path that nothing blocks, in the order of their findings.
  static func all(_ report: ReviewReport) -> [AdministratorPath] {
    let findings = report.assessment.items.first { $0.id.rawValue == "roles.privilege-escalation" }
    return (findings?.findings ?? []).compactMap { finding in
      guard let chain = finding.facts.first(where: { $0.name == "chain" }), !chain.value.isEmpty
      else { return nil }
      return AdministratorPath(
        name: finding.subject.name,
        steps: chain.shownValue.split(separator: " | ").map(String.init))
    }
  }
}
