import Foundation
import TestSupport
import Testing

@testable import Evidence

/// `collect` with a stub of the AWS CLI: the usual errors of new users, and interruptions.
@Suite struct CollectCommandTests {
  @Test("everything is collected with one line of output, and the folder can be read")
  func whole() throws {
    let stub = try StubClient(roles: 3)
    let outcome = try stub.collect()
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    let errors = outcome.errors.replacing(/in [0-9]+ s/, with: "in N s")
    // Two regions; each role has a job and its result, and so has the credential report.
    let once = CollectOperation.all.count { $0.scope == .account }
    let regional = 2 * CollectOperation.all.count { $0.scope == .region }
    let (calls, files) = (once + regional + 2 * 3 + 1, once + regional + 3 - 1)
    #expect(
      errors == """
        iam-review: DIR/out: \(files) files of account 123456789012, \(calls) calls in N s; everything was collected

        """)
    let evidence = try Program.run(["evidence", stub.out])
    #expect(evidence.status == 0)
    #expect(evidence.output.contains("\(files) files unchanged since collection"))
  }

  @Test("a missing client, missing credentials and an expired token give one line with a remedy")
  func notLoggedIn() throws {
    let folder = try TemporaryFolder()
    let without = try Program.run(
      ["PATH=/nonexistent", Program.path, "collect", folder.path + "/out"],
      program: "/usr/bin/env")
    #expect(without.status == 4)
    #expect(without.errors.hasPrefix("iam-review: program aws not found in PATH; install"))
    for (said, status) in [
      (
        "Unable to locate credentials. You can configure credentials by running \"aws configure\".",
        253
      ),
      (
        "An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: expired",
        254
      ),
    ] {
      let stub = try StubClient(
        "\"sts get-caller-identity\") echo '\(said)' >&2; exit \(status) ;;")
      let outcome = try stub.collect()
      #expect(outcome.status == 4)
      #expect(
        outcome.errors.hasPrefix("iam-review: aws sts get-caller-identity failed, so nothing was"))
      #expect(outcome.errors.hasSuffix("select a profile with --profile\n"))
      #expect(outcome.errors.split(separator: "\n").count == 1)
      #expect(!FileManager.default.fileExists(atPath: stub.out))
    }
  }

  @Test("a token that expires during the collection stops it, and it can be resumed")
  func expires() throws {
    let stub = try StubClient(
      roles: 5,
      """
      "iam generate-service-last-accessed-details")
        [ -e "$0.renewed" ] || { echo 'An error occurred (ExpiredToken) when calling the X operation: expired' >&2; exit 254; }
        echo '{"JobId": "job"}' ;;
      """)
    let outcome = try stub.collect()
    #expect(outcome.status == 4)
    #expect(
      outcome.errors
        == "iam-review: the credentials are no longer valid: An error occurred (ExpiredToken) when"
        + " calling the X operation: expired; sign in again, then continue with iam-review collect"
        + " --resume DIR/out\n")
    try "".write(toFile: stub.path + "/aws.renewed", atomically: false, encoding: .utf8)
    #expect(try stub.collect("--resume").status == 0)
  }

  @Test(
    "a region that is not enabled is reported with the enabled ones, before anything is written")
  func region() throws {
    let stub = try StubClient()
    let outcome = try stub.collect("--region", "eu-wst-1")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors
        == "iam-review: regions not enabled in this account: eu-wst-1; enabled regions: eu-west-1"
        + " us-east-1\n")
    #expect(!FileManager.default.fileExists(atPath: stub.out))
  }

  @Test(
    "without permissions, the folder records the denied calls, and the console names each action"
  )
  func noRights() throws {
    let stub = try StubClient(
      """
      "sts get-caller-identity") echo '{"UserId": "A", "Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/a"}' ;;
      *) echo "An error occurred (AccessDenied) when calling the X operation: User: a is not authorized" >&2; exit 254 ;;
      """)
    let outcome = try stub.collect("--region", "eu-west-1")
    #expect(outcome.status == 5)
    #expect(
      outcome.errors.contains(
        "iam-review: access denied (missing iam:GetAccountSummary): aws iam get-account-summary: An"
      ))
    #expect(outcome.errors.contains("--print-policy prints the required permissions"))
    let check = try Program.run(["check", stub.out])
    #expect(!check.output.contains("  pass "))
    #expect(
      check.output.contains(
        "credential report: access denied (missing iam:GenerateCredentialReport): aws iam"
          + " generate-credential-report: "))
    let terminal = try Tmux("\(Program.path) --session \(stub.path)/s.json \(stub.out)")
    try terminal.waitUntilLoaded()
    try terminal.press("1", "Enter")
    try terminal.wait(for: "GetAccountSummary): aws iam")
    try terminal.press("q")
    try terminal.wait(for: "ended with 0")
  }

  @Test("a full disk stops it with one line, leaves no partial file, and it can be resumed")
  func fullDisk() throws {
    let stub = try StubClient(roles: 400)
    let command = "ulimit -f 8; exec \"$@\""
    let outcome = try Program.run(
      ["-c", command, "sh", "/usr/bin/env"] + stub.environment + ["collect", stub.out],
      program: "/bin/sh")
    #expect(outcome.status == 4)
    #expect(
      outcome.errors.contains("File too large; fix that, then continue with iam-review collect"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(try stub.collect("--resume").status == 0)
    #expect(try Program.run(["evidence", stub.out]).output.contains("unchanged since collection"))
  }

  @Test("Ctrl-C leaves a folder that can be resumed, and no running program")
  func interrupted() throws {
    let stub = try StubClient(
      roles: 3,
      """
      "iam get-account-summary")
        [ -e "$0.go" ] || { touch "$0.hangs"; exec sleep 600; }
        echo '{"SummaryMap": {}}' ;;
      """)
    let process = try Program.start(
      "/usr/bin/env", stub.environment + ["collect", stub.out], errors: stub.path + "/errors")
    try eventually("the call that hangs") {
      FileManager.default.fileExists(atPath: stub.path + "/aws.hangs")
    }
    kill(process, SIGINT)
    #expect(try Program.wait(for: process) == 130)
    let said = try String(contentsOfFile: stub.path + "/errors", encoding: .utf8)
    #expect(said.contains("interrupted; continue with iam-review collect --resume"))
    // The client was asked to end, which can take a moment on a busy machine.
    try stub.waitForCalls()
    try "".write(toFile: stub.path + "/aws.go", atomically: false, encoding: .utf8)
    #expect(try stub.collect("--resume").status == 0)
  }

  @Test("after kills at random moments, the resumed folder equals that of an undisturbed run")
  func killed() throws {
    let whole = try StubClient(roles: 30)
    #expect(try whole.collect("--region", "eu-west-1").status == 0)
    let expected = try whole.files()
    // The client records each call, so that a run is killed during a call on any machine.
    let stub = try StubClient(
      roles: 30, "*) echo . >>\"$0.calls\" ;; esac; case \"$operation\" in")
    func calls() -> Int {
      (try? String(contentsOfFile: stub.path + "/aws.calls", encoding: .utf8).utf8.count / 2) ?? 0
    }
    var kills = 0
    // Each run can make more calls than the one before, until one completes.
    for round in 1...100 {
      let enough = calls() + round
      let resume = FileManager.default.fileExists(atPath: stub.out + "/manifest.json")
      let process = try Program.start(
        "/usr/bin/env",
        stub.environment + ["collect", stub.out, "--region", "eu-west-1"]
          + (resume ? ["--resume"] : []), errors: stub.path + "/errors")
      var hasEnded = false
      try eventually("call \(enough)") {
        hasEnded = kill(process, 0) != 0 || Self.isZombie(process)
        return hasEnded || calls() >= enough
      }
      usleep(UInt32.random(in: 0...15_000))
      kill(process, SIGKILL)
      let status = try Program.wait(for: process)
      if status == 0 { break }
      let said = try String(contentsOfFile: stub.path + "/errors", encoding: .utf8)
      // A call that was being started shares the folder's lock until it runs.
      if status == 4, said.contains("another iam-review is collecting into") { continue }
      try #require(status == 128 + SIGKILL, "\(said)")
      kills += 1
    }
    #expect(kills >= 3)
    #expect(try stub.collect("--resume", "--region", "eu-west-1").status == 0)
    #expect(try stub.files() == expected)
    #expect(try Program.run(["evidence", stub.out]).status == 0)
  }

  /// Whether the process ended and nobody has read its status yet.
  private static func isZombie(_ process: pid_t) -> Bool {
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    return status?.contains("State:\tZ") ?? true
  }

  @Test("in a terminal, a progress line is shown, and removed at the end")
  func progress() throws {
    let stub = try StubClient(
      """
      "iam get-account-summary")
        for wait in $(seq 6000); do [ ! -e "$0.go" ] || break; sleep 0.05; done
        echo '{"SummaryMap": {}}' ;;
      """)
    let command = "env " + stub.environment.map(Tmux.quoted).joined(separator: " ")
    let terminal = try Tmux("\(command) collect \(stub.out)")
    let screen = try terminal.wait(for: "1 running, 0 left")
    #expect(screen.contains("iam get-account-summary"))
    try "".write(toFile: stub.path + "/aws.go", atomically: false, encoding: .utf8)
    let end = try terminal.wait(for: "ended with 0")
    #expect(!end.contains("running,"))
    #expect(end.contains("everything was collected"))
  }

  @Test("evidence reports a changed or removed file, with exit status 1")
  func evidence() throws {
    let stub = try StubClient()
    #expect(try stub.collect().status == 0)
    try "{\"SummaryMap\": {\"Users\": 1}}".write(
      toFile: stub.out + "/account-summary.json", atomically: false, encoding: .utf8)
    unlink(stub.out + "/saml-providers.json")
    try "{\"AccountAliases\": []}".write(
      toFile: stub.out + "/extra.json", atomically: false, encoding: .utf8)
    let outcome = try Program.run(["evidence", stub.out])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("account-summary.json: changed since collection\n"))
    #expect(outcome.output.contains("saml-providers.json: missing since collection\n"))
    #expect(outcome.output.contains("extra.json: not in the manifest: added later\n"))
    let json = try Program.run(["evidence", stub.out, "--format", "json"])
    #expect(json.output.contains(#""state": "changed""#))
  }

  @Test("the printed script creates a folder that is read like one of collect")
  func script() throws {
    let stub = try StubClient(roles: 2)
    let script = try Program.run(["collect", "--print-script", "--region", "eu-west-1"])
    #expect(script.status == 0)
    try script.output.write(
      toFile: stub.path + "/collect.sh", atomically: false, encoding: .utf8)
    let run = try Program.run(
      [stub.environment[0], "sh", stub.path + "/collect.sh", stub.out], program: "/usr/bin/env")
    #expect(run.status == 0)
    let evidence = try Program.run(["evidence", stub.out])
    #expect(evidence.status == 0)
    #expect(evidence.output.contains("Account 123456789012"))
    #expect(evidence.output.contains("none     organization"))
    #expect(evidence.output.contains("files unchanged since collection"))
    // An existing folder is unchanged.
    let again = try Program.run(
      [stub.environment[0], "sh", stub.path + "/collect.sh", stub.out], program: "/usr/bin/env")
    #expect(again.status == 4)
  }

  @Test("invalid arguments are usage errors")
  func usage() throws {
    for words in [
      [], ["a", "b"], ["a", "--jobs", "0"], ["a", "--jobs", "x"], ["a", "--timeout", "-1"],
      ["a", "--region", "../x"], ["--print-policy", "--print-script"], ["--print-policy", "a"],
    ] {
      let outcome = try Program.run(["collect"] + words)
      #expect(outcome.status == 2)
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
    #expect(try Program.run(["evidence"]).status == 2)
  }
}
