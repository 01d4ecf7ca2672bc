internal import Checklist
internal import Model
internal import Platform

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
    report.assessment.findings.compactMap { finding in
      guard case .unusedAccess(let access) = finding.detail else { return nil }
      let (used, unused) = (access.usedServices.count, access.unusedServices.count)
      guard used + unused > 0 else { return nil }
      return RoleUse(name: finding.subject.name, used: used, granted: used + unused)
    }.enumerated().sorted { left, right in
      let (mine, other) = (left.element, right.element)
      return (other.granted - other.used, left.offset) < (mine.granted - mine.used, right.offset)
    }.map(\.element)
  }
}
