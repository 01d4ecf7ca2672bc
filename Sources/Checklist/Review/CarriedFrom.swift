public import Model

/// The review that a decision was made in, when it stands in a later one.
public struct CarriedFrom: Hashable, Sendable {
  /// The moment of the evidence that was reviewed there; nil where that review does not tell.
  public let asOf: Instant?
  /// The digest of the last entry of that review's history: which state of it was carried forward.
  public let history: SHA256Digest?
  var unknown = UnknownMembers()

  init(asOf: Instant?, history: SHA256Digest?) {
    self.asOf = asOf
    self.history = history
  }

  init(_ session: ReviewSession) {
    self.init(asOf: session.evidence?.asOf, history: session.history.last?.hash)
  }

  /// The day of that review's evidence, or words where it is not known.
  public var words: String {
    asOf.map { "the review of \(CalendarDay(containing: $0))" } ?? "an earlier review"
  }
}

extension CarriedFrom {
  var json: JSONValue {
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
