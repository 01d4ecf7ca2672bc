/// Text that cannot control a terminal, the only text that a frame accepts.
///
/// Text from AWS can contain escape sequences, line breaks, right-to-left overrides and invisible
/// characters. They are shown as escapes and never dropped, so that two different names also look
/// different:
///
///     "ad\u{1B}[2Jmin"   ->   ad⟨U+001B⟩[2Jmin        runs: a d ⟨U+001B⟩ [ 2 J m i n
///
/// An escape is a separate run that a frame draws in `StyleRole.escape`. Evidence that contains the
/// literal text `⟨U+001B⟩` therefore looks different.
public struct SafeText: Hashable, Sendable {
  /// A unit that is drawn completely or not at all: one character with its marks, or one escape.
  public struct Run: Hashable, Sendable {
    /// The characters to draw.
    public let glyph: String
    /// The number of columns, 1 or more.
    public let width: Int
    /// Whether the glyph replaces a character that cannot be shown.
    public let isEscape: Bool
  }

  /// The text from left to right.
  public private(set) var runs: [Run]
  /// The number of columns of all runs.
  public private(set) var width: Int
  /// Whether the text was truncated at the limit with which it was created.
  public private(set) var isCut: Bool

  /// The number of combining marks shown on a base character; further ones are shown as escapes.
  /// ncurses keeps four, terminals fewer.
  static let maximumMarks = 3

  /// The text of `string`. Reading stops after `limit` columns.
  public init(_ string: String, limit: Int = .max) {
    self.init(runs: [], isCut: false)
    append(string.unicodeScalars, limit: limit)
  }

  /// The text of several runs.
  init(runs: [Run], isCut: Bool) {
    self.runs = runs
    self.isCut = isCut
    width = runs.reduce(0) { $0 + $1.width }
  }

  /// The concatenation of two texts.
  public static func + (left: SafeText, right: SafeText) -> SafeText {
    var both = left
    both += right
    return both
  }

  /// Appends a text in place.
  public static func += (left: inout SafeText, right: SafeText) {
    left.runs += right.runs
    left.width += right.width
    left.isCut = left.isCut || right.isCut
  }

  private mutating func append(_ scalars: String.UnicodeScalarView, limit: Int) {
    runs.reserveCapacity(min(limit, scalars.underestimatedCount, 256))
    var open: OpenCharacter?
    for scalar in scalars {
      let next: Run
      switch Kind(of: scalar) {
      case .plain(let columns):
        close(&open)
        guard width + columns <= limit else {
          isCut = true
          return
        }
        width += columns
        open = OpenCharacter(base: scalar, columns: columns)
        continue
      case .mark:
        if open?.take(mark: scalar) == true { continue }
        next = Run(escaping: scalar)
      case .hidden:
        next = Run(escaping: scalar)
      }
      close(&open)
      guard width + next.width <= limit else {
        isCut = true
        return
      }
      width += next.width
      runs.append(next)
    }
    close(&open)
  }

  private mutating func close(_ open: inout OpenCharacter?) {
    if let done = open { runs.append(done.run) }
    open = nil
  }
}

extension SafeText: ExpressibleByStringInterpolation {
  /// The text of a literal, sanitized like any other, because interpolated values can be hostile.
  public init(stringLiteral value: String) { self.init(value) }
}

extension SafeText: CustomStringConvertible {
  /// The text as shown, safe to print on a terminal.
  public var description: String {
    runs.reduce(into: "") { $0 += $1.glyph }
  }
}

extension SafeText.Run {
  /// The visible escape of a scalar that cannot be shown.
  fileprivate init(escaping scalar: Unicode.Scalar) {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let padding = String(repeating: "0", count: max(0, 4 - digits.count))
    glyph = "⟨U+\(padding)\(digits)⟩"
    width = 4 + padding.count + digits.count
    isEscape = true
  }

  fileprivate init(glyph: String, width: Int) {
    self.glyph = glyph
    self.width = width
    isEscape = false
  }
}

/// A base character that can still be followed by its marks.
private struct OpenCharacter {
  private var glyph: String
  private let columns: Int
  private var marks = 0

  init(base: Unicode.Scalar, columns: Int) {
    glyph = String(Character(base))
    self.columns = columns
  }

  var run: SafeText.Run { SafeText.Run(glyph: glyph, width: columns) }

  /// Adds a mark; returns false if the character already has the maximum number of marks.
  mutating func take(mark: Unicode.Scalar) -> Bool {
    guard marks < SafeText.maximumMarks else { return false }
    glyph.unicodeScalars.append(mark)
    marks += 1
    return true
  }
}

/// How a scalar is shown.
private enum Kind {
  case plain(columns: Int), mark, hidden

  init(of scalar: Unicode.Scalar) {
    if scalar.value >= 0x20, scalar.value < 0x7F {
      self = .plain(columns: 1)
      return
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      self = .hidden
    default:
      // Fillers and variation selectors are categorized as letters and marks, but are invisible.
      if scalar.properties.isDefaultIgnorableCodePoint {
        self = .hidden
        return
      }
      let columns = CharacterWidth.columns(of: scalar)
      self = columns == 0 ? .mark : .plain(columns: columns)
    }
  }
}
