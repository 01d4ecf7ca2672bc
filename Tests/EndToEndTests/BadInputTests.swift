import Checklist
import Foundation
import TestSupport
import Testing

@Suite struct BadInputTests {
  /// Runs `check` on a folder with the files that `fill` creates.
  private func check(_ fill: (TemporaryFolder) throws -> Void) throws -> Program.Outcome {
    let folder = try TemporaryFolder()
    try fill(folder)
    let outcome = try Program.run(["check", folder.path])
    return Program.Outcome(
      status: outcome.status, output: outcome.output,
      errors: outcome.errors.replacing(folder.path, with: "DIR"))
  }

  private let nothingFound =
    "expected the output of aws commands such as aws iam get-account-authorization-details"

  @Test("an empty folder is reported")
  func empty() throws {
    let outcome = try check { _ in }
    #expect(outcome.status == 3)
    #expect(
      outcome.errors
        == "iam-review: DIR: no evidence found (the folder is empty); \(nothingFound)\n")
  }

  @Test("a missing folder is reported")
  func absent() throws {
    let outcome = try Program.run(["check", "/nonexistent/evidence"])
    #expect(outcome.status == 3)
    #expect(
      outcome.errors
        == "iam-review: cannot read /nonexistent/evidence: No such file or directory;"
        + " specify a folder or a file with evidence\n")
  }

  @Test("a truncated file is reported with line and column, and the rest is loaded")
  func truncated() throws {
    let outcome = try check { folder in
      try folder.write(Array("{\n  \"UserDetailList\": [{\"Use".utf8), to: "cut.json")
      try folder.write(Array(#"{"SummaryMap": {"AccountMFAEnabled": 0}}"#.utf8), to: "s.json")
    }
    #expect(outcome.status == 1)
    #expect(
      outcome.errors
        == "iam-review: DIR/cut.json:2:23: invalid JSON: the text ends inside a string; the file is"
        + " truncated; the file was skipped; run the aws command again\n")
  }

  @Test("deeply nested brackets do not exhaust the stack")
  func brackets() throws {
    let outcome = try check { folder in
      try folder.write(Array(repeating: UInt8(ascii: "["), count: 20_000_000), to: "deep.json")
    }
    #expect(outcome.status == 3)
    #expect(outcome.errors.hasPrefix("iam-review: DIR/deep.json:1:129: invalid JSON: brackets are"))
  }

  @Test("a binary file is ignored, unless its extension is .json")
  func binary() throws {
    let bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 0xFF]
    let outcome = try check { folder in
      try folder.write(bytes, to: "a.out")
      try folder.write(bytes, to: "b.json")
    }
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("DIR/b.json:1:1: invalid JSON: expected a JSON value"))
    #expect(!outcome.errors.contains("a.out"))
  }

  @Test("a pipe, a loop of links and a dangling link are reported, not followed or waited for")
  func special() throws {
    let outcome = try check { folder in
      #expect(mkfifo(folder.path + "/pipe.json", 0o600) == 0)
      #expect(symlink(".", folder.path + "/loop") == 0)
      #expect(symlink("nowhere", folder.path + "/dangling.json") == 0)
    }
    #expect(outcome.status == 3)
    for (name, kind) in [
      ("dangling.json", "a symbolic link"), ("loop", "a symbolic link"),
      ("pipe.json", "a named pipe"),
    ] {
      #expect(
        outcome.errors.contains(
          "iam-review: DIR/\(name): it is \(kind); expected a regular file; skipped\n"))
    }
  }

  @Test("a credential report without its columns is reported, and no item passes on it")
  func columns() throws {
    let outcome = try check { folder in
      let report = "user,arn,mfa_active\nann,arn:aws:iam::123456789012:user/ann,true\n"
      try folder.write(Array(report.utf8), to: "r.csv")
    }
    #expect(outcome.errors.contains("DIR/r.csv:1: the credential report has no column"))
    #expect(!outcome.output.contains(" pass "))
  }

  @Test("text from the evidence cannot control the terminal")
  func hostileNames() throws {
    let outcome = try check { folder in
      let name = "\u{1B}]0;owned\u{7}\u{202E}"
      let report =
        "user,arn,user_creation_time,password_enabled,mfa_active\n"
        + "\(name),arn:aws:iam::123456789012:user/x,2020-01-01T00:00:00Z,true,false\n"
      try folder.write(Array(report.utf8), to: "r.csv")
    }
    #expect(!outcome.output.unicodeScalars.contains("\u{1B}"))
    #expect(!outcome.output.unicodeScalars.contains("\u{202E}"))
    #expect(outcome.output.contains("U+202E"))
  }
}
