import Evidence
import Foundation
import Platform
import TestSupport
import Testing

@testable import Checklist

/// The verdicts on frozen evidence, which change only with the version of the checklist.
@Suite struct VerdictsTests {
  private static let fixtures = Program.root + "/Tests/Fixtures"

  /// The outcome of each item, and each finding with its severity and the digest of its facts.
  private static func verdicts() throws -> String {
    var lines: [String] = []
    for name in try frozen() {
      let account = try EvidenceLoader.load(.path("\(fixtures)/releases/\(name)/evidence"))
      lines.append("evidence of release \(name)")
      for result in Checklist.assess(account, settings: Settings()).items {
        lines.append("  \(result.id.rawValue) \(result.outcome.rawValue)")
        for finding in result.findings {
          let facts = finding.facts.map { "\($0.name)=\($0.value)\n" }.joined()
          let digest = SHA256Digest(of: facts).description.prefix(8)
          lines.append("    \(finding.id) \(finding.automatedSeverity.rawValue) \(digest)")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The releases whose evidence is stored.
  private static func frozen() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: fixtures + "/releases").sorted()
      .filter { FileManager.default.fileExists(atPath: "\(fixtures)/releases/\($0)/evidence") }
  }

  @Test("verdicts on frozen evidence are those of the version of the checklist")
  func unchanged() throws {
    let actual = try Self.verdicts()
    let stored = "\(Self.fixtures)/verdicts/\(Checklist.version).txt"
    guard (try? String(contentsOfFile: stored, encoding: .utf8)) != actual else { return }
    try actual.write(
      toFile: Program.root + "/.build/verdicts.txt", atomically: true, encoding: .utf8)
    Issue.record(
      """
      the verdicts differ from \(stored). Set Checklist.version to the date of the change, and \
      cp .build/verdicts.txt Tests/Fixtures/verdicts/DATE.txt. Do not change an earlier file, unless \
      only the evidence of a release was added.
      """)
  }

  @Test("the version is the newest date of the stored verdicts")
  func newest() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures + "/verdicts")
    #expect(names.max() == "\(Checklist.version).txt")
    #expect(Checklist.version.wholeMatch(of: /20[0-9]{2}-[0-9]{2}-[0-9]{2}/) != nil)
  }
}
