import Foundation
import Testing

@testable import Checklist
@testable import Evidence
@testable import Model

/// Random damage to evidence on which items fail: afterwards, none of them can pass.
///
/// `make fuzz` sets the number of mutations in the environment. Every run makes the same mutations.
@Suite struct EvidenceMutationTests {
  private static var count: Int {
    ProcessInfo.processInfo.environment["IAM_REVIEW_MUTATIONS"].flatMap(Int.init) ?? 200
  }

  private static func ids(_ assessment: Assessment, _ outcome: Outcome) -> Set<ItemID> {
    Set(assessment.items.filter { $0.outcome == outcome }.map(\.id))
  }

  /// The items that fail on the evidence before it is damaged.
  private static let failing = Result {
    ids(try DamagedFolder.failing().assessment(), .fail)
  }

  @Test("the evidence is valid before it is damaged, and 23 items or more fail on it")
  func failing() throws {
    #expect(try DamagedFolder.failing().assessment().account.problems == [])
    #expect(try Self.failing.get().count >= 23)
  }

  @Test("no damage makes an item pass that failed", arguments: [false, true])
  func mutations(hasManifest: Bool) throws {
    let failing = try Self.failing.get()
    var damage = EvidenceDamage(numbers: .init(state: 0x9E37_79B9_7F4A_7C15))
    // Four of five mutations are without a manifest, because its digests detect everything.
    for _ in 0..<Self.count * (hasManifest ? 1 : 4) / 5 {
      var folder = DamagedFolder.failing()
      if hasManifest { folder.list() }
      let what = damage.damage(&folder)
      // A folder without any evidence is an error of its own.
      guard let assessment = try? folder.assessment() else { continue }
      let passing = Self.ids(assessment, .pass).intersection(failing)
      #expect(
        passing == [], "\(what); reported: \(assessment.account.problems.map(\.message).prefix(3))")
    }
  }

  /// The files of the sample account with the items that fail on it, and the files of each kind.
  private static let sample = Result {
    let account = try EvidenceLoader.load(files: SampleAccount.files)
    var names: [EvidenceKind: Set<String>] = [:]
    for file in account.files {
      if case .read(let kind) = file.status { names[kind, default: []].insert(file.path) }
    }
    return (
      failing: ids(Checklist.assess(account, settings: Settings()), .fail), names: names
    )
  }

  /// This tries every item that fails on the sample account, without further evidence for it.
  @Test(
    "without the files of one kind of the sample account, no item passes that failed",
    arguments: EvidenceKind.allCases)
  func missingKind(kind: EvidenceKind) throws {
    let sample = try Self.sample.get()
    try #require(!sample.failing.isEmpty && sample.names.count > 15)
    guard let names = sample.names[kind] else { return }
    let account = try EvidenceLoader.load(
      files: SampleAccount.files.filter { !names.contains($0.name) })
    let passing = Self.ids(Checklist.assess(account, settings: Settings()), .pass)
    #expect(passing.intersection(sample.failing) == [])
  }
}
