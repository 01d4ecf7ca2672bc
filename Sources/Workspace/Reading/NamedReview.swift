public import Checklist
internal import Evidence
internal import Model
internal import Platform

/// A review or evidence that is compared with another one.
public struct NamedReview {
  /// The side of the comparison.
  public let side: ReviewSide
  /// The decisions; nil if there are none.
  public let session: ReviewSession?
  /// A remark to print; nil for none.
  public let remark: String?

  /// Opens `path`: an evidence folder, a session file, or one file of evidence. Its evidence is
  /// evaluated with `settings`, those of the other side.
  ///
  /// A session is compared with the evidence in its folder, if that still has the digests that were
  /// reviewed.
  public static func open(
    _ path: String, settings: Settings, warnings: Warnings
  ) throws -> NamedReview {
    let kind = try FileSystem.live.kind(of: path)
    guard kind == .regular else {
      let session = try storedSession(beside: path, warnings)
      var account = try EvidenceLoader.load(.path(path))
      if let session { account.keepMoment(of: session) }
      if let mismatch = session?.mismatch(with: account) {
        throw ReviewError(message: "\(path): \(mismatch)")
      }
      return NamedReview(
        side: ReviewSide(Checklist.assess(account, settings: settings), session),
        session: session, remark: nil)
    }
    guard try isSession(path) else {
      let account = try EvidenceLoader.load(.path(path))
      return NamedReview(
        side: ReviewSide(Checklist.assess(account, settings: settings)), session: nil, remark: nil)
    }
    let session = try ReviewSession.stored(at: path, warnings: warnings)
    let (folder, _) = try FileSystem.live.resolvingLinks(path)
    if var account = try? EvidenceLoader.load(.path(folder)), session.isReview(of: account) {
      account.keepMoment(of: session)
      return NamedReview(
        side: ReviewSide(Checklist.assess(account, settings: settings), session),
        session: session, remark: nil)
    }
    return NamedReview(
      side: ReviewSide(session), session: session,
      remark:
        "\(VisibleText.line(path)): the evidence in its folder is not the reviewed evidence; only "
        + "decisions are compared")
  }

  /// The settings of the session at `path`; nil if there is none.
  public static func settings(of path: String, warnings: Warnings) -> Settings? {
    (try? ReviewSession.stored(at: ReviewSession.place(of: path), warnings: warnings))?.settings
  }

  private static func storedSession(
    beside folder: String, _ warnings: Warnings
  ) throws -> ReviewSession? {
    let path = ReviewSession.place(in: folder)
    // A broken link is an error, not a folder without a session.
    do throws(SystemError) { _ = try FileSystem.live.resolvingLinks(path) } catch {
      throw ReviewError(message: error.message)
    }
    return try FileSystem.live.kind(of: path) == nil
      ? nil : try ReviewSession.stored(at: path, warnings: warnings)
  }

  /// Whether the file is a session, even a damaged one.
  private static func isSession(_ path: String) throws -> Bool {
    let bytes = try FileSystem.live.readNamed(path)
    guard let root = try? JSONDocument(bytes).root else { return path.hasSuffix("/review.json") }
    return root["history"] != nil && root["decisions"] != nil
  }
}
