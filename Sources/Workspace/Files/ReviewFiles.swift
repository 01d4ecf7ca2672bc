public import Evidence
public import Platform

/// The files of a review that must not be replaced: its session and its evidence.
public struct ReviewFiles: Sendable {
  private let evidence: EvidenceSource
  /// The session file that was named; nil if it is in the evidence folder or there is none.
  private let session: String?

  /// The files of a review of `evidence` with the decisions in `session`.
  public init(evidence: EvidenceSource, session: String?) {
    self.evidence = evidence
    self.session = session
  }

  /// The part of the review that the file `name` is, as text; nil if it is not part of the review.
  public func owner(
    of name: String, in directory: borrowing Directory, at folder: String
  ) throws(SystemError) -> String? {
    if let session {
      let (place, own) = try FileSystem.live.resolvingLinks(session)
      // The names of journal, lock, drafts and signatures begin with that of the session.
      if name == own || name.hasPrefix(own + "."),
        try directory.isSame(as: Directory.open(place))
      {
        return name == own ? "the session" : "a file of the session"
      }
    }
    guard case .path(let path) = evidence, try directory.status(of: name) != nil else { return nil }
    guard try FileSystem.live.kind(of: path) == .directory else {
      let (place, own) = try FileSystem.live.resolvingLinks(path)
      guard own == name, try directory.isSame(as: Directory.open(place)) else { return nil }
      return "the evidence"
    }
    return try evidence.holds(folder: folder) ? "already in the evidence folder" : nil
  }

  /// Why no document can be written to `path`; nil if one can.
  public func refusal(ofDocument path: String) throws(SystemError) -> String? {
    let shown = VisibleText.line(FileSystem.normalized(path))
    if path.hasPrefix("/dev/") {
      return "\(shown) is not a file; without --output the document is written to standard output"
    }
    let (folder, name) = try FileSystem.live.resolvingLinks(path)
    if try evidence.holds(folder: folder) {
      return EvidenceSource.refusal(ofDocumentIn: shown)
    }
    return try owner(of: name, in: Directory.open(folder), at: folder).map {
      "\(shown) is \($0); choose another file"
    }
  }
}
