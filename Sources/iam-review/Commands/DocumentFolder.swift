import Checklist
import Model

/// The folder that `export --all` writes documents into: each as a whole or not at all, and over
/// none that is there unless that was asked for.
struct DocumentFolder {
  private let path: String
  private let isReplacing: Bool

  init(_ path: String, isReplacing: Bool) {
    self.path = path
    self.isReplacing = isReplacing
  }

  /// Writes `report` in each of `formats`.
  func write(_ formats: [ExportFormat], _ report: ReviewReport) throws -> ExitStatus {
    let (parent, name) = try FileSystem.live.resolvingLinks(path)
    if name != ".", name != ".." { try Directory.open(parent).makeDirectory(name) }
    let directory = try Directory.open(path)
    if !isReplacing {
      // All are looked for before one is written: no half of a set beside an older half.
      for format in formats where try directory.status(of: format.fileName) != nil {
        throw present(format.fileName)
      }
    }
    for format in formats {
      let outcome = try directory.replace(
        format.fileName, expecting: isReplacing ? nil : [nil]
      ) { format.write(report, to: $0) }
      switch outcome {
      case .done: break
      case .perhapsNotDurable(_, let error):
        Messages.complain(
          "\(path)/\(format.fileName) is written, but may not outlive a power cut: \(error.cause)")
      case .changedMeanwhile: throw present(format.fileName)
      }
    }
    return .success
  }

  private func present(_ name: String) -> DocumentPresent {
    DocumentPresent(path: path + "/" + name)
  }
}

/// A document that would have been replaced.
struct DocumentPresent: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "\(path) is there already; name another folder, or add --replace"
  }
}
