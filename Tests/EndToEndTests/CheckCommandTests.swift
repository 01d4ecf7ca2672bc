import Checklist
import Foundation
import Model
import Platform
import Reports
import TestSupport
import Testing

@Suite struct CheckCommandTests {
  @Test("only results go to standard output")
  func sample() throws {
    let outcome = try Program.run(["check", "--format", "json"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.isEmpty)
    let report = try JSONDocument(Array(outcome.output.utf8)).root
    #expect(report["account"]?["id"]?.string == "640817295314")
    #expect(report["account"]?["asOf"]?.string == "2026-11-20T10:00:00Z")
  }

  @Test("each line of ndjson is a JSON object")
  func ndjson() throws {
    let lines = try Program.run(["check", "--format=ndjson"]).output.split(separator: "\n")
    #expect(lines.count > 10)
    for line in lines { _ = try JSONDocument(Array(line.utf8)) }
  }

  @Test("--origin checklist evaluates its items in the order of an audit")
  func origin() throws {
    let outcome = try Program.run(["check", "--format", "json", "--origin", "checklist"])
    let report = try JSONDocument(Array(outcome.output.utf8)).root
    let ids = report["items"]?.elements.compactMap { $0["id"]?.string }
    #expect(ids == Checklist.items.filter { $0.origin == .checklist }.map(\.id.rawValue))
    #expect(ids?.count == 16)
  }

  @Test("the same evidence gives the same bytes, from a folder and from standard input")
  func deterministic() throws {
    let folder = try TemporaryFolder()
    let report = "user,arn,mfa_active\nann,arn:aws:iam::123456789012:user/ann,true\n"
    try folder.write(Array(report.utf8), to: "r.csv")
    let arguments = ["--format", "json", "--as-of", "2026-11-20"]
    let first = try Program.run(["check", folder.path] + arguments)
    let second = try Program.run(["check"] + arguments + ["--", folder.path])
    let piped = try Program.run(["check", "-"] + arguments, input: report)
    #expect(first.output == second.output)
    #expect(first.output.replacing("r.csv", with: "-") == piped.output)
  }

  @Test("the age limit can be changed")
  func threshold() throws {
    func keys(_ days: String) throws -> Int {
      let outcome = try Program.run(["check", "--format", "json", "--max-age-days", days])
      let items = try JSONDocument(Array(outcome.output.utf8)).root["items"]?.elements
      let item = items?.first { $0["id"]?.string == "users.key-rotation" }
      return item?["findings"]?.elements.count ?? 0
    }
    #expect(try keys("30") > keys("90"))
    #expect(try keys("90") > keys("4000"))
  }

  @Test(
    "a usage error is one line with exit status 2",
    arguments: [
      (["check", "--bogus"], "unknown option --bogus; see iam-review check --help"),
      (["check", "--format"], "the option --format needs a value; see iam-review check --help"),
      (
        ["check", "--format=xml"],
        "--format: expected text, json or ndjson, not \"xml\"; see iam-review check --help"
      ),
      (
        ["check", "--as-of", "yesterday"],
        "--as-of: expected a date such as 2026-11-20, not \"yesterday\";"
          + " see iam-review check --help"
      ),
      (
        ["check", "--max-age-days=0"],
        "--max-age-days: expected a number of days from 1 to 36500, not \"0\";"
          + " see iam-review check --help"
      ),
      (["check", "a", "b"], "unexpected argument: b; see iam-review check --help"),
      (["chek"], #"no command or file named "chek"; did you mean check?"#),
      (["check", "--fromat", "json"], "unknown option --fromat; did you mean --format?"),
      (
        ["check", "--format", "--as-of"],
        "the option --format needs a value; if --as-of is the value, write --format=--as-of;"
          + " see iam-review check --help"
      ),
      (["export", "--format"], "the option --format needs a value; see iam-review export --help"),
      (["--help=x"], "the option --help takes no value; see iam-review --help"),
    ]) func usage(arguments: [String], message: String) throws
  {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors == "iam-review: \(message)\n")
  }

  @Test("help and version go to standard output")
  func help() throws {
    #expect(try Program.run(["--version"]).output.hasPrefix("iam-review "))
    for command in [[], ["check"], ["export"]] {
      let outcome = try Program.run(command + ["--help"])
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("usage: iam-review"))
    }
  }

  @Test("the help of verify lists only its own exit statuses")
  func statuses() throws {
    let verify = try Program.run(["verify", "--help"]).output
    #expect(verify.split(separator: "\n").count { $0.hasPrefix("  2 ") } == 1)
    #expect(verify.contains("\n  2    a valid signature whose key is not in allowed_signers\n"))
    #expect(verify.contains("\n  64   usage error\n"))
    #expect(try !Program.run(["check", "--help"]).output.contains("allowed_signers"))
  }

  @Test("export and split do not claim to save the decisions")
  func session() throws {
    for command in ["export", "split"] {
      let help = try Program.run([command, "--help"]).output
      #expect(help.contains("The session file with the decisions"))
      #expect(!help.contains("save the decisions"))
    }
    #expect(try Program.run(["sign", "--help"]).output.contains("Read and save the decisions"))
  }
}
