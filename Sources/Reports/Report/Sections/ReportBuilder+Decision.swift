internal import Checklist
internal import Model
internal import Platform

extension ReportBuilder {
  /// A decision with its author and all other fields. `numbers` are the findings that it covers, if
  /// there are several beside it.
  func decision(_ verdict: Verdict, on numbers: [String]) -> Block {
    .callout(
      Callout(kind: Callout.Kind(verdict.disposition), blocks: words(of: verdict, on: numbers)))
  }

  /// The words of a decision, in short blocks.
  func words(of verdict: Verdict, on numbers: [String] = []) -> [Block] {
    let covers: [Inline] = numbers.isEmpty ? [] : [.text(" (\(ReportBuilder.runs(numbers)))")]
    guard let decision = verdict.decision else {
      return [.paragraph([.strong("Undecided")] + covers + [.text(".")])]
    }
    let content = decision.content
    var head: [[Inline]] = [[.strong(verdict.title.capitalizedFirst)] + covers]
    if let owner = content.owner { head.append([.text("owner "), .name(owner)]) }
    if let due = content.due { head.append([.text("due "), .whole(due.description)]) }
    if let kind = content.justification { head.append([.text(kind.title)]) }
    if let expires = content.expires {
      head.append([.text("valid until "), .whole(expires.description)])
    }
    if let ticket = content.ticket { head.append([.text("ticket "), .name(ticket)]) }
    let note = content.note.trimmed
    let isShort = note.count <= ReportBuilder.shortNote && !note.contains(where: \.isNewline)
    let isQuoted = !note.hasNoVisibleText && isShort
    var blocks: [Block] = [
      .paragraph(
        [Inline].joined(head, by: "; ") + [.text(isQuoted ? ": " : ". ")]
          + (isQuoted
            ? [.emphasis(note), .text(note.last?.isPunctuation == true ? " " : ". ")] : [])
          + authors(decision))
    ]
    if !note.hasNoVisibleText, !isShort { blocks.append(.quotation(content.note)) }
    for change in verdict.changes where !change.repeatsSummary {
      let (old, new) = change.values
      blocks.append(
        .note([
          .text("Changed since the decision: "), .name(change.label), .text(" was "), .name(old),
          .text(", is now "), .name(new), .text("."),
        ]))
    }
    for side in decision.conflict?.sides ?? [] {
      var words: [Inline] = [.text("Conflicting decision: ")]
      if let side {
        words += [
          .name(side.by.person), .text(" on "), .whole(side.at.calendarDay.description),
          .text(": "),
        ]
      }
      blocks.append(.note(words + [.name(side.text)]))
    }
    return blocks
  }

  /// The length of a note up to which it is in the line of its decision, in characters.
  private static let shortNote = 200

  private func authors(_ decision: Decision) -> [Inline] {
    var words: [Inline] = [
      .text("Decided by "), .name(decision.by.person), .text(" on "),
      .whole(decision.at.calendarDay.description), .text("."),
    ]
    if let carried = decision.carried {
      words.append(.text(" Carried forward from \(carried.text)."))
    }
    if let approval = decision.approval {
      words += [
        .text(approval.verdict == .approved ? " Approved by " : " Rejected by "),
        .name(approval.by.person), .text(" on "), .whole(approval.at.calendarDay.description),
      ]
      words += approval.text.isBlank ? [.text(".")] : [.text(": "), .name(approval.text)]
    }
    return words
  }

  /// Numbers as ranges: `7.1–7.3, 7.5`.
  static func runs(_ numbers: [String]) -> String {
    var runs: [(first: String, last: String)] = []
    for number in numbers {
      if let run = runs.last, follows(number, run.last) {
        runs[runs.count - 1].last = number
      } else {
        runs.append((number, number))
      }
    }
    return runs.map { $0.first == $0.last ? $0.first : "\($0.first)–\($0.last)" }
      .joined(separator: ", ")
  }

  private static func follows(_ number: String, _ last: String) -> Bool {
    let (mine, other) = (number.split(separator: "."), last.split(separator: "."))
    guard mine.count == 2, other.count == 2, mine[0] == other[0], let one = Int(mine[1]),
      let two = Int(other[1])
    else { return false }
    return one == two + 1
  }
}
