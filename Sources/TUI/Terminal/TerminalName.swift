/// Which entry of the terminal database is used.
///
/// Servers do not know the newest terminals (kitty, ghostty, alacritty), and nearly all of those
/// understand what xterm does: to guess that is better than to refuse.
struct TerminalName: Hashable, Sendable {
  /// What the database says of a name.
  enum Entry: Hashable, Sendable {
    case usable, unknown, withoutCursor
  }

  /// The entry that is used.
  let name: String
  /// The name that was asked for, where another one is used.
  let insteadOf: String?

  static let fallbacks = ["xterm-256color", "xterm", "vt100", "ansi"]

  /// The first usable entry; a terminal that is known to be none is taken at its word.
  init(asked: String, lookUp: (String) -> Entry) throws(TerminalError) {
    for candidate in [asked] + Self.fallbacks where !candidate.isEmpty {
      switch lookUp(candidate) {
      case .usable:
        name = candidate
        insteadOf = candidate == asked ? nil : asked
        return
      case .withoutCursor where candidate == asked:
        throw .cannotPlaceCursor(term: asked)
      case .withoutCursor, .unknown:
        continue
      }
    }
    throw .unknownTerminal(term: asked, tried: Self.fallbacks)
  }

  /// One line about the guess; nil if none was needed.
  var notice: String? {
    insteadOf.map { asked in
      let text: SafeText =
        asked.isEmpty
        ? "TERM is not set; using \(name)"
        : "TERM \(asked) is unknown on this machine; using \(name)"
      return text.description
    }
  }
}
