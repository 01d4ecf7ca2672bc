internal import Model

/// A review as a document for the client: what was looked at, what was found, what was decided,
/// by whom, and what could not be looked at.
public enum MarkdownExport {
  /// The document: the same report gives the same bytes.
  public static func render(_ report: ReviewReport) -> String {
    let parts: [[String]] =
      [title(report), summary(report)]
      + Section.allCases.map { section($0, report) }
      + [gone(report), problems(report), evidence(report), reviewers(report)]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private static func title(_ report: ReviewReport) -> [String] {
    let account = report.assessment.account
    let session = report.session
    let progress = session.progress(of: report.assessment, at: report.now)
    let name = MarkdownText.inline(account.id ?? "of unknown number")
    var rows = [
      ("Account", name + (account.alias.map { " (\(MarkdownText.inline($0)))" } ?? "")),
      ("Evidence as of", "\(account.asOf.instant) (\(account.asOf.origin.rawValue))"),
      ("Evidence files", "\(account.files.count), listed with their digests at the end"),
      ("Catalogue of AWS actions", MarkdownText.inline(report.assessment.catalogueVersion)),
      ("Status as of", "\(report.now)"),
      (
        "Decided",
        "\(progress.decidedItems) of \(progress.items.counted("item")); "
          + "\(progress.decided) of \(progress.total.counted("decision"))"
      ),
    ]
    let warnings = [
      (progress.stale, "stale"), (progress.expired, "expired"), (progress.overdue, "overdue"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    if !warnings.isEmpty { rows.append(("Attention", warnings.joined(separator: ", "))) }
    if let hash = session.history.last?.hash {
      rows.append(
        (
          "History",
          session.history.count == 1
            ? "1 entry, SHA-256 `\(hash)`"
            : "\(session.history.count) entries, the last with SHA-256 `\(hash)`"
        ))
    }
    return ["# IAM review of account \(name)", "", "| | |", "| --- | --- |"]
      + rows.map { "| \($0.0) | \($0.1) |" }
  }

  private static func summary(_ report: ReviewReport) -> [String] {
    var lines = [
      "## Summary", "",
      "| Item | Outcome | Critical | High | Medium | Low | Decided |",
      "| --- | --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for result in report.assessment.items {
      let counts = Severity.allCases.map { severity in
        let count = result.findings.count { $0.severity == severity }
        return count == 0 ? "" : String(count)
      }
      let progress = report.session.progress(of: result, at: report.now)
      let decided =
        result.findings.isEmpty
        ? report.state(of: result).title
        : "\(progress.decided) of \(progress.total)"
      lines.append(
        "| \(MarkdownText.inline(result.item.title)) | \(result.outcome.rawValue) | "
          + counts.joined(separator: " | ") + " | \(decided) |")
    }
    return lines
  }

  private static func section(_ section: Section, _ report: ReviewReport) -> [String] {
    let results = report.assessment.items.filter { $0.item.section == section }
    guard !results.isEmpty else { return [] }
    return ["## \(section.title)"] + results.flatMap { [""] + MarkdownItem.lines($0, report) }
  }

  private static func gone(_ report: ReviewReport) -> [String] {
    let gone = report.gone
    guard !gone.isEmpty else { return [] }
    return ["## Decided earlier, not found any more", ""]
      + gone.flatMap { target, decision in
        ["- \(MarkdownText.code(target.description))"]
          + MarkdownItem.decision(.decided(decision), indentation: "  ")
      }
  }

  private static func problems(_ report: ReviewReport) -> [String] {
    let problems = report.assessment.account.problems
    guard !problems.isEmpty else { return [] }
    return ["## Problems with the evidence", ""]
      + problems.map { problem in
        let place = problem.place.map { ", \(MarkdownText.inline($0))" } ?? ""
        return "- \(MarkdownText.code(problem.file))\(place): "
          + MarkdownText.inline(problem.message)
      }
  }

  private static func evidence(_ report: ReviewReport) -> [String] {
    let files = report.assessment.account.files
    guard !files.isEmpty else { return ["## Evidence", "", "No files."] }
    return ["## Evidence", "", "| File | Bytes | Holds | SHA-256 |", "| --- | ---: | --- | --- |"]
      + files.map { file in
        let digest = file.digest.map { "`\($0)`" } ?? "not read"
        return "| \(MarkdownText.codeInTable(file.path)) | \(file.bytes) | \(file.status.words)"
          + " | \(digest) |"
      }
  }

  private static func reviewers(_ report: ReviewReport) -> [String] {
    let participants = report.participants
    guard !participants.isEmpty else { return ["## Reviewers", "", "Nobody has decided yet."] }
    return ["## Reviewers", "", "| Name | Changes | First | Last |", "| --- | ---: | --- | --- |"]
      + participants.map {
        "| \(MarkdownText.inline($0.reviewer.description)) | \($0.changes) | \($0.first)"
          + " | \($0.last) |"
      }
  }
}
