extension AccessSubject {
  /// The same principal with its permissions boundary, and only the policies for which `isKept`
  /// returns true.
  package func keepingBoundary(_ isKept: (AppliedPolicy) -> Bool) -> AccessSubject {
    with(policies: policies.filter(isKept), boundary: boundary)
  }
}
