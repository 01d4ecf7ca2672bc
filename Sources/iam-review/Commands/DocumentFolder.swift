import Checklist
import Dispatch
import Model
import Synchronization

/// The folder that `export --all` writes documents into: each as a whole or not at all, and over
/// none that is there unless that was asked for.
struct DocumentFolder {
  private let path: String
  private let isReplacing: Bool
  private let evidence: EvidenceSource

  init(_ path: String, isReplacing: Bool, beside evidence: EvidenceSource) {
    self.path = path
    self.isReplacing = isReplacing
    self.evidence = evidence
  }

  /// Writes `report` in each of `formats`.
  func write(_ formats: [ExportFormat], _ report: ReviewReport) throws -> ExitStatus {
    let (parent, name) = try FileSystem.live.resolvingLinks(path)
    try refuseEvidence(parent)
    if name != ".", name != ".." { try Directory.open(parent).makeDirectory(name) }
    try refuseEvidence(path)
    let directory = try Directory.open(path)
    if !isReplacing {
      // All are looked for before one is written: no half of a set beside an older half.
      for format in formats where try directory.status(of: format.fileName) != nil {
        throw present(format.fileName)
      }
    }
    // The documents know nothing of each other, so they share the processors.
    let outcomes = Mutex<[Int: Result<Replacement, SystemError>]>([:])
    DispatchQueue.concurrentPerform(iterations: formats.count) { index in
      let outcome = Result { () throws(SystemError) in
        try directory.replace(
          formats[index].fileName, expecting: isReplacing ? nil : [nil]
        ) { formats[index].write(report, to: $0) }
      }
      outcomes.withLock { $0[index] = outcome }
    }
    for (index, outcome) in outcomes.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      let name = formats[index].fileName
      switch try outcome.get() {
      case .done: break
      case .perhapsNotDurable(_, let error):
        Messages.complain(
          "\(FileSystem.join(path, name)) is written, but may be lost in a power failure: \(error.cause)"
        )
      case .changedMeanwhile: throw present(name)
      }
    }
    return .success
  }

  private func refuseEvidence(_ folder: String) throws {
    if try evidence.holds(folder: folder) { throw Refusal.amidEvidence(path) }
  }

  private func present(_ name: String) -> Refusal { .present(FileSystem.join(path, name)) }

  /// Why nothing is written.
  enum Refusal: Error, CustomStringConvertible {
    /// A document would be replaced.
    case present(String)
    /// The next reading of the evidence would find the documents in it.
    case amidEvidence(String)

    var description: String {
      switch self {
      case .present(let path): "\(path) already exists; choose another folder, or add --replace"
      case .amidEvidence(let path):
        "\(path) is in the evidence folder, where documents would be read as evidence; choose"
          + " another folder"
      }
    }
  }
}
