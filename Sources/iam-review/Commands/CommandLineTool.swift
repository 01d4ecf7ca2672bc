import Evidence
import Platform
import TUI

/// Finds the command, runs it, and turns errors into a line and an exit status.
@MainActor
enum CommandLineTool {
  static func run(_ words: [String]) -> ExitStatus {
    let named = Command.all.dropFirst().first { $0.name == words.first }
    let command = named ?? .console
    do {
      let arguments = try Arguments(
        named == nil ? words : Array(words.dropFirst()),
        options: command.options + [.help, .version])
      if arguments.has(.help) { return Messages.printResult(command.help) ? .success : .failure }
      if arguments.has(.version) {
        return Messages.printResult(VersionText.text) ? .success : .failure
      }
      return try command.run(arguments)
    } catch {
      return report(error, command: command)
    }
  }

  /// The error message of an error, in one sentence.
  nonisolated static func sentence(_ error: any Error) -> String {
    switch error {
    case let error as UsageError: error.message
    case let error as EvidenceError: error.message
    case let error as ReviewError: error.message
    case let error as SystemError: error.message
    case let error as ConsoleFailure: error.message
    default: "\(error)"
    }
  }

  private static func report(_ error: any Error, command: Command) -> ExitStatus {
    switch error {
    case let error as UsageError:
      let name = command.name == Command.console.name ? "" : " \(command.name)"
      Messages.printError("\(error.message); see iam-review\(name) --help")
      return .usage
    case let error as EvidenceError:
      Messages.printError(error.problems, in: error.source)
      Messages.printError(error.message)
      return .unreadable
    case is ReviewError, is ConsoleFailure:
      Messages.printError(sentence(error))
      return .unreadable
    default:
      Messages.printError(sentence(error))
      return .failure
    }
  }
}
