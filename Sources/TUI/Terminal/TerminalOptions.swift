/// The options of the terminal, from the command line and the environment.
public struct TerminalOptions: Hashable, Sendable {
  /// The terminal's name; TERM if nil.
  public var term: String?
  /// Whether lines and marks are drawn in ASCII, even if the terminal supports UTF-8.
  public var isASCII = false
  /// The colors of the roles.
  public var theme = Theme()
  /// Whether colors are off, such as by NO_COLOR.
  public var noColor = false
  /// Whether mouse support is on. The terminal then does not select text with the mouse.
  public var mouse = false
  /// Whether keys are read from the controlling terminal if standard input is a pipe with evidence.
  public var readsControllingTerminal = false

  /// The defaults: TERM, an empty theme, no mouse.
  public init() {}
}
