/// How a cell looks: what remains when a theme has decided about its role.
public struct Look: Hashable, Sendable {
  /// The colour of the letters.
  public var foreground: Color = .standard
  /// The colour behind them.
  public var background: Color = .standard
  /// Whether the letters are bold.
  public var isBold = false
  /// Whether a line is under them.
  public var isUnderlined = false
  /// Whether both colours change places.
  public var isReversed = false

  /// Plain text in the terminal's own colours.
  public init() {}

  /// The look with the colours that a terminal of `depth` has.
  func reduced(to depth: ColorDepth) -> Look {
    var look = self
    look.foreground = foreground.reduced(to: depth)
    look.background = background.reduced(to: depth)
    return look
  }

  /// This look laid over another.
  ///
  /// The row below the selection keeps no colours of its own: one attribute for the whole stretch
  /// is readable on every palette and cheap on the wire. Underlining shows through, so that an
  /// escape is not taken for plain text under the selection.
  func over(_ below: Look) -> Look {
    var look = self
    look.isBold = isBold || below.isBold
    look.isUnderlined = isUnderlined || below.isUnderlined
    return look
  }
}
