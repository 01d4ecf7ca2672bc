import Foundation
import TestSupport
import Testing

/// The pictures in the documentation match the output of the program.
@Suite struct PicturesTests {
  private static let root = Program.root

  @Test("the pictures in docs are up to date, and README shows the overview and a finding")
  func pictures() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      [Program.path, folder.path], program: PicturesTests.root + "/Scripts/pictures")
    #expect(outcome.status == 0, "\(outcome.errors)")
    func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
    let kept = PicturesTests.root + "/docs/pictures"
    let names = try FileManager.default.contentsOfDirectory(atPath: kept)
      .filter { !$0.hasSuffix(".script") }
    #expect(names.count >= 10)
    for name in names {
      #expect(
        try text("\(folder.path)/\(name)") == text("\(kept)/\(name)"),
        "\(name): run make pictures, and check the result")
    }
    let readme = try text(PicturesTests.root + "/README.md")
    for name in ["overview.svg", "finding.svg"] {
      #expect(readme.contains("](docs/pictures/\(name))"), "README shows \(name)")
    }
  }
}
