internal import Checklist
internal import Model
internal import Platform

/// A review as a document for the client: scope, findings, decisions, and missing evidence.
enum MarkdownExport {
  static func write(_ report: ReviewReport, to sink: TextSink) {
    func write(_ lines: [String]) {
      guard !lines.isEmpty else { return }
      sink.put("\n")
      for line in lines { sink.put(line).put("\n") }
    }
    // There is no empty line before the first heading.
    sink.put("# ").put(heading(report)).put("\n")
    write(integrity(report))
    write(cover(report))
    write(title(report))
    write(summary(report))
    write(signatures(report))
    write(todo(report))
    for section in Section.allCases {
      let items = report.items.filter { $0.result.item.section == section }
      guard !items.isEmpty else { continue }
      write(["## \(section.title)"])
      for item in items { MarkdownItem.write(item, to: sink) }
    }
    writeGone(report, to: sink)
    write(problems(report))
    write(evidence(report))
    write(reviewers(report))
  }

  private static func heading(_ report: ReviewReport) -> String {
    let account = report.assessment.account.id ?? "(unknown)"
    return MarkdownText.inline(report.cover?.title ?? "IAM review of account \(account)")
  }

  private static func integrity(_ report: ReviewReport) -> [String] {
    guard let warning = report.integrityWarning else { return [] }
    return ["> **\(MarkdownText.inline(IntegrityWarning.headline))**", ">"]
      + warning.errors.map { "> - \(MarkdownText.inline($0))" }
  }

  private static func cover(_ report: ReviewReport) -> [String] {
    guard let cover = report.cover else { return [] }
    var lines = ["| | |", "| --- | --- |"]
    lines += cover.details.map {
      "| \(MarkdownText.inline($0.name)) | \(MarkdownText.inline($0.value)) |"
    }
    if cover.details.isEmpty { lines = [] }
    for paragraph in cover.paragraphs {
      if !lines.isEmpty { lines.append("") }
      lines += MarkdownText.paragraph(paragraph)
    }
    return lines
  }

  private static func title(_ report: ReviewReport) -> [String] {
    let account = report.assessment.account
    let session = report.session
    let progress = report.progress
    let name = MarkdownText.inline(account.id ?? "(unknown)")
    var rows = [
      ("Account", name + (account.alias.map { " (\(MarkdownText.inline($0)))" } ?? "")),
      ("Evidence as of", "\(account.asOf.instant.toTheMinute) (\(account.asOf.origin.text))"),
      ("Evidence files", "\(account.files.count), listed with their digests at the end"),
      ("Action catalogue", MarkdownText.inline(report.assessment.catalogueVersion)),
      ("Decisions as of", "\(report.day)"),
      (
        "Decided",
        "\(progress.decidedItems) of \(progress.items.counted("item")); "
          + "\(progress.decided) of \(progress.total.counted("finding")) and items without findings"
      ),
    ]
    if let before = report.before { rows.append(("Follows", MarkdownText.inline(before))) }
    if let scope = report.session.scope {
      rows.append(("Part of a review", MarkdownText.inline(scope.title)))
    }
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
    return ["| | |", "| --- | --- |"]
      + rows.map { "| \($0.0) | \($0.1) |" }
  }

  private static func summary(_ report: ReviewReport) -> [String] {
    var lines = [
      "## Summary", "",
      "| Item | Automated result | Critical | High | Medium | Low | Decided |",
      "| --- | --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for item in report.items {
      let result = item.result
      let counts = Severity.allCases.map { severity in
        let count = item.count(of: severity)
        return count == 0 ? "" : String(count)
      }
      let progress = item.progress
      let decided =
        result.findings.isEmpty
        ? item.whole.title
        : "\(progress.decided) of \(progress.total)"
      lines.append(
        "| \(MarkdownText.inline(result.item.title)) | \(result.outcome.rawValue) | "
          + counts.joined(separator: " | ") + " | \(decided) |")
    }
    return lines
  }

  private static func signatures(_ report: ReviewReport) -> [String] {
    guard !report.signatures.isEmpty else {
      return ["## Signatures", "", "This review is not signed."]
    }
    return [
      "## Signatures", "",
      "| Signer | Role | Key | Claimed time | SHA-256 of the statement | Status |",
      "| --- | --- | --- | --- | --- | --- |",
    ]
      + report.signatures.map { signature in
        "| \(MarkdownText.inline(signature.signer)) | \(signature.role.rawValue) | "
          + "\(MarkdownText.codeInTable(signature.fingerprint)) | \(signature.claimedAt) | "
          + "`\(signature.statement)` | \(signature.verdict) |"
      }
      + ["", "Verify each signature with `iam-review verify`, or with OpenSSH alone:", ""]
      + report.signatures.indices.map { index in
        "- \(MarkdownText.code(report.signatures[index].command(number: index + 1)))"
      }
  }

  private static func todo(_ report: ReviewReport) -> [String] {
    let tasks = report.remediations
    guard !tasks.isEmpty else { return ["## To do", "", report.nothingPlanned] }
    return [
      "## To do", "",
      "| Due | Owner | Severity | Summary | Ticket |", "| --- | --- | --- | --- | --- |",
    ]
      + tasks.map { task in
        let late = task.daysLate.map { " (overdue by \($0.counted("day")))" } ?? ""
        return "| \(task.content.due?.description ?? "")\(late) | "
          + "\(MarkdownText.inline(task.content.owner ?? "")) | "
          + "\(task.severity?.rawValue ?? "") | "
          + "\(MarkdownText.inline(task.summary)) | "
          + "\(MarkdownText.inline(task.content.ticket ?? "")) |"
      }
  }

  private static func writeGone(_ report: ReviewReport, to sink: TextSink) {
    guard !report.gone.isEmpty else { return }
    sink.put("\n## Decided earlier, no longer found\n\n")
    for left in report.gone {
      sink.put("- ").put(codeSpan: left.target.description).put(": ").put(left.reason)
      if let summary = left.summary { sink.put(". It was: ").put(inline: summary) }
      sink.put("\n")
      MarkdownItem.write(left.verdict, indentation: "  ", to: sink)
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
    return [
      "## Evidence", "", "| File | Bytes | Content | SHA-256 |", "| --- | ---: | --- | --- |",
    ]
      + files.map { file in
        let digest = file.digest.map { "`\($0)`" } ?? "not read"
        return "| \(MarkdownText.codeInTable(file.path)) | \(file.bytes) | \(file.status.shownText)"
          + " | \(digest) |"
      }
  }

  private static func reviewers(_ report: ReviewReport) -> [String] {
    let participants = report.participants
    guard !participants.isEmpty else { return ["## Reviewers", "", "No decisions yet."] }
    return ["## Reviewers", "", "| Name | Changes | First | Last |", "| --- | ---: | --- | --- |"]
      + participants.map {
        "| \(MarkdownText.inline($0.reviewer.description)) | \($0.changes) | \($0.first)"
          + " | \($0.last) |"
      }
  }
}
