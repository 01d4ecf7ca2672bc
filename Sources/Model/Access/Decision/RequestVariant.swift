/// A variant of a request: its context, and the calls that set tags first.
struct RequestVariant: Sendable {
  var context = RequestContext()
  /// The calls that set the tags in `context`.
  var requests: [TagRequest] = []

  /// The variant with the context of `other`, which takes precedence.
  func merging(_ other: RequestContext) -> RequestVariant {
    RequestVariant(context: context.merging(other), requests: requests)
  }
}

extension TagRequest {
  /// The tags for display: `team=data`, `held (removed)`.
  var texts: [String] { changes.map(\.text) }
}

extension TagChange {
  /// The tag for display: `team=data`, `held (removed)`.
  var text: String { value.map { "\(key)=\($0)" } ?? "\(key) (removed)" }
}
