import Foundation
import Testing

@testable import Checklist
@testable import Model

/// Random damage to evidence on which items fail: none of them may pass while nothing is reported.
///
/// `make fuzz` sets the number of mutations in the environment; each run is the same.
@Suite struct EvidenceMutationTests {
  private static var count: Int {
    ProcessInfo.processInfo.environment["IAM_REVIEW_MUTATIONS"].flatMap(Int.init) ?? 200
  }

  /// The numbers of xorshift64, so that a seed gives the same damage everywhere.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  private static func failing() -> DamagedFolder {
    var folder = DamagedFolder()
    folder.replace("details.json", #""sqs:ListQueues""#, #""*""#)
    folder.replace("report.csv", ",true,false,N/A", ",false,true,2020-01-01T00:00:00Z")
    folder.set("functions-eu-central-1.json", DamagedFolder.functions("eu-central-1", "two"))
    folder.list()
    return folder
  }

  private static func damage(_ folder: inout DamagedFolder, _ numbers: inout Numbers) -> String {
    let file = folder.files.randomElement(using: &numbers) ?? ("", [])
    let place = Int.random(in: 0..<max(file.bytes.count, 1), using: &numbers)
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0:
      folder.remove(file.name)
      return "\(file.name) dropped"
    case 1:
      folder.set(file.name, Array(file.bytes.prefix(place)))
      return "\(file.name) cut off at \(place)"
    case 2:
      folder.set("copy-of-" + file.name, Array(file.bytes.prefix(place)))
      return "\(file.name) copied up to \(place)"
    default:
      var bytes = file.bytes
      bytes[place] = UInt8.random(in: 0...255, using: &numbers)
      folder.set(file.name, bytes)
      return "\(file.name) byte \(place) is \(bytes[place])"
    }
  }

  @Test("no damage makes an item that failed pass without a report")
  func mutations() throws {
    let base = try Self.failing().assessment()
    let failed = Set(base.items.filter { $0.outcome == .fail }.map(\.id))
    #expect(failed.count >= 5)
    var numbers = Numbers(state: 0x9E37_79B9_7F4A_7C15)
    for _ in 0..<Self.count {
      var folder = Self.failing()
      let what = Self.damage(&folder, &numbers)
      // Nothing to review is an error of its own.
      guard let assessment = try? folder.assessment() else { continue }
      guard assessment.account.problems.isEmpty else { continue }
      for item in assessment.items where failed.contains(item.id) {
        #expect(item.outcome != .pass, "\(item.id) passes: \(what)")
      }
    }
  }
}
