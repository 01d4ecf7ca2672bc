import Foundation
import Testing

@testable import Checklist
@testable import Model

/// Random damage to evidence on which every item fails: afterwards, no item can pass.
///
/// `make fuzz` sets the number of mutations in the environment. Every run makes the same mutations.
@Suite struct EvidenceMutationTests {
  private static var count: Int {
    ProcessInfo.processInfo.environment["IAM_REVIEW_MUTATIONS"].flatMap(Int.init) ?? 200
  }

  @Test("every item fails on the evidence before it is damaged")
  func everyItemFails() throws {
    let assessment = try DamagedFolder.failing().assessment()
    #expect(assessment.items.filter { $0.outcome != .fail }.map(\.id.rawValue) == [])
    #expect(assessment.account.problems == [])
  }

  @Test("no damage makes an item pass that failed", arguments: [false, true])
  func mutations(hasManifest: Bool) throws {
    var damage = EvidenceDamage(numbers: .init(state: 0x9E37_79B9_7F4A_7C15))
    // Four of five mutations are without a manifest, because its digests detect everything.
    for _ in 0..<Self.count * (hasManifest ? 1 : 4) / 5 {
      var folder = DamagedFolder.failing()
      if hasManifest { folder.list() }
      let what = damage.damage(&folder)
      // A folder without any evidence is an error of its own.
      guard let assessment = try? folder.assessment() else { continue }
      let passing = assessment.items.filter { $0.outcome == .pass }.map(\.id.rawValue)
      #expect(
        passing == [], "\(what); reported: \(assessment.account.problems.map(\.message).prefix(3))")
    }
  }
}
