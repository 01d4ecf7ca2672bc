/// One character cell of a frame.
public struct Cell: Hashable, Sendable {
  /// The grapheme shown; the right half of a wide character holds an empty string.
  public var glyph: String
  /// What the cell's text is, for the theme to colour.
  public var role: StyleRole
  /// Whether the row under the cursor or a mark lies over the role.
  public var emphasis: Emphasis

  /// What lies over a cell's role without hiding it.
  public enum Emphasis: Hashable, Sendable {
    case none, selected, selectedInactive, marked
  }

  /// A cell showing `glyph` in `role`.
  public init(glyph: String = " ", role: StyleRole = .text, emphasis: Emphasis = .none) {
    self.glyph = glyph
    self.role = role
    self.emphasis = emphasis
  }
}
