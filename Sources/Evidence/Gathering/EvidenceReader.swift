internal import Platform

/// Reads one form of answer of AWS.
struct EvidenceReader: Sendable {
  /// Whether the answer has this form, by its members.
  let recognizes: @Sendable (JSONNode) -> Bool
  let read: @Sendable (Answer, inout Gathering) -> Void
}
