/// One character cell of a frame.
public struct Cell: Hashable, Sendable {
  /// The grapheme shown; empty for the right half of a wide character.
  public var glyph: String
  /// The style role of the text, to which the theme assigns colors.
  public var role: StyleRole
  /// The highlight of a selected or marked row, on top of the role.
  public var emphasis: Emphasis

  /// A highlight that keeps the role of a cell visible.
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
