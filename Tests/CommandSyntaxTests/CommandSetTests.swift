import CommandSyntax
import Testing

/// Whole command lines, in a folder with the files `evidence`, `check.d` and `log`.
@Suite struct CommandSetTests {
  private static let files: Set = ["evidence", "check.d", "log", "x"]

  /// What the words ask for, or the error message and the exit status.
  private func result(_ words: [String]) -> String {
    do throws(CommandSet.Refusal) {
      switch try SampleCommands.all.invocation(of: words, exists: Self.files.contains) {
      case .version: return "version"
      case .help(let command): return "help of \(command.title)"
      case .run(let command, let arguments):
        return "\(command.title): \(arguments.positional.joined(separator: " "))"
      }
    } catch {
      return "\(error.command.usageStatus.rawValue) \(error.error.message)"
        + (error.error.isComplete ? "" : "; see \(error.command.title) --help")
    }
  }

  @Test(
    "the first word is a command or a path",
    arguments: [
      ("", "iam-review: "),
      ("evidence", "iam-review: evidence"),
      ("-", "iam-review: -"),
      ("--quiet evidence", "iam-review: evidence"),
      ("check", "iam-review check: "),
      ("check missing", "iam-review check: missing"),
      ("chek", #"2 no command or file named "chek"; did you mean check?"#),
      ("chek --format json", #"2 no command or file named "chek"; did you mean check?"#),
      ("chek --help", #"2 no command or file named "chek"; did you mean check?"#),
      ("--quiet chek", #"2 no command or file named "chek"; did you mean check?"#),
      ("q3//missing", #"2 no command or file named "q3/missing"; see iam-review --help"#),
      ("ch", #"2 no command or file named "ch"; see iam-review --help"#),
      ("CHECK", #"2 no command or file named "CHECK"; see iam-review --help"#),
      ("--quiet check", "2 the command check must be the first word; see iam-review --help"),
      ("evidence x", "2 unexpected argument: x; see iam-review --help"),
      ("--quit", "2 unknown option --quit; did you mean --quiet?"),
      ("--version", "version"),
      ("check --version", "version"),
    ])
  func first(line: String, expected: String) {
    #expect(result(line.split(separator: " ").map(String.init)) == expected)
  }

  @Test("an empty first word is not a path")
  func empty() {
    #expect(result([""]) == #"2 no command or file named ""; see iam-review --help"#)
  }

  @Test(
    "help COMMAND, --help COMMAND and COMMAND --help agree",
    arguments: [
      ("check", "help of iam-review check"),
      ("verify", "help of iam-review verify"),
      ("help", "help of iam-review help"),
    ])
  func help(command: String, expected: String) {
    #expect(result(["help", command]) == expected)
    #expect(result(["--help", command]) == expected)
    #expect(result(["-h", command]) == expected)
    #expect(result([command, "--help"]) == expected)
    #expect(result([command, "-h"]) == expected)
  }

  @Test(
    "help without a command is that of the program",
    arguments: [
      ("help", "help of iam-review"),
      ("--help", "help of iam-review"),
      ("-h", "help of iam-review"),
      ("evidence --help", "help of iam-review"),
      ("--help evidence", "help of iam-review"),
      ("--help check --format json", "help of iam-review check"),
      ("check x --help", "help of iam-review check"),
      ("diff --help", "help of iam-review diff"),
      ("help chek", #"2 no command named "chek"; did you mean check?"#),
      ("--help chek", #"2 no command named "chek"; did you mean check?"#),
      ("help zzz", #"2 no command named "zzz"; see iam-review help --help"#),
      ("help check verify", "help of iam-review check"),
    ])
  func helpOfProgram(line: String, expected: String) {
    #expect(result(line.split(separator: " ").map(String.init)) == expected)
  }

  @Test(
    "the arguments of a command have its form",
    arguments: [
      ("check a", "iam-review check: a"),
      ("check a b", "2 unexpected argument: b; see iam-review check --help"),
      ("diff a b", "iam-review diff: a b"),
      ("diff a", "2 missing argument: NEW; see iam-review diff --help"),
      ("diff", "2 missing arguments: OLD, NEW; see iam-review diff --help"),
      ("diff a b c", "2 unexpected argument: c; see iam-review diff --help"),
      ("write a b --format text --quiet", "iam-review write: a b"),
      ("write --format text --quiet", "2 missing argument: FILE; see iam-review write --help"),
      (
        "write a --quiet",
        "2 the option --format NAME is required: text or json; see iam-review write --help"
      ),
      (
        "write a --format text",
        "2 the option --output FILE or --quiet is required; see iam-review write --help"
      ),
      (
        "write a --format text --quiet -o x",
        "2 --output and --quiet cannot be used together; see iam-review write --help"
      ),
      ("write --list", "iam-review write: "),
      ("write --list a", "2 unexpected argument: a; see iam-review write --help"),
      ("help a b", "2 unexpected argument: b; see iam-review help --help"),
      ("verify", "64 missing argument: FILE; see iam-review verify --help"),
      ("verify --formt", "64 unknown option --formt; did you mean --format?"),
      (
        "verify a --format",
        "64 the option --format needs a value; see iam-review verify --help"
      ),
    ])
  func forms(line: String, expected: String) {
    #expect(result(line.split(separator: " ").map(String.init)) == expected)
  }
}
