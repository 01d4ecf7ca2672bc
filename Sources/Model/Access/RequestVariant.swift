/// One way to make a request: what it is known to hold, and the tagging that comes first.
struct RequestVariant: Sendable {
  var context = RequestContext()
  /// The calls that set the tags that `context` speaks of.
  var requests: [TagRequest] = []

  /// The same with all that `other` knows, which prevails.
  func merging(_ other: RequestContext) -> RequestVariant {
    RequestVariant(context: context.merging(other), requests: requests)
  }
}

extension TagRequest {
  /// The tags as they are shown: `team=data`, `held (removed)`.
  var texts: [String] {
    changes.map { change in change.value.map { "\(change.key)=\($0)" } ?? "\(change.key) (removed)"
    }
  }
}
