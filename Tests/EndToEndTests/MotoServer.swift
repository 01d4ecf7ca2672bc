import Checklist
import Foundation
import TestSupport

/// A simulated AWS on a free port of the loopback interface: moto's server, in the virtual
/// environment that `make test` creates, with an account that `Scripts/moto_account.py` builds.
final class MotoServer {
  /// The account could not be built.
  struct NotStarted: Error { let said: String }

  private static let root = Program.root
  private static let programs = root + "/.build/aws/bin"
  private let folder: TemporaryFolder
  private let process: pid_t
  private let endpoint: String

  /// Whether the server is installed.
  static var isInstalled: Bool { FileManager.default.fileExists(atPath: programs + "/moto_server") }

  init() throws {
    folder = try TemporaryFolder()
    let said = folder.path + "/said"
    process = try Program.start(
      "/usr/bin/env",
      [
        "MOTO_IAM_LOAD_MANAGED_POLICIES=true", MotoServer.programs + "/moto_server", "-H",
        "127.0.0.1", "-p", "0",
      ], errors: said)
    var found: String?
    do {
      try eventually("the address of moto_server") {
        let text = (try? String(contentsOfFile: said, encoding: .utf8)) ?? ""
        found = text.firstMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+/).map { String($0.output) }
        return found != nil
      }
    } catch {
      Program.end(process)
      throw error
    }
    endpoint = found ?? ""
    let built = try Program.run(
      [MotoServer.root + "/Scripts/moto_account.py", endpoint],
      program: MotoServer.programs + "/python")
    guard built.status == 0 else {
      Program.end(process)
      throw NotStarted(said: built.errors)
    }
  }

  deinit { Program.end(process) }

  /// The arguments of `env` that make a client use this server only.
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
