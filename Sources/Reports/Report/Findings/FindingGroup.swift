internal import Checklist
internal import Model
internal import Platform

/// Findings of one item with the same cause; often only one.
struct FindingGroup: Sendable {
  let item: ReportedItem
  /// The number of the item, from 1.
  let itemNumber: Int
  /// The number of the first finding within the item, from 1.
  let first: Int
  let findings: [ReportedFinding]
  /// The heading of several findings; nil for one.
  let title: String?

  /// The numbers, such as `7.1` or `7.1–7.4`.
  var number: String { number(0) + (findings.count > 1 ? "–\(number(findings.count - 1))" : "") }

  /// The number before the heading. The heading of several findings begins with their count, so a colon
  /// separates the two.
  var label: String { findings.count > 1 ? number + ":" : number }

  /// The number of one finding.
  func number(_ place: Int) -> String { "\(itemNumber).\(first + place)" }

  var anchor: String { anchor(0) }

  /// The name of one finding in links.
  func anchor(_ place: Int) -> String { "f\(itemNumber)-\(first + place)" }

  /// The highest severity of the findings.
  var severity: Severity { findings.map(\.severity).min() ?? .low }

  /// The subject and the fact.
  var heading: String { title ?? findings.first?.finding.summary ?? "" }

  /// Whether all findings say the same about their subject.
  var isUniform: Bool {
    guard let predicate = findings.first?.finding.predicate else { return true }
    return findings.allSatisfy { $0.finding.predicate == predicate }
  }

  /// Whether a decision is needed, or the deviation remains until it is fixed.
  func findings(in dispositions: Set<Disposition?>) -> [ReportedFinding] {
    findings.filter { dispositions.contains($0.verdict.disposition) }
  }
}

extension FindingGroup {
  /// The largest number of groups of an item. Findings beyond it share one table, so that the
  /// document remains readable.
  private static let maximum = 40

  /// The findings of `item` by cause, the most severe first.
  static func all(of item: ReportedItem, number: Int) -> [FindingGroup] {
    var lists = item.findings.groups(by: cause)
    if lists.count > maximum {
      // The largest groups are kept; the rest is one list.
      let sizes = lists.map(\.count).sorted(by: >)
      let limit = max(sizes[maximum - 1], 2)
      var rest: [ReportedFinding] = []
      var kept: [[ReportedFinding]] = []
      for list in lists {
        if list.count >= limit, kept.count < maximum { kept.append(list) } else { rest += list }
      }
      lists = kept + (rest.isEmpty ? [] : [rest])
    }
    var first = 1
    return lists.map { list in
      defer { first += list.count }
      return FindingGroup(
        item: item, itemNumber: number, first: first, findings: list,
        title: list.count > 1 ? title(of: list, item) : nil)
    }
  }

  /// The findings with the same text have the same cause.
  private static func cause(of reported: ReportedFinding) -> String {
    let finding = reported.finding
    let subject = finding.subject.kind == .root ? "root" : ""
    switch finding.detail {
    case .unusedAccess: return "one"
    case .instance(let profile): return profile == nil ? "no profile" : "profile"
    case .inlinePolicy(_, let reach): return reach.rawValue
    case .externalAccess: return "external"
    default: break
    }
    switch finding.item {
    case Item.usersKeyRotation.id, Item.usersUnused.id: return "one"
    default: return subject + finding.predicate
    }
  }

  /// `3 users and 1 group have administrator access via AdministratorAccess`.
  static func title(of list: [ReportedFinding], _ item: ReportedItem) -> String {
    let subjects = subjects(of: list)
    guard let predicate = list.first?.finding.predicate else { return subjects }
    if list.allSatisfy({ $0.finding.predicate == predicate }) {
      return subjects + " " + plural(predicate)
    }
    switch list.first?.finding.detail {
    case .instance(let profile):
      return subjects
        + (profile == nil
          ? " without an instance profile" : " with an instance profile that has no role")
    case .inlinePolicy(_, let reach):
      return subjects + " with an inline policy that allows " + reach.words
    default:
      return subjects + " "
        + (item.result.item.reporting.groupPredicate ?? "with findings of this kind")
    }
  }

  /// `3 users and 1 group`.
  static func subjects(of list: [ReportedFinding]) -> String {
    let counts = Subject.Kind.allCases.compactMap { kind -> String? in
      let count = list.count { $0.finding.subject.kind == kind }
      return count == 0 ? nil : count.counted(kind.noun, plural: kind.plural)
    }
    return englishList(counts)
  }

  /// A predicate about several subjects: "has no MFA" becomes "have no MFA".
  private static func plural(_ predicate: String) -> String {
    let words = predicate.split(separator: " ", maxSplits: 1).map(String.init)
    guard let verb = words.first, let form = verbs[verb] else { return ": " + predicate }
    return ([form] + words.dropFirst()).joined(separator: " ")
      .replacing(" and has ", with: " and have ")
  }

  private static let verbs = [
    "has": "have", "was": "were", "trusts": "trust", "allows": "allow", "shares": "share",
    "would": "would", "can": "can", "appears": "appear", "does": "do", "is": "are",
  ]
}

extension Subject.Kind {
  /// The kind in a sentence.
  var noun: String {
    switch self {
    case .root: "root user"
    case .provider: "identity provider"
    default: rawValue
    }
  }

  var plural: String {
    switch self {
    case .policy: "policies"
    default: noun + "s"
    }
  }
}
