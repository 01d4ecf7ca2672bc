import Foundation
import TestSupport

/// The program under test, run as a person or a script runs it.
enum Program {
  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The built binary: that of this package's debug build, or `IAM_REVIEW_BINARY`.
  static var path: String {
    if let path = ProcessInfo.processInfo.environment["IAM_REVIEW_BINARY"] { return path }
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return root.appendingPathComponent(".build/debug/iam-review").path
  }

  /// Runs `program` with `arguments`; `input` is its standard input.
  static func run(
    _ arguments: [String], input: String = "", program: String = path
  ) throws -> Outcome {
    let folder = try TemporaryFolder()
    try folder.write(Array(input.utf8), to: "input")
    try folder.write([], to: "output")
    try folder.write([], to: "errors")
    func handle(_ name: String) throws -> FileHandle {
      try FileHandle(forUpdating: URL(fileURLWithPath: folder.path + "/" + name))
    }
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = try handle("input")
    process.standardOutput = try handle("output")
    process.standardError = try handle("errors")
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try text("output"), errors: try text("errors"))
  }
}
