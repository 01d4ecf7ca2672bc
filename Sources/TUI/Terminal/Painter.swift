internal import CNcurses

/// Maps roles to ncurses attributes and color pairs, and caches the result.
struct Painter {
  /// The attributes and color pair of a cell.
  struct Ink {
    let attributes: UInt32
    let pair: Int32
  }

  private struct Style: Hashable {
    let role: StyleRole
    let emphasis: Cell.Emphasis
  }

  private struct Colors: Hashable {
    let foreground: Color
    let background: Color
  }

  private let theme: Theme
  private let depth: ColorDepth
  private var inks: [Style: Ink] = [:]
  private var pairs: [Colors: Int32] = [Colors(foreground: .standard, background: .standard): 0]
  private var last: (style: Style, ink: Ink)?

  init(theme: Theme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
  }

  mutating func ink(for cell: Cell) -> Ink {
    let style = Style(role: cell.role, emphasis: cell.emphasis)
    // Adjacent cells usually have the same style.
    if let last, last.style == style { return last.ink }
    let found = inks[style] ?? makeInk(style)
    inks[style] = found
    last = (style, found)
    return found
  }

  private mutating func makeInk(_ style: Style) -> Ink {
    let look = theme.look(of: style.role, emphasis: style.emphasis, depth: depth)
    var attributes = 0
    if look.isBold { attributes |= Int(IAMR_BOLD) }
    if look.isUnderlined { attributes |= Int(IAMR_UNDERLINE) }
    if look.isReversed { attributes |= Int(IAMR_REVERSE) }
    let pair = pair(Colors(foreground: look.foreground, background: look.background))
    return Ink(attributes: UInt32(attributes), pair: pair)
  }

  /// The number of a color pair; 0, the default colors, if ncurses cannot define more pairs.
  private mutating func pair(_ colors: Colors) -> Int32 {
    if let known = pairs[colors] { return known }
    let number = Int32(pairs.count)
    let isDefined = iamr_define_pair(
      number, colors.foreground.number, colors.background.number)
    pairs[colors] = isDefined ? number : 0
    return isDefined ? number : 0
  }
}

extension Color {
  /// The number of the color in ncurses; -1 is the default color of the terminal.
  fileprivate var number: Int32 {
    switch self {
    case .standard: -1
    case .palette(let index): Int32(index)
    }
  }
}
