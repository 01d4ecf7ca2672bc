import Model

/// A line typed after a colon, and the place in the history it was fetched from.
struct CommandLine: Hashable, Sendable {
  var editor: LineEditor
  /// How many lines back the line comes from; 0 for one being typed.
  private(set) var back = 0
  /// What was being typed before the history was looked through.
  private var draft = ""

  init(_ text: String = "") { editor = LineEditor(text) }

  /// The line that takes words; every other command is called by its title or key.
  static let can = "can"

  /// Fetches the line before, or after, the one on screen.
  mutating func recall(older: Bool, from history: [String]) {
    let next = back + (older ? 1 : -1)
    guard (0...history.count).contains(next) else { return }
    if back == 0 { draft = editor.text }
    back = next
    editor = LineEditor(next == 0 ? draft : history[history.count - next])
  }

  /// Completes the word before the cursor as far as all candidates agree.
  mutating func complete(with candidates: [String]) {
    guard let first = candidates.first else { return }
    var common = first
    for candidate in candidates.dropFirst() {
      common = String(zip(common, candidate).prefix { $0 == $1 }.map(\.0))
    }
    let isWhole = candidates.count == 1 && !common.hasSuffix(":")
    let word = CommandLine.lastWord(of: editor.textBeforeCursor)
    guard isWhole || common.count >= word.count else { return }
    for _ in word { editor.apply(.backspace) }
    editor.insert(common + (isWhole ? " " : ""))
  }

  /// The word that the cursor stands behind.
  static func lastWord(of text: String) -> String {
    String(text.reversed().prefix { $0 != " " }.reversed())
  }
}

extension ConsoleState {
  /// How many lines are remembered.
  static let mostLines = 100

  /// What the word before the cursor of the command line may become; none where it is whole.
  var candidates: [String] {
    guard case .command(let line) = input else { return [] }
    let before = line.editor.textBeforeCursor
    let word = CommandLine.lastWord(of: before)
    let all = candidates(for: word, after: String(before.dropLast(word.count)))
    return all == [word] ? [] : all
  }

  private func candidates(for word: String, after before: String) -> [String] {
    let word = word.lowercased()
    let earlier = AccessQuestion.words(of: before)
    guard let command = earlier.first else {
      let titles = Command.all(in: placeBelow).map(\.title).filter { !$0.contains(" ") }
      return word.isEmpty
        ? [] : ([CommandLine.can] + titles).uniqued.filter { $0.hasPrefix(word) }
    }
    guard command == CommandLine.can, !word.isEmpty else { return [] }
    if word.hasPrefix("arn:") {
      return model.inventory.identityARNs.filter { $0.lowercased().hasPrefix(word) }
    }
    let hasAction = earlier.dropFirst().contains { $0.contains(":") && !$0.hasPrefix("arn:") }
    return hasAction || word.contains("=") ? [] : actions(beginningWith: word)
  }

  /// Actions once the service stands, services and names before.
  private func actions(beginningWith word: String) -> [String] {
    let catalogue = ActionCatalogue.bundled
    if let colon = word.firstIndex(of: ":") {
      return catalogue.actions(ofService: String(word[..<colon])).filter {
        $0.lowercased().hasPrefix(word)
      }
    }
    let services = catalogue.serviceNames.filter { $0.hasPrefix(word) }.map { $0 + ":" }
    return chosenPrincipal == nil
      ? services + model.inventory.principalNames.filter { $0.lowercased().hasPrefix(word) }
      : services
  }
}

extension Inventory {
  /// The names of all users, groups and roles.
  fileprivate var principalNames: [String] {
    users.map(\.name) + groups.map(\.name) + roles.map(\.name)
  }

  /// The ARNs that actions of IAM and STS are asked on.
  fileprivate var identityARNs: [String] {
    roles.map(\.arn.description) + users.map(\.arn.description) + policies.map(\.arn.description)
  }
}
