internal import Dispatch
public import Evidence
internal import Platform
internal import Synchronization

/// The folder into which `export --all` writes documents. Each is written completely or not at all,
/// and existing documents are replaced only if requested.
public struct DocumentFolder: Sendable {
  private let path: String
  private let isReplacing: Bool
  private let evidence: EvidenceSource

  /// The folder at `path`, which is created if needed and must not be in `evidence`.
  public init(_ path: String, isReplacing: Bool, beside evidence: EvidenceSource) {
    self.path = path
    self.isReplacing = isReplacing
    self.evidence = evidence
  }

  /// Writes `documents`.
  public func write(_ documents: [ExportedDocument], warnings: Warnings) throws {
    let (parent, name) = try FileSystem.live.resolvingLinks(path)
    try refuseEvidence(parent)
    if name != ".", name != ".." { try Directory.open(parent).makeDirectory(name) }
    try refuseEvidence(path)
    let directory = try Directory.open(path)
    if !isReplacing {
      // All names are checked before the first document is written, so that documents of two
      // exports are not mixed.
      for document in documents where try directory.status(of: document.fileName) != nil {
        throw present(document.fileName)
      }
    }
    // The documents are independent, so they are written in parallel.
    let outcomes = Mutex<[Int: Result<Replacement, SystemError>]>([:])
    DispatchQueue.concurrentPerform(iterations: documents.count) { index in
      let outcome = Result { () throws(SystemError) in
        try directory.replace(
          documents[index].fileName, expecting: isReplacing ? nil : [nil]
        ) { documents[index].write($0) }
      }
      outcomes.withLock { $0[index] = outcome }
    }
    for (index, outcome) in outcomes.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      let name = documents[index].fileName
      switch try outcome.get() {
      case .done: break
      case .perhapsNotDurable(_, let error):
        warnings.add(
          "\(FileSystem.join(path, name)) was written, but may be lost in a power failure: \(error.cause)"
        )
      case .changedMeanwhile: throw present(name)
      }
    }
  }

  private func refuseEvidence(_ folder: String) throws {
    if try evidence.holds(folder: folder) { throw Refusal.amidEvidence(path) }
  }

  private func present(_ name: String) -> Refusal { .present(FileSystem.join(path, name)) }

  /// Why nothing is written.
  public enum Refusal: Error, Hashable, CustomStringConvertible {
    /// A document already exists.
    case present(String)
    /// The folder is part of the evidence, so the documents would be read as evidence.
    case amidEvidence(String)

    /// The reason, in one sentence.
    public var description: String {
      switch self {
      case .present(let path): "\(path) already exists; choose another folder, or add --replace"
      case .amidEvidence(let path): EvidenceSource.refusal(ofDocumentIn: path)
      }
    }
  }
}
