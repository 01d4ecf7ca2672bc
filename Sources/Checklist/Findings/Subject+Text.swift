extension Subject {
  /// The subject for people: `user alice`; the root user has no name of its own.
  package var text: String { kind == .root ? "root user" : "\(kind.rawValue) \(name)" }
}
