internal import Checklist
public import Evidence
internal import Platform

/// Which review to open, and how to evaluate its evidence.
public struct ReviewRequest: Sendable {
  /// The evidence.
  public var source: EvidenceSource
  /// The session as a person named it: a file or an evidence folder; nil for the place beside the
  /// evidence.
  public var session: String?
  /// The earlier review to compare with; nil for none.
  public var previous: String?
  /// The settings of the evaluation.
  public var judging: Judging
  /// The folder of saved state, in which the session of the sample account is kept; nil for none.
  public var stateFolder: String?

  /// The review of `source`.
  public init(_ source: EvidenceSource, judging: Judging = Judging()) {
    self.source = source
    self.judging = judging
  }

  /// The path of the session, which need not exist; nil for the sample account without a folder
  /// of saved state, and for standard input without a named session.
  public func sessionPath() throws -> String? {
    if let session { return ReviewSession.place(of: session) }
    switch source {
    case .path(let path):
      // The path must exist, otherwise decisions could be saved in an unrelated folder.
      if try FileSystem.live.kind(of: path) == .directory { return ReviewSession.place(in: path) }
      return ReviewSession.place(in: FileSystem.split(path).directory)
    case .standardInput: return nil
    case .sample: return try SampleSession.path(in: stateFolder)
    }
  }
}
