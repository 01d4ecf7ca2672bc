import Checklist
import Model
import Platform

extension PageTopic {
  /// Missing and damaged evidence, with the command that collects each kind.
  static let problems = PageTopic(ProblemsPage())
}

/// The record of the page.
private struct ProblemsPage: PageRecord {
  func step(isNamed: Bool, _ inventory: Inventory) -> String { "evidence problems" }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    ProblemsText(context).add(to: &text)
  }
}

/// What is wrong with the evidence, in one line.
struct EvidenceGaps {
  /// The kinds of evidence that are missing or partial and that an item needs, in a fixed order.
  let entries: [EvidenceInventory.Entry]
  let discrepancies: [EvidenceInventory.Discrepancy]
  let problems: [Problem]

  init(_ model: ConsoleModel) {
    let inventory = model.evidence
    entries = inventory.entries.filter {
      $0.status.state == .missing || $0.status.state == .partial
    }
    discrepancies = inventory.discrepancies.filter { $0.kind != .unlisted }
    problems = model.account.problems
  }

  var isEmpty: Bool { entries.isEmpty && discrepancies.isEmpty && problems.isEmpty }

  /// The counts in one line.
  var text: String {
    var words: [String] = []
    let missing = entries.count { $0.status.state == .missing }
    if missing > 0 { words.append("\(missing.counted("kind")) missing") }
    if entries.count > missing { words.append("\((entries.count - missing).grouped) partial") }
    if !problems.isEmpty { words.append(problems.count.counted("problem")) }
    if !discrepancies.isEmpty {
      words.append("\(discrepancies.count.counted("file")) changed since collection")
    }
    return words.isEmpty ? "complete" : words.joined(separator: ", ")
  }
}

/// All problems and gaps of the evidence, with the command that collects each kind again.
struct ProblemsText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(to text: inout TextBuilder) {
    let gaps = EvidenceGaps(context.model)
    text.paragraph("Evidence problems and gaps", role: .heading)
    if gaps.isEmpty {
      return text.paragraph(
        "None: every kind of evidence is complete, and every file could be read.", role: .good)
    }
    text.paragraph(
      "Run a command, save its output in the evidence folder, and open the review again"
        + (context.isPlain ? "." : "; y copies the command."))
    for state in [EvidenceStatus.State.missing, .partial] {
      let entries = gaps.entries.filter { $0.status.state == state }
      guard !entries.isEmpty else { continue }
      text.heading(
        state == .missing ? "Missing evidence" : "Partial evidence", count: entries.count)
      for entry in entries { add(entry, to: &text) }
    }
    add(gaps.problems, to: &text)
    guard !gaps.discrepancies.isEmpty else { return }
    text.heading("Changed since collection", count: gaps.discrepancies.count)
    for discrepancy in gaps.discrepancies {
      text.entry(
        discrepancy.file, aside: discrepancy.kind == .gone ? "no longer exists" : "content changed")
      addCommand(for: discrepancy.file, to: &text)
    }
  }

  private func add(_ entry: EvidenceInventory.Entry, to text: inout TextBuilder) {
    text.paragraph(
      "\(entry.status.kind.title): \(entry.status.reason ?? "")", role: .warning, indent: 2)
    for id in entry.opens {
      guard let number = context.model.number(of: id) else { continue }
      text.add(
        TextLine(
          [
            .init("    needed by "), .init(SafeText(id.rawValue), .link),
            .init(SafeText("  \(context.model.items[number].item.title)"), .muted),
          ], link: .item(number)), hanging: 6)
    }
    text.paragraph("$ " + entry.status.kind.command, role: .key, indent: 4)
  }

  private func add(_ problems: [Problem], to text: inout TextBuilder) {
    guard !problems.isEmpty else { return }
    text.heading("Problems in files", count: problems.count)
    var previous: String?
    for problem in problems {
      text.paragraph(
        problem.file + ": " + (problem.place.map { $0 + ": " } ?? "") + problem.message,
        role: .warning, indent: 2)
      if problem.file != previous { addCommand(for: problem.file, to: &text) }
      previous = problem.file
    }
  }

  /// Adds the command whose output is in the file: the recorded call, or else the one for its kind.
  private func addCommand(for file: String, to text: inout TextBuilder) {
    let account = context.model.account
    var command = account.manifest?.calls.first { $0.file == file }.map { call in
      "aws " + call.arguments.joined(separator: " ")
        + (call.region.map { " --region \($0)" } ?? "")
    }
    if command == nil,
      case .read(let kind)? = account.files.first(where: { $0.path == file })?.status
    {
      command = kind.command
    }
    if let command { text.paragraph("$ " + command, role: .key, indent: 4) }
  }
}
