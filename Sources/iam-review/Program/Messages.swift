import Checklist
import Platform
import Workspace

/// Prints messages: results to standard output, everything else to standard error.
enum Messages {
  /// Prints a line to standard error, with hidden characters made visible.
  static func printError(_ message: String) {
    write("iam-review: \(VisibleText.line(message))\n", to: .errors)
  }

  /// Replaces the current line of standard error with `text`.
  static func overwrite(_ text: String) {
    write("\r" + VisibleText.line(text), to: .errors)
  }

  /// Prints a result to standard output; returns false if it was not written completely.
  static func printResult(_ text: String) -> Bool {
    write(text, to: .output)
  }

  /// Prints bytes to standard output; returns false if they were not written completely.
  static func printResult(_ bytes: UnsafeRawBufferPointer) -> Bool {
    StandardStream.output.write(bytes)
  }

  @discardableResult
  private static func write(_ text: String, to stream: StandardStream) -> Bool {
    var text = text
    return text.withUTF8 { stream.write(UnsafeRawBufferPointer($0)) }
  }
}

extension Warnings {
  /// Warnings that are printed to standard error.
  static let printed = Warnings { Messages.printError($0) }
}

extension SessionWriter {
  /// A writer that prints its warnings, and locks sessions for the person who runs the program.
  static let printing = SessionWriter(warnings: .printed) {
    LockHolder(
      reviewer: try ProcessEnvironment.reviewer(named: nil), process: ProcessEnvironment.process,
      terminal: ProcessEnvironment.terminalName, since: ProcessEnvironment.now)
  }
}

/// Writes a long result to standard output in large pieces.
final class ResultWriter {
  private final class Outcome {
    var isWhole = true
  }

  private let outcome: Outcome
  /// The sink that receives the result.
  let sink: TextSink

  init() {
    let outcome = Outcome()
    self.outcome = outcome
    sink = TextSink { outcome.isWhole = outcome.isWhole && Messages.printResult($0) }
  }

  /// Adds `text` to the result.
  func add(_ text: String) { sink.put(text) }

  /// Writes the rest; returns false if anything could not be written.
  func finish() -> Bool {
    sink.flush()
    return outcome.isWhole
  }
}
