/// A file operation that failed: what was tried, on what, and why.
///
/// Its `message` is the one place that makes the sentence a person reads, such as
/// `cannot write review.json: No space left on device`.
public struct SystemError: Error, Hashable, Sendable {
  /// What was tried.
  public enum Operation: String, Sendable {
    case open, read, write, list, examine, create, rename, remove
    /// Making sure that what was written is on the disk itself.
    case sync = "flush"
  }

  /// Why it failed.
  public enum Reason: Hashable, Sendable {
    /// The operating system refused.
    case refused(Errno)
    /// The name stands for something that is not read, lest it block or lead elsewhere.
    case notRegular(FileKind)
    /// The name is a symbolic link to a file that does not exist; its path.
    case danglingLink(to: String)
    /// The file is longer than the limit, in bytes.
    case tooLarge(limit: Int)
  }

  /// What was tried.
  public let operation: Operation
  /// The file, as the person named it or relative to the directory that they named.
  public let path: String
  /// Why it failed.
  public let reason: Reason

  /// The failure of `operation` on `path` for `reason`.
  public init(_ operation: Operation, _ path: String, _ reason: Reason) {
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  /// The number of the operating system's error; nil if it was not the one to refuse.
  public var errno: Errno? {
    if case .refused(let errno) = reason { errno } else { nil }
  }

  /// Why it failed, without saying what.
  public var cause: String {
    switch reason {
    case .refused(let errno): errno.description
    case .notRegular(let kind): "it is \(kind.words); expected a regular file"
    case .danglingLink(let target):
      "it is a symbolic link to \(VisibleText.line(target)), which does not exist; name that file, or"
        + " remove the link"
    case .tooLarge(let limit): "it is longer than \(limit) bytes"
    }
  }

  /// What failed and why, in one line.
  public var message: String {
    "cannot \(operation.rawValue) \(VisibleText.line(path)): \(cause)"
  }
}
