internal import Model
public import Platform

/// The review in which a decision was made, if it was carried forward.
public struct CarriedFrom: Hashable, Sendable {
  /// The date of the evidence of that review; nil if it does not state one.
  public let asOf: Instant?
  /// The digest of the last history entry of that review, which identifies the state that was
  /// carried forward.
  public let history: SHA256Digest?
  var unknown = UnknownMembers()

  init(asOf: Instant?, history: SHA256Digest?) {
    self.asOf = asOf
    self.history = history
  }

  init(_ session: ReviewSession) {
    self.init(asOf: session.evidence?.asOf, history: session.history.last?.hash)
  }

  /// The review as text: by the date of its evidence, if known.
  public var text: String {
    asOf.map { "the review of \(CalendarDay(containing: $0))" } ?? "an earlier review"
  }
}

extension CarriedFrom {
  package var json: JSONValue {
    .record(
      [
        ("asOf", asOf.map { .string($0.description) }),
        ("history", history.map { .string($0.description) }),
      ], unknown)
  }

  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(
      asOf: try reader.optionalInstant("asOf"), history: try reader.optionalDigest("history"))
    unknown = reader.unknown
  }
}
