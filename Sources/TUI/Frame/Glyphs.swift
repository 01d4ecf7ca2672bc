/// The characters that the console itself draws: lines, and marks for truncated text.
///
/// Lines are U+2500 characters instead of the terminfo line-drawing set: they take 3 bytes instead
/// of 11, and work in terminals that lost their alternate character set. ASCII is used if the
/// character set is not UTF-8 or if the auditor selected it.
public enum Glyphs: Hashable, Sendable {
  case unicode, ascii

  /// The last column of a truncated text.
  public var ellipsis: String { self == .unicode ? "…" : "~" }
  /// The separator between the steps of a path.
  public var pathSeparator: String { self == .unicode ? "›" : ">" }
  /// The completed part of a progress bar.
  public var progressDone: String { self == .unicode ? "━" : "#" }
  /// The remaining part of a progress bar.
  public var progressRest: String { self == .unicode ? "─" : "-" }

  /// The glyph of this set for a piece of a line or a bar; other characters are unchanged.
  func own(_ glyph: String) -> String {
    guard self == .ascii, glyph.utf8.count > 1 else { return glyph }
    switch glyph {
    case Glyphs.unicode.progressDone: return progressDone
    case Glyphs.unicode.pathSeparator: return pathSeparator
    case Glyphs.unicode.ellipsis: return ellipsis
    default: return Glyphs.unicode.arms(of: glyph).map(line) ?? glyph
    }
  }

  /// The escape of a hidden character, in glyphs of this set.
  func escape(_ glyph: String) -> String {
    guard self == .ascii else { return glyph }
    return "<" + glyph.dropFirst().dropLast() + ">"
  }

  /// The line with these arms.
  func line(_ arms: LineArms) -> String {
    switch self {
    case .unicode: LineArms.unicode[Int(arms.rawValue)]
    case .ascii:
      arms.isSubset(of: .horizontal) ? "-" : arms.isSubset(of: .vertical) ? "|" : "+"
    }
  }

  /// The arms of a drawn line; nil if `glyph` is not a line.
  func arms(of glyph: String) -> LineArms? {
    switch self {
    case .ascii:
      switch glyph {
      case "-": .horizontal
      case "|": .vertical
      case "+": [.horizontal, .vertical]
      default: nil
      }
    case .unicode:
      LineArms.unicode.lastIndex(of: glyph).flatMap {
        $0 == 0 ? nil : LineArms(rawValue: UInt8($0))
      }
    }
  }
}

/// The directions in which a piece of a line leaves its cell.
struct LineArms: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let up = LineArms(rawValue: 1)
  static let down = LineArms(rawValue: 2)
  static let left = LineArms(rawValue: 4)
  static let right = LineArms(rawValue: 8)
  static let vertical: LineArms = [.up, .down]
  static let horizontal: LineArms = [.left, .right]

  /// The character for each set of arms, by raw value; half a line is drawn as a full one.
  static let unicode = [
    " ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼",
  ]
}
