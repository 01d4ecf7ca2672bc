public import Checklist
public import Platform

/// A part of a review and everything else of it, each with a session file of its own.
public struct ReviewSplit {
  /// Why a review cannot be split as requested.
  public struct Conflict: Error, Hashable, Sendable {
    /// The reason, in one sentence.
    public let message: String
  }

  /// A part of the review.
  public struct Part {
    /// The path of its session; nil for standard output.
    public let path: String?
    /// What belongs to it.
    public let scope: ReviewScope
    /// Its session.
    public let session: ReviewSession
    /// The number of its findings.
    public let findings: Int
  }

  private let review: AccountReview

  /// A split of `review`, which must not be a part itself.
  public init(_ review: AccountReview) throws(Conflict) {
    if let scope = review.session.scope {
      throw Conflict(message: "this session is itself a part: \(scope.title)")
    }
    self.review = review
  }

  /// The parts: `scope` at the first path, everything else at the second (nil for standard output).
  /// Throws an error if a path is that of another part or of a file that exists.
  public func parts(_ scope: ReviewScope, at paths: [String?]) throws -> [Part] {
    if paths.count > 1, try Self.isSame(paths[0], paths[1]) {
      throw Conflict(message: "--output and --rest are the same file")
    }
    for path in paths.compactMap(\.self) {
      if let own = review.path, try Self.isSame(path, own) {
        throw Conflict(
          message: "\(path) is the session of the whole review; choose another file")
      }
      if try FileSystem.live.kind(of: path) != nil {
        throw ReviewError(message: "\(path) already exists; choose another file")
      }
    }
    return zip(paths, [scope, scope.rest(of: review.assessment)]).map { path, scope in
      Part(
        path: path, scope: scope, session: review.session.part(scope),
        findings: review.assessment.narrowed(to: scope).findings.count)
    }
  }

  /// Saves the session of the whole review if it is new: it is needed to merge the parts later. Returns
  /// whether it is saved.
  public func saveBase(with writer: SessionWriter, at now: Instant) throws -> Bool {
    guard review.isNew, let path = review.path else { return true }
    return try writer.write(review.session, to: path, at: now)
  }

  /// Whether both paths are the same file, however they are spelled; nil is standard output.
  private static func isSame(_ path: String?, _ other: String?) throws(SystemError) -> Bool {
    guard let path, let other else { return path == other }
    let (folder, name) = try FileSystem.live.resolvingLinks(path)
    let (otherFolder, otherName) = try FileSystem.live.resolvingLinks(other)
    guard name == otherName else { return false }
    return try Directory.open(folder).isSame(as: Directory.open(otherFolder))
  }
}
