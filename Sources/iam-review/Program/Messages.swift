import Evidence
import Model
import Platform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Prints messages: results to standard output, everything else to standard error.
enum Messages {
  /// Prints a line to standard error, with hidden characters made visible.
  static func printError(_ message: String) {
    write("iam-review: \(VisibleText.line(message))\n", to: 2)
  }

  /// Prints the errors of a history and its signatures: the first ten, and the number of the rest.
  static func printErrors(_ errors: [String]) {
    let maximum = 10
    for error in errors.prefix(maximum) { printError(error) }
    guard errors.count > maximum else { return }
    printError("and \((errors.count - maximum).grouped) more; iam-review log --verify lists them")
  }

  /// Replaces the current line of standard error with `text`.
  static func overwrite(_ text: String) {
    write("\r" + VisibleText.line(text), to: 2)
  }

  /// Prints the problems of files: `iam-review: FILE:LINE:COLUMN: problem; remedy`.
  static func printError(_ problems: [Problem], in source: EvidenceSource) {
    for problem in problems {
      printError("\(place(problem, in: source)): \(problem.message)")
    }
  }

  /// The path of the file from the current directory, and the position in it.
  static func place(_ problem: Problem, in source: EvidenceSource) -> String {
    var path = problem.file
    if case .path(let folder) = source, folder.split(separator: "/").last.map(String.init) != path {
      path = (folder.hasSuffix("/") ? folder : folder + "/") + path
    }
    guard let place = problem.place else { return path }
    let words = place.split(separator: " ")
    guard words.count >= 2, words[0] == "line" else { return "\(path): \(place)" }
    let column = words.count == 4 ? ":\(words[3])" : ""
    return "\(path):\(words[1])\(column)"
  }

  /// Prints a result to standard output; returns false if it was not written completely.
  static func printResult(_ text: String) -> Bool {
    write(text, to: 1)
  }

  /// Prints bytes to standard output; returns false if they were not written completely.
  static func printResult(_ bytes: UnsafeRawBufferPointer) -> Bool {
    write(bytes, to: 1)
  }

  @discardableResult
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      #else
        let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
      #endif
      if count < 0 {
        guard errno == EINTR else { return false }
      } else {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
    return true
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
