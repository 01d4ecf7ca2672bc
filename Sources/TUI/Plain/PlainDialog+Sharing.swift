import Checklist
import Model
import Reports

/// Work with others in plain mode: approvals, conflicts, and earlier reviews.
extension PlainDialog {
  /// Approves, rejects or resolves conflicts, for the current place or the given numbers. Returns
  /// false if `word` is none of these commands.
  mutating func share(_ word: String, on numbers: String) -> Bool {
    switch word {
    case "approve", "reject":
      guard let chosen = chosen(numbers) else { return true }
      let verdict: Approval.Verdict = word == "approve" ? .approved : .rejected
      guard let text = ask(verdict == .approved ? "comment (optional)" : "reason, . cancels"),
        text != "."
      else { return true }
      var prompt = ApprovalPrompt(verdict: verdict, targets: chosen)
      prompt.editor = LineEditor(text)
      change { $0.confirm(prompt) }
      show(outcome)
    case "ours", "theirs":
      guard let chosen = chosen(numbers) else { return true }
      change { $0.takeSide(ours: word == "ours", on: chosen) }
      show(outcome)
    case "carry" where !numbers.isEmpty: planCarry(numbers)
    case "gone" where numbers.isEmpty: show(context.body(of: .dropped))
    default: return false
    }
    return true
  }

  /// Shows what carrying forward the review at `path` would change, and asks for confirmation.
  private mutating func planCarry(_ path: String) {
    if let refusal = state.readOnlyRefusal { return show("\(refusal).") }
    _ = loop.take(loop.planning(path)())
    guard state.planned != nil else { return show(state.message?.text ?? "nothing to carry") }
    offerCarryForward()
  }

  /// Shows the planned carry-forward, and performs it if the auditor confirms.
  mutating func offerCarryForward() {
    show(context.body(of: .carry))
    guard let answer = ask("carry forward, y or n") else { return }
    guard answer.lowercased().hasPrefix("y") else { return show("Nothing was carried forward.") }
    change { $0.carryForward() }
    show(outcome)
  }
}
