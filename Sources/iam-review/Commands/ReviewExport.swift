import Model
import TUI

/// Files that the console writes at the auditor's word: never over one that is there.
enum ReviewExport {
  static func write(_ text: String, to path: String) -> Result<String, ConsoleFailure> {
    let shown = VisibleText.line(path)
    do throws(SystemError) {
      let (folder, name) = try FileSystem.live.resolvingLinks(path)
      switch try Directory.open(folder).replace(name, with: Array(text.utf8), expecting: [nil]) {
      case .done: return .success("written: \(shown)")
      case .perhapsNotDurable(_, let error):
        return .success("written: \(shown), but it may not outlive a power cut: \(error.cause)")
      case .changedMeanwhile:
        return .failure(ConsoleFailure("\(shown) is there already; name another file"))
      }
    } catch { return .failure(ConsoleFailure(error.message)) }
  }
}
