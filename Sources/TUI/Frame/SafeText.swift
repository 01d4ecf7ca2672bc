/// Text that cannot harm a terminal: the only text that a frame takes.
///
/// What arrives from AWS may hold escape sequences, line breaks, right-to-left overrides and
/// characters without a shape. They are made visible, never dropped, so that two names which
/// differ also look different:
///
///     "ad\u{1B}[2Jmin"   ->   ad⟨U+001B⟩[2Jmin        runs: a d ⟨U+001B⟩ [ 2 J m i n
///
/// The escape is one run of its own that a frame draws in `StyleRole.escape`, so text which was
/// spelled `⟨U+001B⟩` in the evidence does not pass for one.
public struct SafeText: Hashable, Sendable {
  /// What is drawn as a whole or not at all: one character with its marks, or one escape.
  public struct Run: Hashable, Sendable {
    /// The characters drawn.
    public let glyph: String
    /// The columns they take, 1 or more.
    public let width: Int
    /// Whether the glyph stands for a character that cannot be shown itself.
    public let isEscape: Bool
  }

  /// The text from left to right.
  public private(set) var runs: [Run]
  /// The columns of all runs together.
  public private(set) var width: Int
  /// Whether the text went on after the limit it was made with.
  public private(set) var isCut: Bool

  /// Marks on one base beyond these are shown as escapes: ncurses keeps four, terminals fewer.
  static let mostMarks = 3

  /// The text of `string`, read no further than `limit` columns need.
  public init(_ string: String, limit: Int = .max) {
    self.init(runs: [], isCut: false)
    append(string.unicodeScalars, limit: limit)
  }

  /// The text of some runs in a row.
  init(runs: [Run], isCut: Bool) {
    self.runs = runs
    self.isCut = isCut
    width = runs.reduce(0) { $0 + $1.width }
  }

  /// Both texts in a row.
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
  /// The text of a literal, cleaned like any other: what is interpolated may be hostile.
  public init(stringLiteral value: String) { self.init(value) }
}

extension SafeText: CustomStringConvertible {
  /// The text as it is shown, safe to print on a terminal.
  public var description: String {
    runs.reduce(into: "") { $0 += $1.glyph }
  }
}

extension SafeText.Run {
  /// The visible stand-in of a scalar that has no shape of its own.
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

/// A base character that may still be followed by its marks.
private struct OpenCharacter {
  private var glyph: String
  private let columns: Int
  private var marks = 0

  init(base: Unicode.Scalar, columns: Int) {
    glyph = String(Character(base))
    self.columns = columns
  }

  var run: SafeText.Run { SafeText.Run(glyph: glyph, width: columns) }

  /// Whether the mark found room; one too many ends the character.
  mutating func take(mark: Unicode.Scalar) -> Bool {
    guard marks < SafeText.mostMarks else { return false }
    glyph.unicodeScalars.append(mark)
    marks += 1
    return true
  }
}

/// What becomes of a scalar.
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
      // Fillers and variation selectors are letters and marks by category, and show nothing.
      if scalar.properties.isDefaultIgnorableCodePoint {
        self = .hidden
        return
      }
      let columns = CharacterWidth.columns(of: scalar)
      self = columns == 0 ? .mark : .plain(columns: columns)
    }
  }
}
