/// A color of the terminal's palette.
public enum Color: Hashable, Sendable {
  /// The default color of the terminal, the only one that is readable everywhere.
  case standard
  /// An index of the palette: 0–7 plain, 8–15 bright, 16–255 the color cube and grays.
  case palette(UInt8)

  /// The names of the first 16 colors, in order.
  static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue",
    "bright-magenta", "bright-cyan", "bright-white",
  ]

  /// The color that a word in a theme file names; nil for other words.
  init?(word: Substring) {
    if word == "default" {
      self = .standard
    } else if let index = Self.names.firstIndex(where: { $0 == word }) {
      self = .palette(UInt8(index))
    } else if let number = UInt8(word), word.allSatisfy(\.isNumber) {
      self = .palette(number)
    } else {
      return nil
    }
  }

  /// The nearest color that a terminal of `depth` has.
  func reduced(to depth: ColorDepth) -> Color {
    guard case .palette(let index) = self else { return self }
    switch depth {
    case .mono: return .standard
    case .colors256: return self
    case .colors16: return .palette(index < 16 ? index : Self.nearest(to: index))
    case .colors8:
      let bright = index < 16 ? index : Self.nearest(to: index)
      // Bright black is a gray; plain black would be invisible on a dark terminal.
      return bright == 8 ? .standard : .palette(bright % 8)
    }
  }

  /// The color among the first 16 that is nearest to a color of the cube or a gray.
  private static func nearest(to index: UInt8) -> UInt8 {
    let wanted = components(of: index)
    func distance(_ candidate: UInt8) -> Int {
      zip(wanted, components(of: candidate)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    return (0..<16).min { distance($0) < distance($1) } ?? 7
  }

  /// Red, green and blue as in xterm; nil for the default color.
  var components: [Int]? {
    if case .palette(let index) = self { Self.components(of: index) } else { nil }
  }

  /// Red, green and blue as in xterm.
  private static func components(of index: UInt8) -> [Int] {
    let number = Int(index)
    switch number {
    case 7: return [229, 229, 229]
    case 8: return [127, 127, 127]
    case 0..<16:
      let level = number < 8 ? 205 : 255
      return [0, 1, 2].map { number >> $0 & 1 == 1 ? level : 0 }
    case 232...:
      return Array(repeating: 8 + (number - 232) * 10, count: 3)
    default:
      let cube = number - 16
      return [cube / 36, cube / 6 % 6, cube % 6].map { $0 == 0 ? 0 : 55 + $0 * 40 }
    }
  }
}

/// The number of colors that a terminal shows.
public enum ColorDepth: String, CaseIterable, Hashable, Sendable {
  case colors256 = "256"
  case colors16 = "16"
  case colors8 = "8"
  case mono

  /// The depth of a terminal with `count` colors.
  public init(colorCount count: Int) {
    self = count >= 256 ? .colors256 : count >= 16 ? .colors16 : count >= 8 ? .colors8 : .mono
  }
}
