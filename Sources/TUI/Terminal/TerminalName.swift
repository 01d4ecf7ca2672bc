/// The name of the terminal description that is used.
///
/// The description is from a terminal database of the machine or, if none has the terminal, from
/// the binary. Some new terminals (ghostty) have neither. Nearly all of these are compatible with
/// xterm, so an unknown terminal is treated as xterm instead of being refused.
struct TerminalName: Hashable, Sendable {
  /// The result of looking up a name.
  enum Entry: Hashable, Sendable {
    case usable, unknown, withoutCursor
  }

  /// The name of the description that is used.
  let name: String
  /// The requested name, if a different description is used; nil otherwise.
  let insteadOf: String?

  static let fallbacks = ["xterm-256color", "xterm", "vt100", "ansi"]

  /// The first usable description. Throws if none is usable, or if the requested terminal is known and
  /// cannot position its cursor.
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

  /// A message if a fallback is used; nil otherwise.
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
