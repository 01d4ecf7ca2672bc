/// The look of a cell: the colors and attributes that a theme assigns to its role.
public struct Look: Hashable, Sendable {
  /// The color of the text.
  public var foreground: Color = .standard
  /// The background color.
  public var background: Color = .standard
  /// Whether the text is bold.
  public var isBold = false
  /// Whether the text is underlined.
  public var isUnderlined = false
  /// Whether foreground and background are swapped.
  public var isReversed = false

  /// Plain text in the default colors of the terminal.
  public init() {}

  /// The look in the colors of a terminal of `depth`.
  func reduced(to depth: ColorDepth) -> Look {
    var look = self
    look.foreground = foreground.reduced(to: depth)
    look.background = background.reduced(to: depth)
    return look
  }

  /// This look on top of another.
  ///
  /// A selected row has only the colors of the selection: one attribute for the whole row is
  /// readable with every palette and takes few bytes. Underlining is kept, so that an escape does
  /// not look like plain text in the selection.
  func over(_ below: Look) -> Look {
    var look = self
    look.isBold = isBold || below.isBold
    look.isUnderlined = isUnderlined || below.isUnderlined
    return look
  }
}
