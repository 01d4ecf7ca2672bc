/// Why the terminal cannot be used for the console.
public enum TerminalError: Error, Hashable, Sendable {
  case inputIsNoTerminal
  case outputIsNoTerminal
  case cannotPlaceCursor(term: String)
  case unknownTerminal(term: String, tried: [String])
  case refused(term: String)
}

extension TerminalError: CustomStringConvertible {
  /// The error message, with a remedy.
  public var description: String {
    let sentence: SafeText =
      switch self {
      case .inputIsNoTerminal:
        """
        standard input is not a terminal; run it in a terminal; in scripts, use iam-review check \
        or --plain
        """
      case .outputIsNoTerminal:
        """
        standard output is not a terminal; run it in a terminal; in scripts, use iam-review check \
        or --plain
        """
      case .cannotPlaceCursor(let term):
        "the terminal \"\(term)\" cannot position the cursor; use --plain, or set TERM"
      case .unknownTerminal(let term, let tried):
        """
        the terminal "\(term)" is not in the terminal database, nor is \
        \(tried.joined(separator: ", ")); install ncurses-base, or use --plain
        """
      case .refused(let term):
        "the terminal \"\(term)\" could not be set up; use --plain, or set TERM to another one"
      }
    return sentence.description
  }
}
