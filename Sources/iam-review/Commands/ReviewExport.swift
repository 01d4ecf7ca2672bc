import Model
import TUI

/// Files that the console writes at the auditor's word: never over one that is there.
enum ReviewExport {
  static func write(
    _ text: String, to path: String, sparing own: ReviewFiles
  ) -> Result<String, ConsoleFailure> {
    do throws(SystemError) {
      if let refusal = try own.refusal(ofDocument: path) {
        return .failure(ConsoleFailure(refusal))
      }
      let (folder, name) = try FileSystem.live.resolvingLinks(path)
      return try Directory.open(folder)
        .replace(name, with: Array(text.utf8), expecting: [nil]).told(of: path)
    } catch { return .failure(ConsoleFailure(error.message)) }
  }
}

extension Replacement {
  /// What became of the file at `path`, for the auditor who asked for it.
  func told(of path: String) -> Result<String, ConsoleFailure> {
    let shown = VisibleText.line(FileSystem.tidied(path))
    return switch self {
    case .done: .success("written: \(shown)")
    case .perhapsNotDurable(_, let error):
      .success("written: \(shown), but it may be lost in a power failure: \(error.cause)")
    case .changedMeanwhile:
      .failure(ConsoleFailure("\(shown) already exists; choose another file"))
    }
  }
}
