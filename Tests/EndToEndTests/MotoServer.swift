import Foundation
import TestSupport

/// An AWS of our own on a free port of the loopback: moto's server in the virtual environment that
/// `make test` makes, with an account that `Scripts/moto_account.py` builds.
final class MotoServer {
  /// It did not say where it listens.
  struct NotStarted: Error { let said: String }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  private static let programs = root + "/.build/aws/bin"
  private let folder: TemporaryFolder
  private let process: pid_t
  private let endpoint: String

  /// Whether it is installed.
  static var isThere: Bool { FileManager.default.fileExists(atPath: programs + "/moto_server") }

  init() throws {
    folder = try TemporaryFolder()
    let said = folder.path + "/said"
    process = try Program.start(
      "/usr/bin/env",
      [
        "MOTO_IAM_LOAD_MANAGED_POLICIES=true", MotoServer.programs + "/moto_server", "-H",
        "127.0.0.1", "-p", "0",
      ], errors: said)
    var text = ""
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      text = (try? String(contentsOfFile: said, encoding: .utf8)) ?? ""
      if let match = text.firstMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+/) {
        endpoint = String(match.output)
        break
      }
      guard ContinuousClock.now < deadline else {
        kill(process, SIGKILL)
        throw NotStarted(said: text)
      }
      usleep(50_000)
    }
    let built = try Program.run(
      [MotoServer.root + "/Scripts/moto_account.py", endpoint],
      program: MotoServer.programs + "/python")
    guard built.status == 0 else {
      kill(process, SIGKILL)
      throw NotStarted(said: built.errors)
    }
  }

  deinit {
    kill(process, SIGKILL)
    Program.wait(for: process)
  }

  /// The words before a program that lead its client to this server, and to no other.
  var environment: [String] {
    [
      "PATH=\(MotoServer.programs):/usr/bin:/bin", "HOME=\(folder.path)",
      "AWS_ENDPOINT_URL=\(endpoint)", "AWS_MAX_ATTEMPTS=1", "AWS_EC2_METADATA_DISABLED=true",
      "AWS_ACCESS_KEY_ID=testing", "AWS_SECRET_ACCESS_KEY=testing",
    ]
  }

  /// Runs the program under test with the real client.
  func run(_ arguments: String..., without: String? = nil) throws -> Program.Outcome {
    let unset = without.map { ["-u", $0] } ?? []
    let variables = environment.filter { variable in
      without.map { !variable.hasPrefix($0 + "=") } ?? true
    }
    return try Program.run(
      unset + variables + [Program.path] + arguments, program: "/usr/bin/env")
  }
}
