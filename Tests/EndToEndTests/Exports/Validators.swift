import Foundation
import Model
import Platform
import Reports
import TestSupport
import Testing

@testable import Checklist

/// External programs that validate the exports.
enum Validators {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  private static let python = root + "/.build/validators-venv/bin/python"

  /// Runs a script of this package in the environment of the validators.
  static func run(_ script: String, _ arguments: String...) throws -> Program.Outcome {
    try #require(
      FileManager.default.fileExists(atPath: python), "the validators are missing: make validators")
    return try Program.run(["\(root)/Scripts/\(script)"] + arguments, program: python)
  }

  /// Validates all exports in `folder`, and compares them with each other.
  static func check(_ folder: String) throws -> String {
    let outcome = try run("validate_exports.py", folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  /// Opens the report at `path` in a browser with the color scheme `colors`, light or dark. Fails
  /// if the browser or axe-core reports a problem.
  static func look(at path: String, colors: String) throws {
    let outcome = try run("look_at_report.py", path, colors)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}

extension TemporaryFolder {
  /// Writes `report` in every format.
  func write(_ report: ReviewReport) throws {
    for format in ExportFormat.own {
      var bytes: [UInt8] = []
      let sink = TextSink { bytes.append(contentsOf: $0) }
      format.write(report, to: sink)
      sink.flush()
      try write(bytes, to: format.fileName)
    }
  }
}
