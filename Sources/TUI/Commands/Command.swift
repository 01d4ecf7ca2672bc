/// A command of the console: its keys, title and help, when it is allowed, and its action.
///
/// Dispatch, help and key line are all derived from these records. Every key that works is
/// therefore documented, and every documented key works.
struct Command: Sendable {
  let name: CommandName
  /// The keys of the command; the key line shows the first.
  let keys: [Key]
  /// One or two words, for the key line.
  let title: String
  /// A sentence for the help.
  let help: String
  /// The places where the keys have this meaning.
  let places: Set<Place>
  /// The places where the key line shows the command.
  let useful: Set<Place>
  /// The answer that runs the command in plain mode; nil if none does.
  let answer: PlainAnswer?
  /// Why the command is not possible now; nil if it is.
  let refusal: @Sendable (ConsoleState) -> String?
  /// The action.
  let action: @Sendable (inout ConsoleState) -> [ConsoleEffect]

  init(
    _ name: CommandName, keys: [Key], title: String, help: String, places: Set<Place>,
    useful: Set<Place> = [], answer: PlainAnswer? = nil,
    refusal: @escaping @Sendable (ConsoleState) -> String? = { _ in nil },
    action: @escaping @Sendable (inout ConsoleState) -> [ConsoleEffect]
  ) {
    self.name = name
    self.keys = keys
    self.title = title
    self.help = help
    self.places = places
    self.useful = useful
    self.answer = answer
    self.refusal = refusal
    self.action = action
  }
}

/// The answer that runs a command in plain mode.
struct PlainAnswer: Sendable {
  let word: String
  /// A sentence for the help, if that of the key does not apply.
  let help: String?

  init(_ word: String, _ help: String? = nil) {
    self.word = word
    self.help = help
  }
}

extension Command {
  /// Every command, in the order of the help.
  static let all: [Command] =
    deciding + sharing + opening + asking + looking + arranging + moving + views + console + typing
    + takingOver

  /// The commands of each place, by key.
  private static let byKey: [Place: [Key: Command]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in
      let pairs = all(in: place).flatMap { command in command.keys.map { ($0, command) } }
      return (place, Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    })

  private static let byPlace: [Place: [Command]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in
      (place, all.filter { $0.places.contains(place) })
    })

  static func all(in place: Place) -> [Command] { byPlace[place] ?? [] }

  /// The command of a key in a place; nil if the key is not used there.
  static func command(for key: Key, in place: Place) -> Command? { byKey[place]?[key] }

  /// The command that an answer in plain mode runs. Upper case is needed only where lower case means
  /// something else.
  static func answered(by word: String) -> Command? {
    all.first { $0.answer?.word == word } ?? all.first { $0.answer?.word == word.lowercased() }
  }

  /// Says that a key has no command in a place: `p: no command; P: pass`.
  static func absence(of key: Key, in place: Place) -> String {
    guard let other = key.inOtherCase, let command = command(for: other, in: place) else {
      return "\(key.shownName): no command; ?: help"
    }
    return "\(key.shownName): no command; \(other.shownName): \(command.title)"
  }

  static func named(_ name: CommandName, in place: Place) -> Command? {
    all(in: place).first { $0.name == name }
  }

  /// The keys as they are shown.
  var keyNames: String { keys.map(\.shownName).joined(separator: " ") }
}

extension Key {
  /// The key of the same letter in the other case; nil if the key is not a letter.
  fileprivate var inOtherCase: Key? {
    guard case .character(let letter) = self, letter.isCased else { return nil }
    let other = letter.isUppercase ? letter.lowercased() : letter.uppercased()
    return other.count == 1 ? other.first.map(Key.character) : nil
  }

  /// The name of the key in the help and in the key line.
  var shownName: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .control(let character): "Ctrl-" + character.uppercased()
    case .alternate(let character): "Alt-" + character.uppercased()
    case .function(let number): "F\(number)"
    }
  }
}
