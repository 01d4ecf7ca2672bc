/// A shell command in lines that fit on paper. It does the same as the command in one line.
///
///     aws iam create-policy --policy-name=deploy --policy-document=file://deploy.json \
///       && aws iam attach-user-policy …
enum ShellLines {
  /// The lines of `command`; one line if it is short or cannot be broken.
  static func lines(of command: String) -> [String] {
    // Quotes of the form $'…' contain quotes themselves; they are rare.
    guard command.count > Code.width, !command.contains("$'") else { return [command] }
    var lines: [String] = []
    var line = ""
    for unit in units(of: command) {
      let isNext = unit.hasPrefix("&& ")
      if !line.isEmpty, isNext || line.count + unit.count + 1 > Code.width - 2 {
        lines.append(line + " \\")
        line = (isNext ? "  " : "    ") + unit
      } else {
        line += (line.isEmpty ? "" : " ") + unit
      }
    }
    return lines + [line]
  }

  /// The parts between which the command can be broken: a program with its words, an option with its
  /// value, and a redirection.
  private static func units(of command: String) -> [String] {
    var units: [String] = []
    for word in words(of: command) {
      let begins = word.hasPrefix("--") || word == ">" || word == "&&"
      if units.isEmpty || begins {
        units.append(word)
      } else {
        units[units.count - 1] += " " + word
      }
    }
    return units
  }

  /// The words of the command, each as it is written. Spaces between quotes are a part of a word, and a
  /// backslash quotes a character outside of them.
  private static func words(of command: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var isEscaped = false
    for character in command {
      if character == " ", !isQuoted, !isEscaped {
        words.append(word)
        word = ""
        continue
      }
      if character == "'", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isQuoted && !isEscaped
      word.append(character)
    }
    return words + [word]
  }
}
