extension Instant {
  /// The time for a line that people read: `2026-11-24 02:41 UTC`.
  package var toTheMinute: String {
    let text = description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }
}
