/// What the auditor asked of the terminal, and what the environment says of it.
public struct TerminalOptions: Hashable, Sendable {
  /// The terminal's name; TERM where it is nil.
  public var term: String?
  /// Lines and signs of ASCII even where UTF-8 works.
  public var isASCII = false
  /// The colors of the roles.
  public var theme = Theme()
  /// Whether no color is shown: NO_COLOR, or asked for.
  public var noColor = false
  /// Whether the mouse is ours; the terminal then no longer selects text with it.
  public var mouse = false
  /// Whether keys come from the controlling terminal where standard input is a pipe with evidence.
  public var readsControllingTerminal = false

  /// TERM, the theme of no colors, no mouse.
  public init() {}
}
