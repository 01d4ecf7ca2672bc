import Model
import Platform
import TUI

/// Writes the exports of the console; existing files are never replaced.
enum ReviewExport {
  static func write(
    _ text: String, to path: String, preserving own: ReviewFiles
  ) -> Result<String, ConsoleFailure> {
    do throws(SystemError) {
      if let refusal = try own.refusal(ofDocument: path) {
        return .failure(ConsoleFailure(refusal))
      }
      let (folder, name) = try FileSystem.live.resolvingLinks(path)
      return try Directory.open(folder)
        .replace(name, with: Array(text.utf8), expecting: [nil]).message(for: path)
    } catch { return .failure(ConsoleFailure(error.message)) }
  }
}

extension Replacement {
  /// A message about the result of writing the file at `path`.
  func message(for path: String) -> Result<String, ConsoleFailure> {
    let shown = VisibleText.line(FileSystem.normalized(path))
    return switch self {
    case .done: .success("written: \(shown)")
    case .perhapsNotDurable(_, let error):
      .success("written: \(shown), but it may be lost in a power failure: \(error.cause)")
    case .changedMeanwhile:
      .failure(ConsoleFailure("\(shown) already exists; choose another file"))
    }
  }
}
