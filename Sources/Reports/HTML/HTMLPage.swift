internal import Checklist
internal import Model
internal import Platform

/// The parts of the page other than items.
struct HTMLPage {
  private let report: ReviewReport
  private let account: Account

  init(_ report: ReviewReport) {
    self.report = report
    account = report.assessment.account
  }

  private var title: String {
    report.cover?.title ?? "IAM review of account \(account.id ?? "(unknown)")"
  }

  var head: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(HTMLStyle.policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="generator" content="\(Product.name) \(Product.version)">
    <title>\(HTMLText.line(title))</title>
    <style>\(HTMLStyle.sheet)</style>
    </head>
    <body>
    <a class="skip" href="#summary">Skip to the summary</a>

    """
  }

  /// The cover page, and the source of the data.
  var cover: String {
    var parts = "<header class=\"\(report.cover == nil ? "front" : "cover")\">\n"
    parts += "<h1>\(HTMLText.isolated(title))</h1>\n"
    if let warning = report.integrityWarning {
      parts += "<div role=\"alert\" class=\"decision\">\n<p><strong class=\"critical\">"
      parts += "\(HTMLText.line(IntegrityWarning.headline))</strong></p>\n<ul>\n"
      parts += warning.errors.map { "<li>\(HTMLText.isolated($0))</li>\n" }.joined()
      parts += "</ul>\n</div>\n"
    }
    if let cover = report.cover {
      parts += HTMLText.pairs(
        cover.details.map { (HTMLText.isolated($0.name), HTMLText.isolated($0.value)) })
      parts += cover.paragraphs.map { "<p>\(HTMLText.lines($0))</p>\n" }.joined()
    }
    parts += HTMLText.pairs(facts)
    parts += signatures
    return parts + "</header>\n"
  }

  private var facts: [(name: String, value: String)] {
    let session = report.session
    var facts = [
      (
        "Account",
        HTMLText.isolated(account.id ?? "unknown")
          + (account.alias.map { " (\(HTMLText.isolated($0)))" } ?? "")
      ),
      ("Evidence as of", "\(account.asOf.instant.toTheMinute) (\(account.asOf.origin.text))"),
      ("Decisions as of", "\(report.day)"),
      ("Action catalogue", HTMLText.line(report.assessment.catalogueVersion)),
    ]
    if let before = report.before { facts.append(("Follows", HTMLText.line(before))) }
    if let scope = session.scope {
      facts.append(("Part of a review", HTMLText.isolated(scope.title)))
    }
    if let hash = session.history.last?.hash {
      facts.append(
        (
          "History",
          "\(session.history.count.counted("change")), the last <code class=\"digest\">\(hash)</code>"
        ))
    }
    return facts
  }

  private var signatures: String {
    guard !report.signatures.isEmpty else {
      return "<p class=\"muted\">This review is not signed.</p>\n"
    }
    return HTMLText.table(
      "Signatures", ["Signer", "Role", "Key", "Claimed time", "Statement (SHA-256)", "Verdict"],
      report.signatures.map {
        [
          HTMLText.isolated($0.signer), "<span class=\"whole\">\($0.role.rawValue)</span>",
          HTMLText.code($0.fingerprint),
          "\($0.claimedAt)", "<code class=\"digest\">\($0.statement)</code>",
          "<strong>\($0.verdict)</strong>",
        ]
      })
      + "<p>Verify each signature with <code>iam-review verify</code>, or with OpenSSH alone:</p>\n<ul>\n"
      + report.signatures.indices.map { index in
        "<li>\(HTMLText.code(report.signatures[index].command(number: index + 1)))</li>\n"
      }.joined() + "</ul>\n"
  }

  var contents: String {
    let sections = Section.allCases.filter { section in
      report.assessment.items.contains { $0.item.section == section }
    }
    var links = [("summary", "Summary"), ("charts", "Overview"), ("todo", "To do")]
    links += sections.map { ("s-\($0.rawValue)", $0.title) }
    if !report.gone.isEmpty { links.append(("gone", "Decided earlier, no longer found")) }
    if !account.problems.isEmpty { links.append(("problems", "Problems with the evidence")) }
    links += [("evidence", "Evidence"), ("reviewers", "Reviewers")]
    return "<nav aria-label=\"Contents\">\n<ul>\n"
      + links.map { "<li><a href=\"#\($0)\">\($1)</a></li>\n" }.joined() + "</ul>\n</nav>\n"
  }

  var summary: String {
    let progress = report.progress
    var text =
      "<p>Decided: <strong>\(progress.decidedItems) of \(progress.items.counted("item"))</strong>, "
      + "<strong>\(progress.decided) of \(progress.total.counted("finding")) and items without findings</strong>."
    let warnings = [
      (progress.stale, "stale"), (progress.expired, "expired"), (progress.overdue, "overdue"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    if !warnings.isEmpty { text += " Attention: \(warnings.joined(separator: ", "))." }
    let rows = report.items.enumerated().map { index, item in
      [
        "<a href=\"#i\(index + 1)\">\(HTMLText.line(item.result.item.title))</a>",
        "<span class=\"word\">\(item.result.outcome.rawValue)</span>", counts(item),
        decided(item),
      ]
    }
    let table = HTMLText.table(
      "All items in checklist order",
      ["Item", "Automated result", "Findings", "Decided"], rows)
    return HTMLText.section("summary", "Summary", text + "</p>\n" + table)
  }

  private func counts(_ item: ReportedItem) -> String {
    guard !item.findings.isEmpty else { return "none" }
    return Severity.allCases.compactMap { severity in
      let count = item.count(of: severity)
      return count == 0 ? nil : "\(count) \(HTMLText.severity(severity))"
    }.joined(separator: ", ")
  }

  private func decided(_ item: ReportedItem) -> String {
    if item.findings.isEmpty || item.whole.isDecided { return item.whole.title }
    let progress = item.progress
    return "\(progress.decided) of \(progress.total)"
  }

  var todo: String {
    let tasks = report.remediations
    guard !tasks.isEmpty else {
      return HTMLText.section("todo", "To do", "<p>\(report.nothingPlanned)</p>\n")
    }
    let rows = tasks.map { task in
      let late = task.daysLate.map { " <strong>overdue by \($0.counted("day"))</strong>" } ?? ""
      return [
        (task.content.due?.description ?? "") + late, HTMLText.isolated(task.content.owner ?? ""),
        task.severity.map(HTMLText.severity) ?? "", HTMLText.isolated(task.summary),
        task.content.ticket.map(HTMLText.isolated) ?? "",
      ]
    }
    return HTMLText.section(
      "todo", "To do",
      HTMLText.table(
        "Findings to remediate, earliest due date first",
        ["Due", "Owner", "Severity", "Summary", "Ticket"], rows))
  }

  var gone: String {
    let gone = report.gone
    guard !gone.isEmpty else { return "" }
    let entries = gone.map { left in
      let summary = left.summary.map { ": " + HTMLText.isolated($0) } ?? ""
      return "<li>\(HTMLText.code(left.target.description)) (\(left.reason))\(summary)\n"
        + HTMLItem.decision(left.verdict) + "</li>\n"
    }
    return HTMLText.section(
      "gone", "Decided earlier, no longer found", "<ul>\n\(entries.joined())</ul>\n")
  }

  var problems: String {
    guard !account.problems.isEmpty else { return "" }
    let entries = account.problems.map { problem in
      let place = problem.place.map { ", \(HTMLText.isolated($0))" } ?? ""
      return "<li>\(HTMLText.code(problem.file))\(place): "
        + "\(HTMLText.isolated(problem.message))</li>\n"
    }
    return HTMLText.section(
      "problems", "Problems with the evidence", "<ul>\n\(entries.joined())</ul>\n")
  }

  var evidence: String {
    let rows = account.files.map { file in
      [
        HTMLText.code(file.path), file.status.shownText, "\(file.bytes)",
        file.digest.map { "<code class=\"digest\">\($0)</code>" } ?? "not read",
      ]
    }
    return HTMLText.section(
      "evidence", "Evidence",
      rows.isEmpty
        ? "<p>No files.</p>\n"
        : HTMLText.table("Evidence files", ["File", "Content", "Bytes", "SHA-256"], rows))
  }

  var reviewers: String {
    let rows = report.participants.map {
      [
        HTMLText.isolated($0.reviewer.description), "\($0.changes)", "\($0.first)", "\($0.last)",
      ]
    }
    return HTMLText.section(
      "reviewers", "Reviewers",
      rows.isEmpty
        ? "<p>No decisions yet.</p>\n"
        : HTMLText.table(
          "Changes by reviewer", ["Name", "Changes", "First", "Last"], rows))
  }
}
