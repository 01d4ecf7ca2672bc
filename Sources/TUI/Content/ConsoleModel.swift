import Checklist
import Dispatch
import Model

/// The account and its assessment, with indices for the console.
///
/// A class, because it is created once and never changes: two states have the same model if it is
/// the same object, so comparing states is fast. Findings and items are numbered in the order of
/// the checklist; rows and marks refer to these numbers.
final class ConsoleModel: Sendable {
  let assessment: Assessment
  let items: [ItemResult]
  let findings: [Finding]
  /// The range of finding numbers of each item.
  let findingRanges: [Range<Int>]
  /// The item of each finding.
  let itemOfFinding: [Int]
  let sections: [SectionEntry]
  let inventory: Inventory
  let access: AccountAccess
  let evidence: EvidenceInventory
  private let subjectRanksOnce: OnceValue<[Int]>
  private let predicateRanksOnce: OnceValue<[Int]>

  private let findingNumbers: [FindingID: Int]
  private let itemNumbers: [ItemID: Int]
  private let bySubject: [PageSubject: [Int]]
  private let byCitation: [Citation: [Int]]
  private let statementPages: [Citation: PageSubject]
  private let statements: [Citation: Statement]

  /// A section with the numbers of its items.
  struct SectionEntry: Sendable {
    let section: Section
    let items: Range<Int>
  }

  init(_ assessment: Assessment) {
    self.assessment = assessment
    // Each section has one heading, regardless of the order of its items.
    let items = Section.allCases.flatMap { section in
      assessment.items.filter { $0.item.section == section }
    }
    self.items = items
    inventory = Inventory(assessment.account)
    evidence = EvidenceInventory(assessment)
    access = AccountAccess(assessment.engine)
    var findings: [Finding] = []
    var ranges: [Range<Int>] = []
    var owners: [Int] = []
    for (number, result) in items.enumerated() {
      let first = findings.count
      findings += result.findings
      ranges.append(first..<findings.count)
      owners += Array(repeating: number, count: result.findings.count)
    }
    let all = findings
    self.findings = all
    subjectRanksOnce = OnceValue { all.map(\.subject.text).ranks }
    predicateRanksOnce = OnceValue { all.map(\.predicate).ranks }
    findingRanges = ranges
    itemOfFinding = owners
    var sections: [SectionEntry] = []
    var first = 0
    for section in Section.allCases {
      let count = items[first...].prefix { $0.item.section == section }.count
      if count > 0 { sections.append(SectionEntry(section: section, items: first..<first + count)) }
      first += count
    }
    self.sections = sections
    var byID: [FindingID: Int] = [:]
    var bySubject: [PageSubject: [Int]] = [:]
    var byCitation: [Citation: [Int]] = [:]
    byID.reserveCapacity(findings.count)
    for (number, finding) in findings.enumerated() {
      byID[finding.id] = number
      if let subject = inventory.page(of: finding.subject) {
        bySubject[subject, default: []].append(number)
      }
      for citation in finding.evidence { byCitation[citation, default: []].append(number) }
    }
    var pages: [Citation: PageSubject] = [:]
    var statements: [Citation: Statement] = [:]
    inventory.forEachStatement { statement, subject in
      guard let citing = byCitation[statement.citation] else { return }
      pages[statement.citation] = subject
      statements[statement.citation] = statement
      // A finding about a role can be caused by a statement of a policy that is attached to it.
      if subject.isPolicy { bySubject[subject, default: []] += citing }
    }
    findingNumbers = byID
    self.bySubject = bySubject.mapValues { $0.count > 1 ? Set($0).sorted() : $0 }
    self.byCitation = byCitation
    statementPages = pages
    self.statements = statements
    itemNumbers = Dictionary(
      items.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first }
    )
  }

  var account: Account { assessment.account }

  /// Starts computations on other threads whose results are needed soon.
  func prepare() {
    access.prepare()
    DispatchQueue.global(qos: .utility).async { [self] in
      _ = subjectRanks
      _ = predicateRanks
    }
  }

  /// The rank of each finding in the alphabetical order of subjects, and of summaries.
  var subjectRanks: [Int] { subjectRanksOnce.value }
  var predicateRanks: [Int] { predicateRanksOnce.value }

  func number(of finding: FindingID) -> Int? { findingNumbers[finding] }
  func number(of item: ItemID) -> Int? { itemNumbers[item] }
  func findings(about subject: PageSubject) -> [Int] { bySubject[subject] ?? [] }
  /// The page that shows a cited statement.
  func page(ofStatement citation: Citation) -> PageSubject? { statementPages[citation] }
  /// The cited statement of a policy.
  func statement(at citation: Citation) -> Statement? { statements[citation] }
  func findings(citing citation: Citation) -> [Int] { byCitation[citation] ?? [] }
}

extension ConsoleModel: Equatable {
  static func == (left: ConsoleModel, right: ConsoleModel) -> Bool { left === right }
}

extension [String] {
  /// The rank of each text in alphabetical order, in any case; equal texts have the same rank.
  var ranks: [Int] {
    let folded = map { $0.lowercased() }
    let order = folded.indices.sorted { folded[$0] < folded[$1] }
    var ranks = Array<Int>(repeating: 0, count: count)
    var rank = 0
    for (place, index) in order.enumerated() {
      if place > 0, folded[order[place - 1]] != folded[index] { rank += 1 }
      ranks[index] = rank
    }
    return ranks
  }
}
