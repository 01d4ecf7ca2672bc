import Foundation
import Model
import Platform
import Reports
import TestSupport
import Testing

@testable import Checklist

/// Every format is valid, can be read by other programs, and contains the same findings.
@Suite struct ExportValidationTests {
  @Test("the sample account with decisions of every kind")
  func sample() throws {
    let folder = try TemporaryFolder()
    let script = """
      fJsafe as it is<Enter><Enter>+30d<Enter>
      jRgets a key <Enter>platform team<Enter>+14d<Enter><Enter>
      jXnot in scope<Enter>
      jFwrong <Enter>
      jPchecked<Enter>
      jJold exception<Enter><Enter>+1d<Enter>
      jRlate | work = x<Enter>-bob<Enter>+1d<Enter><Enter>
      """
    try folder.write(Array(script.utf8), to: "x.script")
    let session = folder.path + "/review.json"
    let played = try Program.run([
      "--script", folder.path + "/x.script", "--size", "100x30", "--clock", "2026-11-20T12:00:00Z",
      "--reviewer", "ann", "--session", session,
    ])
    #expect(played.status == 0, "\(played.errors)")
    let out = folder.path + "/out"
    let outcome = try Program.run([
      "export", "--all", out, "--session", session, "--at", "2026-11-24",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    let printed = try Program.run([
      "export", "--all", out, "--session", session, "--at", "2026-11-24", "--format", "pdf",
      "--no-sandbox",
    ])
    #expect(printed.status == 0, "\(printed.errors)")
    let counts = try Validators.check(out)
    let sample = try SampleReview.read()
    #expect(
      counts.hasPrefix("\(sample.items.count) items, \(sample.findings) findings, 0 gone"),
      "\(counts)")
    #expect(counts.contains("'not_applicable': 1"), "\(counts)")
    try compare(out, session, sample)
    try Validators.look(at: out + "/iam-review.html", colors: "dark")
  }

  /// The numbers in the documents, which the validators compared with each other, are those of
  /// `check --review`.
  private func compare(_ folder: String, _ session: String, _ sample: SampleReview) throws {
    let severities = Severity.allCases.map { sample.findings(severity: $0.rawValue) }
    let check = try Program.run(["check", "--review", session])
    #expect(check.status == 1)
    let counts = zip(severities, Severity.allCases).map { "\($0) \($1.rawValue)" }
    #expect(
      check.output.contains("\(sample.findings) findings: \(counts.joined(separator: ", "))"))
    // A justification that has expired needs a decision again, so the documents count it as undecided.
    #expect(check.errors.contains("iam-review: \(sample.decisions - 7) undecided, such as"))
    #expect(check.errors.contains("iam-review: 1 justification expired, such as"))
    let text = try String(contentsOfFile: folder + "/iam-review.md", encoding: .utf8)
    let rows = text.split(separator: "\n").filter {
      $0.hasPrefix("| **critical** |") || $0.hasPrefix("| **high** |")
        || $0.hasPrefix("| **medium** |") || $0.hasPrefix("| **low** |") || $0.hasPrefix("| All |")
    }.prefix(5).map { row in row.split(separator: "|").map { $0.filter { $0 != " " } } }
    #expect(rows.map { $0[7] } == (severities + [sample.findings]).map(String.init))
    #expect(rows.last?[1] == String(sample.findings - 6))
  }

  @Test("hostile evidence and notes, in every state of a decision")
  func hostile() throws {
    let folder = try TemporaryFolder()
    let review = try HostileReview()
    try folder.write(review.report)
    let words = review.report.assessment.items.flatMap(\.findings).map {
      review.report.session.state(of: .finding($0), at: review.report.now).word
    }
    #expect(
      Set(words) == [
        "undecided", "decided", "overdue", "expired", "stale", "rejected", "conflict",
      ])
    let count = HostileText.attacks.count
    #expect(
      try Validators.check(folder.path).hasPrefix("\(count) items, \(count) findings, 5 gone"))
    try Validators.look(at: folder.path + "/iam-review.html", colors: "light")
  }

  @Test("a review without findings and with almost no evidence")
  func empty() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(#"{"SummaryMap": {"AccountMFAEnabled": 1}}"#.utf8), to: "summary.json")
    let out = folder.path + "/out"
    let outcome = try Program.run(["export", folder.path + "/summary.json", "--all", out])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      try Validators.check(out).hasPrefix("\(Checklist.items.count) items, 0 findings, 0 gone"))
    let plan = try String(contentsOfFile: out + "/iam-review.oscal-poam.json", encoding: .utf8)
    #expect(plan.contains("No open risks"))
  }

  @Test("the check of the report detects what a report must not contain")
  func controls() throws {
    let folder = try TemporaryFolder()
    let page = """
      <!DOCTYPE html><html lang="en"><head><title>t</title>
      <script>console.log("hello")</script></head>
      <body><main><h1>x</h1><img src="http://evil.example/x.png"></main></body></html>
      """
    try folder.write(Array(page.utf8), to: "bad.html")
    let outcome = try Validators.run("look_at_report.py", folder.path + "/bad.html", "light")
    #expect(outcome.status == 1)
    for fault in ["console: ", "requested: http://evil.example/x.png", "image-alt"] {
      #expect(outcome.errors.contains(fault), "\(fault)")
    }
  }
}
