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
    return "\(after.voidedSignatures ?? "the signature") will be void; yes changes the review: "
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

  /// The last valid signatures before the last change: `the signature of ann`; nil if that change
  /// voids none.
  private var voidedSignatures: String? {
    let session = review.session
    guard let last = session.signatures.last ?? nil, let changes = session.changes(since: last),
      let first = changes.first, changes.count == first.step.size
    else { return nil }
    let signers = session.signatures.compactMap { $0?.statement }
      .filter { $0.history.last == last.statement.history.last }.map(\.signer)
    return signers.count == 1
      ? "the signature of \(signers[0])" : "the signatures of \(signers.joined(separator: ", "))"
  }

  /// A warning that the last change voided signatures; nil if there was no valid signature.
  var voidedSignatureWarning: String? {
    voidedSignatures.map { "\($0) \($0.hasPrefix("the signatures") ? "are" : "is") now void" }
  }
}
