/// Why a policy that comes close to a requirement does not meet it.
struct NearMiss: Hashable {
  /// The reason as a fact. This text must never change, because a decision is stale if its facts
  /// change.
  let fact: String
  /// The reason for a sentence; empty if the sentence contains it already.
  let words: String

  init(_ fact: String, words: String? = nil) {
    self.fact = fact
    self.words = words ?? fact
  }
}
