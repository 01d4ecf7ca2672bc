public import Checklist
public import Platform

/// The sessions of two people on one review, merged.
public struct MergedReview {
  /// The result.
  public let merge: SessionMerge
  /// The paths of base, ours and theirs.
  private let paths: [String]
  private let sessions: [ReviewSession]

  /// Merges the sessions at `ours` and `theirs`, which both started from the session at `base`. Each can be
  /// named by its folder, and an empty file is a review without decisions.
  public init(base: String, ours: String, theirs: String, warnings: Warnings) throws {
    paths = [base, ours, theirs].map(ReviewSession.place(of:))
    sessions = try paths.map { path in
      try Self.isEmpty(path)
        ? ReviewSession() : try ReviewSession.stored(at: path, warnings: warnings)
    }
    do throws(MergeRefusal) {
      merge = try SessionMerge(base: sessions[0], ours: sessions[1], theirs: sessions[2])
    } catch {
      throw ReviewError(
        message: "\(paths[1]), \(paths[2]): cannot be merged: \(error.message)")
    }
  }

  /// Writes the result to the session at `path`: a new file, or one of those that were merged, unless it
  /// changed in the meantime. Returns false, after a warning, if the file must not be replaced.
  public func write(
    to path: String, with writer: SessionWriter, at now: Instant, warnings: Warnings
  ) throws -> Bool {
    let replaced = paths.lastIndex(of: path).map { sessions[$0] }
    if replaced == nil, try FileSystem.live.kind(of: path) != nil {
      warnings.add("\(path) already exists; choose another file, or OURS or THEIRS")
      return false
    }
    return try writer.write(merge.session, to: path, replacing: replaced, at: now)
  }

  private static func isEmpty(_ path: String) throws(SystemError) -> Bool {
    // For a file that did not exist, git passes an empty file or the null device.
    guard try FileSystem.live.kind(of: path) == .regular else { return path == "/dev/null" }
    return try FileSystem.live.readWhole(path, limit: 1 << 30).bytes.isEmpty
  }
}
