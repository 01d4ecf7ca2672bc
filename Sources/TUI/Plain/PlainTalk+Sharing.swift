import Checklist
import Model

/// Other people's decisions in words: of a second person, of two who disagree, of an earlier review.
extension PlainTalk {
  /// Approves, rejects or takes a side, on this place or on the numbers behind the word; false where
  /// the word means none of these.
  mutating func share(_ word: String, on numbers: String) -> Bool {
    switch word {
    case "approve", "reject":
      guard let chosen = chosen(numbers) else { return true }
      let verdict: Approval.Verdict = word == "approve" ? .approved : .rejected
      guard let text = ask(verdict == .approved ? "text (optional)" : "why, . cancels"),
        text != "."
      else { return true }
      var prompt = ApprovalPrompt(verdict: verdict, targets: chosen)
      prompt.editor = LineEditor(text)
      loop.change { $0.confirm(prompt) }
      say(outcome)
    case "ours", "theirs":
      guard let chosen = chosen(numbers) else { return true }
      loop.change { $0.takeSide(ours: word == "ours", on: chosen) }
      say(outcome)
    case "carry" where !numbers.isEmpty: planCarry(numbers)
    case "gone" where numbers.isEmpty: say(PageText(context).body(of: .leftBehind))
    default: return false
    }
    return true
  }

  /// Says what carrying the review at `path` forward would do.
  private mutating func planCarry(_ path: String) {
    if let refusal = state.readOnlyRefusal { return say("\(refusal).") }
    _ = loop.take(loop.planning(path)())
    guard state.planned != nil else { return say(state.message?.text ?? "nothing to carry") }
    askForCarry()
  }

  /// Says what was planned, and carries it forward where the auditor agrees.
  mutating func askForCarry() {
    say(PageText(context).body(of: .carry))
    guard let answer = ask("carry forward, y or n") else { return }
    guard answer.lowercased().hasPrefix("y") else { return say("Nothing was carried forward.") }
    loop.change { $0.carryForward() }
    say(outcome)
  }
}
