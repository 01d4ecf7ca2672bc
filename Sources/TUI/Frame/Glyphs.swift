/// The few characters that the console draws itself: lines, and the signs of cut text.
///
/// Plain U+2500 cells and not the line-drawing set of terminfo: three bytes against eleven, and
/// right in terminals that forgot their alternate character set. ASCII where the character set is
/// not UTF-8 or the auditor asks for it.
public enum Glyphs: Hashable, Sendable {
  case unicode, ascii

  /// The last column of a text that went on.
  public var ellipsis: String { self == .unicode ? "…" : "~" }
  /// What leads from one step of a path to the next.
  public var pathSeparator: String { self == .unicode ? "›" : ">" }
  /// The part of a progress bar that is done.
  public var progressDone: String { self == .unicode ? "━" : "#" }
  /// The part of a progress bar that is still to do.
  public var progressRest: String { self == .unicode ? "─" : "-" }

  /// A piece of a line or a bar in the signs of this set; other characters as they are.
  func own(_ glyph: String) -> String {
    guard self == .ascii, glyph.utf8.count > 1 else { return glyph }
    switch glyph {
    case Glyphs.unicode.progressDone: return progressDone
    case Glyphs.unicode.pathSeparator: return pathSeparator
    case Glyphs.unicode.ellipsis: return ellipsis
    default: return Glyphs.unicode.arms(of: glyph).map(line) ?? glyph
    }
  }

  /// The stand-in of a hidden character, in signs that this set has.
  func escape(_ glyph: String) -> String {
    guard self == .ascii else { return glyph }
    return "<" + glyph.dropFirst().dropLast() + ">"
  }

  /// The line that has these arms.
  func line(_ arms: LineArms) -> String {
    switch self {
    case .unicode: LineArms.unicode[Int(arms.rawValue)]
    case .ascii:
      arms.isSubset(of: .horizontal) ? "-" : arms.isSubset(of: .vertical) ? "|" : "+"
    }
  }

  /// The arms that a drawn line has; nil for what is no line.
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

/// In which directions a piece of a line leaves its cell.
struct LineArms: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let up = LineArms(rawValue: 1)
  static let down = LineArms(rawValue: 2)
  static let left = LineArms(rawValue: 4)
  static let right = LineArms(rawValue: 8)
  static let vertical: LineArms = [.up, .down]
  static let horizontal: LineArms = [.left, .right]

  /// The character of each set of arms, by raw value; half a line is drawn as a whole one.
  static let unicode = [
    " ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼",
  ]
}
