import CommandSyntax
import Evidence
import Platform
import Workspace

/// Finds the command, runs it, and turns errors into a line and an exit status.
@MainActor
enum CommandLineTool {
  static func run(_ words: [String]) -> ExitStatus {
    let invocation: CommandSet.Invocation
    do throws(CommandSet.Refusal) {
      invocation = try CommandSet.all.invocation(of: words, exists: isPath)
    } catch { return report(error.error, command: error.command) }
    switch invocation {
    case .help(let command):
      let help = CommandSet.all.help(of: command, width: ProcessEnvironment.outputColumns)
      return Messages.printResult(help) ? .success : .failure
    case .version: return Messages.printResult(VersionText.text) ? .success : .failure
    case .run(let command, let arguments):
      do { return try command.run(arguments) } catch { return report(error, command: command) }
    }
  }

  /// Whether there is something at `path`, even if it cannot be read.
  private static func isPath(_ path: String) -> Bool {
    do throws(SystemError) { return try FileSystem.live.kind(of: path) != nil } catch {
      return true
    }
  }

  /// The error message of an error, in one sentence.
  private static func sentence(_ error: any Error) -> String {
    switch error {
    case let error as UsageError: error.message
    default: ReviewError(error).message
    }
  }

  private static func report(_ error: any Error, command: Command) -> ExitStatus {
    switch error {
    case let error as UsageError:
      let help = error.isComplete ? "" : "; see \(command.title) --help"
      Messages.printError(error.message + help)
      return command.usageStatus
    case let error as EvidenceError:
      Warnings.printed.add(error.problems, in: error.source)
      Messages.printError(error.message)
      return .unreadable
    case is ReviewError:
      Messages.printError(sentence(error))
      return .unreadable
    default:
      Messages.printError(sentence(error))
      return .failure
    }
  }
}
