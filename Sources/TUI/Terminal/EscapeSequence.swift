/// A complete control sequence: ESC [, parameters, a final character.
struct EscapeSequence {
  private let numbers: [Int]
  private let isSGRMouse: Bool
  /// Whether it contains a private marker or an intermediate byte, which no key sends.
  private let isPrivate: Bool
  private let final: Character

  init(parameters: [UInt8], final: UInt8) {
    self.final = Character(Unicode.Scalar(final))
    isSGRMouse = parameters.first == UInt8(ascii: "<")
    isPrivate = parameters.contains { !(0x30...0x3B).contains($0) }
    let digits = parameters.drop { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: ";") }
    // A parameter can have subparameters (`1:2`); the first identifies the key.
    let fields = digits.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    numbers =
      digits.isEmpty
      ? []
      : fields.map { field in
        Int(String(decoding: field.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)) ?? 0
      }
  }

  var beginsPaste: Bool { final == "~" && !isPrivate && numbers.first == 200 }
  var isOldMouse: Bool { final == "M" && !isPrivate && numbers.isEmpty }

  /// The key that sends the sequence; nil for other sequences, such as responses of the terminal.
  var key: Key? {
    guard !isPrivate else { return nil }
    switch final {
    case "Z": return .backTab
    case "~": return Self.numbered(numbers.first ?? 0)
    // With a modifier, xterm sends 1;5A. The modifier is ignored.
    case _ where (numbers.first ?? 1) == 1 && numbers.count <= 2:
      return Self.lettered(final)
    default: return nil
    }
  }

  /// A button press, button release or wheel movement, in SGR format: `<button;column;row M` or
  /// `m`.
  var mouse: MouseEvent? {
    guard isSGRMouse, numbers.count == 3, final == "M" || final == "m" else { return nil }
    let place = Position(row: max(0, numbers[2] - 1), column: max(0, numbers[1] - 1))
    switch numbers[0] & ~0b1_1100 {
    case 0: return MouseEvent(action: final == "M" ? .press : .release, place: place)
    case 64: return MouseEvent(action: .wheelUp, place: place)
    case 65: return MouseEvent(action: .wheelDown, place: place)
    default: return nil
    }
  }

  /// The key that sends ESC O and a letter, which terminals use in application mode.
  static func single(_ final: UInt8) -> Key? {
    // rxvt sends a to d for the arrow keys with Ctrl.
    let isControlled = (UInt8(ascii: "a")...UInt8(ascii: "d")).contains(final)
    let letter = Character(Unicode.Scalar(isControlled ? final & ~0x20 : final))
    // The Enter key of the numeric keypad.
    return letter == "M" ? .enter : lettered(letter)
  }

  private static func lettered(_ letter: Character) -> Key? {
    switch letter {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "F": .end
    case "H": .home
    case "P": .function(1)
    case "Q": .function(2)
    case "R": .function(3)
    case "S": .function(4)
    default: nil
    }
  }

  /// The key for the number before a tilde, as sent by VT220, xterm and rxvt.
  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }
}
