extension String {
  /// The text with a capital letter at its start.
  package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// At most `limit` characters; a longer text ends with an ellipsis.
  package func limited(to limit: Int) -> String {
    count <= limit ? self : prefix(limit - 1) + "…"
  }
}
