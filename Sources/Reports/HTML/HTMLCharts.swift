internal import Checklist
internal import Model
internal import Platform

/// The charts, each with its numbers in a table below it.
struct HTMLCharts {
  private let report: ReviewReport

  init(_ report: ReviewReport) { self.report = report }

  /// All charts that have data.
  var html: String {
    let figures = [decisions, keyAges, use, paths].compactMap { $0 }.joined()
    return HTMLText.section(
      "charts", "Overview", "<div class=\"charts\">\n\(figures)</div>\n")
  }

  private func figure(
    _ id: String, _ title: String, _ description: String, _ drawing: SVGDrawing, _ table: String,
    note: String = ""
  ) -> String {
    "<figure>\n<h3>\(title)</h3>\n"
      + drawing.html(id: "c-\(id)", title: title, description: description)
      + (note.isEmpty ? "" : "<p class=\"muted\">\(note)</p>\n")
      + "<details><summary>\(title): data as a table</summary>\n\(table)</details>\n</figure>\n"
  }

  // MARK: Decisions by section

  private static let kinds: [(style: String, letter: String, title: String)] = [
    ("pass", "P", "passed"), ("justified", "J", "justified"), ("remediate", "R", "remediate"),
    ("notApplicable", "X", "not applicable"), ("falsePositive", "F", "false positive"),
    ("undecided", "–", "undecided"),
  ]

  private var decisions: String? {
    let sections = DecisionCounts.bySection(report)
    guard !sections.isEmpty else { return nil }
    var drawing = SVGDrawing()
    var y = 14
    for (section, counts) in sections {
      drawing.text(section.title, y: y, room: 240)
      drawing.text(
        "\(counts.decided) of \(counts.total)", x: SVGDrawing.width, y: y, room: 100, end: true)
      var x = 0
      var done = 0
      for (style, letter, _) in HTMLCharts.kinds {
        let count = counts[style]
        guard count > 0 else { continue }
        done += count
        let end = done * SVGDrawing.width / max(counts.total, 1)
        drawing.box(x: x, y: y + 6, width: end - x, height: 22, style: style)
        let label = "\(letter) \(count)"
        if end - x > label.count * 8 + 6 {
          drawing.text(label, x: x + 4, y: y + 22, room: end - x)
        }
        x = end
      }
      y += 52
    }
    let rows = sections.map { section, counts in
      [section.title] + HTMLCharts.kinds.map { "\(counts[$0.style])" }
    }
    let words = sections.map { section, counts in
      "\(section.title): \(counts.decided) of \(counts.total) decided"
    }
    return figure(
      "decisions", "Decisions by section", words.joined(separator: "; "), drawing,
      HTMLText.table(
        "Decisions by section", ["Section"] + HTMLCharts.kinds.map(\.title), rows),
      note: HTMLCharts.kinds.map { "\($0.letter) \($0.title)" }.joined(separator: ", "))
  }

  // MARK: Ages of access keys

  private var keyAges: String? {
    guard let ages = KeyAges(report), ages.total > 0 else { return nil }
    var drawing = SVGDrawing()
    let maximum = max(ages.classes.map(\.count).max() ?? 1, 1)
    for (index, ageClass) in ages.classes.enumerated() {
      let y = 16 + index * 30
      drawing.text(ageClass.title, y: y, room: 130)
      let width = ageClass.count * 160 / maximum
      if width > 0 {
        drawing.box(
          x: 135, y: y - 14, width: width, height: 20, style: ageClass.isOld ? "unused" : "used")
      }
      drawing.text("\(ageClass.count)", x: 141 + width, y: y, room: 40)
    }
    return figure(
      "keys", "Active access keys by age",
      ages.classes.map { "\($0.title): \($0.count)" }.joined(separator: "; "), drawing,
      HTMLText.table(
        "Active access keys by age", ["Since the last rotation", "Count"],
        ages.classes.map { [$0.title, "\($0.count)"] }),
      note: "Keys older than \(report.assessment.settings.maxAgeDays) days are findings.")
  }

  // MARK: Granted and used services

  private static let shownRoles = 12
  private static let shownPaths = 8

  private var use: String? {
    let all = RoleUse.all(report)
    guard !all.isEmpty else { return nil }
    let shown = all.prefix(HTMLCharts.shownRoles)
    var drawing = SVGDrawing()
    let maximum = max(shown.map(\.granted).max() ?? 1, 1)
    for (index, role) in shown.enumerated() {
      let y = 14 + index * 44
      drawing.text(role.name, y: y, room: 260)
      drawing.text(
        "\(role.used) of \(role.granted)", x: SVGDrawing.width, y: y, room: 80, end: true)
      let used = role.used * SVGDrawing.width / maximum
      let granted = role.granted * SVGDrawing.width / maximum
      if used > 0 { drawing.box(x: 0, y: y + 6, width: used, height: 14, style: "used") }
      drawing.box(x: used, y: y + 6, width: granted - used, height: 14, style: "unused")
    }
    let left = all.count - shown.count
    return figure(
      "use", "Services granted and used",
      shown.map { "\($0.name): \($0.used) of \($0.granted) used" }.joined(separator: "; "),
      drawing,
      HTMLText.table(
        "Services granted and used", ["Principal", "Granted", "Used"],
        shown.map { [HTMLText.isolated($0.name), "\($0.granted)", "\($0.used)"] }),
      note: "The first part of each bar shows services in use; the rest are granted but unused."
        + (left > 0 ? " \(left.counted("more principal")) under the item." : ""))
  }

  // MARK: Escalation paths

  private var paths: String? {
    let all = AdministratorPath.all(report)
    guard !all.isEmpty else { return nil }
    let shown = all.prefix(HTMLCharts.shownPaths)
    var drawing = SVGDrawing()
    var y = 0
    for path in shown {
      for (index, step) in (path.steps + ["administrator"]).enumerated() {
        if index > 0 {
          drawing.arrow(x: 20, y: y, length: 14)
          y += 14
        }
        let isEnd = index == path.steps.count
        let lines = SVGDrawing.broken(step, room: SVGDrawing.width - 16)
        let height = 8 + 17 * lines.count
        drawing.box(
          x: 0, y: y, width: isEnd ? 110 : SVGDrawing.width, height: height,
          style: isEnd ? "remediate" : "step")
        for (place, line) in lines.enumerated() {
          drawing.text(line, x: 8, y: y + 17 + place * 17, room: SVGDrawing.width - 16)
        }
        y += height
      }
      y += 18
    }
    let left = all.count - shown.count
    return figure(
      "paths", "Paths to administrator access",
      shown.map { $0.steps.joined(separator: ", then ") }.joined(separator: "; "), drawing,
      HTMLText.table(
        "Paths to administrator access", ["Principal", "Steps"],
        shown.map { path in
          [
            HTMLText.isolated(path.name),
            path.steps.map(HTMLText.isolated).joined(separator: ", then "),
          ]
        }), note: left > 0 ? "\(left.counted("more principal")) under the item." : "")
  }
}
