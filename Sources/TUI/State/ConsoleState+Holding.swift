import Checklist
import Model
import Platform

/// A change that voids signatures, held back until the auditor confirms it.
indirect enum HeldChange: Equatable {
  case change(to: ConsoleState, effects: [ConsoleEffect], input: InputState?)
}

extension ConsoleState {
  /// Makes a change, unless it voids a valid signature: then the state stays as it was, and the
  /// auditor is asked first.
  mutating func holdingBack(
    _ change: (inout ConsoleState) -> [ConsoleEffect]
  ) -> [ConsoleEffect] {
    guard held == nil, !review.session.currentSignatures.isEmpty else { return change(&self) }
    let before = self
    let effects = change(&self)
    guard effects.contains(.save),
      review.session.history.count > before.review.session.history.count
    else { return effects }
    let after = self
    self = before
    held = .change(to: after, effects: effects, input: input)
    // If the connection drops now, nothing that was typed is lost.
    if case .form(let form) = input {
      drafts[form.draftKey] = form
      draftsAreKept = false
    }
    message = nil
    input = .confirmation(LineEditor())
    return []
  }

  /// The question whether to make the held change; nil if there is none.
  var heldQuestion: String? {
    guard case .change(let after, _, _)? = held else { return nil }
    return ConsoleState.signatures(of: after.voidedSigners)
      + " will be void; yes changes the review: "
  }

  /// Makes the held change if the answer is yes; otherwise nothing changes, and an open form stays
  /// open.
  mutating func answer(_ text: String) -> [ConsoleEffect] {
    guard case .change(var after, let effects, let input)? = held else { return [] }
    guard text.trimmed.lowercased() == "yes" else {
      held = nil
      self.input = input
      message = .refused("nothing was changed; the review is still signed")
      return []
    }
    after.size = size
    after.now = now
    // The draft of the confirmed form may have been saved in the meantime.
    after.draftsAreKept = draftsAreKept && after.drafts == drafts
    self = after
    return effects
  }

  /// Shows a change that is to be saved, with a warning if it voids signatures.
  mutating func reportChange(_ words: String) -> [ConsoleEffect] {
    let signers = voidedSigners
    guard !signers.isEmpty else {
      message = .done(words)
      return [.save]
    }
    let verb = signers.count == 1 ? "is" : "are"
    message = .refused("\(words); \(ConsoleState.signatures(of: signers)) \(verb) now void")
    return [.save]
  }

  private static func signatures(of signers: [String]) -> String {
    guard !signers.isEmpty else { return "the signature" }
    return signers.count == 1
      ? "the signature of \(signers[0])" : "the signatures of \(signers.joined(separator: ", "))"
  }

  /// The people whose valid signatures the last change voids.
  private var voidedSigners: [String] {
    let session = review.session
    guard let last = session.signatures.last ?? nil, let changes = session.changes(since: last),
      let first = changes.first, changes.count == first.step.size
    else { return [] }
    return session.signatures.compactMap { $0?.statement }
      .filter { $0.history.last == last.statement.history.last }.map(\.signer)
  }
}
