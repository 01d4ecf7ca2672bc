import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is said to the person: results on standard output, everything else on standard error.
enum Messages {
  /// One line on standard error, with what evidence may have put into it made visible.
  static func complain(_ message: String) {
    write("iam-review: \(VisibleText.line(message))\n", to: 2)
  }

  /// Puts `text` in the place of the line of standard error that the cursor is on.
  static func overwrite(_ text: String) {
    write("\r" + VisibleText.line(text), to: 2)
  }

  /// What was wrong with each file: `iam-review: FILE:LINE:COLUMN: what is wrong; what to do`.
  static func complain(_ problems: [Problem], in source: EvidenceSource) {
    for problem in problems {
      complain("\(place(problem, in: source)): \(problem.message)")
    }
  }

  /// The file as it can be opened from here, and where in it.
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

  /// A result on standard output; false where it could not be written whole.
  static func printResult(_ text: String) -> Bool {
    write(text, to: 1)
  }

  /// The same of bytes.
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
  /// What takes the result.
  let sink: TextSink

  init() {
    let outcome = Outcome()
    self.outcome = outcome
    sink = TextSink { outcome.isWhole = outcome.isWhole && Messages.printResult($0) }
  }

  /// Adds `text` to the result.
  func add(_ text: String) { sink.put(text) }

  /// Writes what is left; false where something could not be written.
  func finish() -> Bool {
    sink.flush()
    return outcome.isWhole
  }
}
