import Checklist
import Model
import Platform
import Workspace

/// A session that another process had open.
struct LockedReview: Hashable, Sendable {
  /// Whether the console waits until the process that has the review open leaves.
  var isWaiting = true
  /// The time at which the session was read.
  let since: Instant
  /// What changed since then, and that the review can be taken over; nil if nothing is offered.
  var offer: String?
}

extension ConsoleState {
  /// Why the review cannot be taken over; nil if it can.
  var takeoverRefusal: String? {
    if opening != nil { return "the evidence is still being read" }
    guard locked == nil else { return nil }
    return review.save.readOnlyReason ?? "you have the review open already"
  }

  /// Offers to take over the review that its writer left. While something is typed, the offer waits.
  mutating func take(_ left: WriterLeft) {
    guard locked != nil else { return }
    let words = "\(left.holder.person) closed the review: \(changes(to: left.session))"
    locked?.isWaiting = false
    locked?.offer = words
    // The keys that answer replace the notice that the review is read-only.
    message = nil
    review.save = .readOnly("\(left.holder.person) closed the review; :takeover takes it over")
  }

  /// Shows the offer, unless something is typed.
  mutating func showOffer() {
    if case .offer? = input, locked?.offer == nil { input = nil }
    if input == nil, opening == nil, let words = locked?.offer { input = .offer(words) }
  }

  /// Hides the offer while a key acts on what is below it.
  mutating func hideOffer() { if case .offer? = input { input = nil } }

  /// Takes the lock and reads the session again.
  mutating func takeOver() -> [ConsoleEffect] {
    locked?.offer = nil
    hideOffer()
    message = .done("taking over the review")
    return [.takeOver]
  }

  /// Stays read-only.
  mutating func declineTakeover() {
    locked?.offer = nil
    hideOffer()
    message = .done("still read-only; :takeover takes the review over later")
  }

  /// Continues with the session that was taken over. Marks and cursors stay where they are.
  mutating func take(_ outcome: Result<TakenOver, TakeoverFailure>) -> [ConsoleEffect] {
    switch outcome {
    case .success(let taken):
      let words = changes(to: taken.session)
      locked = nil
      review.session = taken.session
      review.statuses.recompute(taken.session, model, at: now)
      review.save = SaveState(taken.session, lockedBy: nil)
      take(taken.drafts)
      message = taken.notice.map(Message.refused) ?? .done("you have the review open now: \(words)")
      return []
    case .failure(.held(let holder)):
      let isWaiting = locked?.isWaiting ?? false
      locked?.isWaiting = true
      review.save = SaveState(review.session, lockedBy: holder)
      message = .refused("\(holder.person) has the review open now; it stays read-only here")
      return isWaiting ? [] : [.awaitWriter]
    case .failure(.impossible(let sentence)):
      message = .refused("not taken over: \(sentence)")
      return []
    }
  }

  /// What changed since the session was read: `4 decisions since 2026-11-24 14:02 UTC`.
  private func changes(to session: ReviewSession?) -> String {
    guard let session, let since = locked?.since else { return "its session cannot be read" }
    let old = review.session.history
    guard session.history.count >= old.count,
      old.isEmpty || session.history[old.count - 1].hash == old.last?.hash
    else { return "its history was replaced since \(since.toTheMinute)" }
    let new = session.history[old.count...]
    let decisions = new.reduce(0) { $0 + $1.change.decisionCount }
    let signatures = session.signatures.count - review.session.signatures.count
    let counts = [
      (decisions, "decision"), (new.changeCount - decisions, "other change"),
      (signatures, "signature"),
    ].filter { $0.0 > 0 }.map { $0.0.counted($0.1) }
    let what = counts.isEmpty ? "nothing changed" : counts.joined(separator: ", ")
    return "\(what) since \(since.toTheMinute)"
  }
}

extension String {
  /// The person in the text of a lock: `ann@jump1`.
  fileprivate var person: String { String(prefix { $0 != "," }) }
}
