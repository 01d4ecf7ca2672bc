import Checklist
import Model
import Platform

/// The first line: account, evidence, progress, and whether the review is saved.
enum StatusLine {
  static func draw(_ state: ConsoleState, in area: Area, into frame: inout Frame) {
    frame.fill(area, role: .status)
    if let opening = state.opening {
      frame.put(
        SafeText(opening), at: Position(row: area.row, column: area.column), limit: area.columns,
        role: .status)
      return
    }
    let (saved, role) = saveState(state.review.save)
    let statuses = state.review.statuses
    var progress = "\(statuses.totalUndecided) of \(statuses.total) undecided"
    let marks = state.pages.isEmpty ? state.checklist.marks.count : state.shownMarks.count
    let drafts = state.drafts.count
    if drafts > 0 { progress = "\(drafts.counted("draft"))  " + progress }
    if marks > 0 { progress = "\(marks) marked  " + progress }
    // The reason why a save failed can be long, and is more important than the account name.
    let savedText = SafeText(saved)
    let savedWidth = min(savedText.width, max(8, area.columns * 2 / 3))
    let end = area.column + area.columns
    frame.put(
      savedText, at: Position(row: area.row, column: end - savedWidth), limit: savedWidth,
      role: role)
    let progressText = SafeText(progress)
    let progressEnd = end - savedWidth - 2
    guard progressEnd > area.column else { return }
    let progressStart = frame.put(
      progressText, row: area.row, endingBefore: progressEnd,
      limit: progressEnd - area.column, role: .status)
    let room = progressStart - 2 - area.column
    let names = [state.model.account.id, state.model.account.alias].compactMap { $0 }
    let evidence = evidence(state.model.account)
    let number = names.first ?? "unknown account"
    // The number identifies the account. If there is not enough room, the alias is dropped first,
    // then the date. The warning about mixed accounts is kept.
    let shortest =
      state.model.account.otherAccounts.first.map { "\(number) and \($0) (mixed evidence)" }
      ?? number
    let candidates = [
      "\(names.joined(separator: " "))  \(evidence)", "\(number)  \(evidence)", shortest,
    ].map { SafeText($0) }
    let fitting = candidates.first { $0.width <= room } ?? candidates[2]
    frame.put(
      fitting, at: Position(row: area.row, column: area.column), limit: room,
      role: state.model.account.otherAccounts.isEmpty ? .status : .error)
  }

  /// The date and source of the evidence.
  private static func evidence(_ account: Account) -> String {
    if let other = account.otherAccounts.first {
      return "also contains evidence of account \(other)"
    }
    let origin: String =
      switch account.asOf.origin {
      case .given: "as given"
      case .manifest: "manifest"
      case .credentialReport: "report"
      case .newestFact: "newest date"
      case .fileModification: "file times"
      }
    let day = CalendarDay(containing: account.asOf.instant)
    return "evidence \(day) (\(origin))"
  }

  private static func saveState(_ save: SaveState) -> (String, StyleRole) {
    switch save {
    case .saved: ("saved", .status)
    case .savedWith(let sentence): ("saved: \(sentence)", .warning)
    case .notSaved(let reason): ("NOT SAVED: \(reason)", .error)
    case .readOnly: ("read-only", .warning)
    }
  }
}
