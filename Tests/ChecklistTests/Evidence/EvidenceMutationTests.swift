import Foundation
import Testing

@testable import Checklist
@testable import Model

/// Random damage to evidence on which every item fails: none of them may pass afterwards.
///
/// `make fuzz` sets the number of mutations in the environment; each run is the same.
@Suite struct EvidenceMutationTests {
  private static var count: Int {
    ProcessInfo.processInfo.environment["IAM_REVIEW_MUTATIONS"].flatMap(Int.init) ?? 200
  }

  @Test("every item fails on the evidence that is damaged")
  func everyItemFails() throws {
    let assessment = try DamagedFolder.failing().assessment()
    #expect(assessment.items.filter { $0.outcome != .fail }.map(\.id.rawValue) == [])
    #expect(assessment.account.problems == [])
  }

  @Test("no damage makes an item pass that failed", arguments: [false, true])
  func mutations(hasManifest: Bool) throws {
    var damage = EvidenceDamage(numbers: .init(state: 0x9E37_79B9_7F4A_7C15))
    // Four of five without a manifest, whose digests find everything.
    for _ in 0..<Self.count * (hasManifest ? 1 : 4) / 5 {
      var folder = DamagedFolder.failing()
      if hasManifest { folder.list() }
      let what = damage.damage(&folder)
      // Nothing to review is an error of its own.
      guard let assessment = try? folder.assessment() else { continue }
      let passing = assessment.items.filter { $0.outcome == .pass }.map(\.id.rawValue)
      #expect(
        passing == [], "\(what); reported: \(assessment.account.problems.map(\.message).prefix(3))")
    }
  }
}
