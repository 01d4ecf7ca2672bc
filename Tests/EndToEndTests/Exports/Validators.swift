import Foundation
import TestSupport
import Testing

@testable import Checklist

/// Programs of others that exports are held against.
enum Validators {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  private static let python = root + "/.build/validators-venv/bin/python"

  /// Runs one of our scripts in the environment of the validators.
  static func run(_ script: String, _ arguments: String...) throws -> Program.Outcome {
    try #require(
      FileManager.default.fileExists(atPath: python), "the validators are missing: make validators")
    return try Program.run(["\(root)/Scripts/\(script)"] + arguments, program: python)
  }

  /// Holds all exports in `folder` against their validators and against each other.
  static func check(_ folder: String) throws -> String {
    let outcome = try run("validate_exports.py", folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  /// Opens the report at `path` in a browser, which must find nothing wrong; axe-core looks at
  /// it in `colours`, light or dark.
  static func look(at path: String, colours: String) throws {
    let outcome = try run("look_at_report.py", path, colours)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}

extension TemporaryFolder {
  /// Writes `report` in every format.
  func write(_ report: ReviewReport) throws {
    for format in ExportFormat.allCases {
      try write(Array(format.render(report).utf8), to: format.fileName)
    }
  }
}
