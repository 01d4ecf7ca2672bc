/// A failed file operation: the operation, the path and the reason.
///
/// Only `message` creates the sentence for the user, such as
/// `cannot write review.json: No space left on device`.
public struct SystemError: Error, Hashable, Sendable {
  /// The operation.
  public enum Operation: String, Sendable {
    case open, read, write, list, examine, create, rename, remove
    /// Flushing written content to stable storage.
    case sync = "flush"
  }

  /// The reason for the failure.
  public enum Reason: Hashable, Sendable {
    /// The operating system reported an error.
    case refused(Errno)
    /// The file has a type that is not read, because it could block or refer to other files.
    case notRegular(FileKind)
    /// The path is a symbolic link to a missing file; its target.
    case danglingLink(to: String)
    /// The file is longer than the limit, in bytes.
    case tooLarge(limit: Int)
  }

  /// The operation.
  public let operation: Operation
  /// The path as the user specified it, or relative to the directory that the user specified.
  public let path: String
  /// The reason for the failure.
  public let reason: Reason

  /// Creates the failure of `operation` on `path` for `reason`.
  public init(_ operation: Operation, _ path: String, _ reason: Reason) {
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  /// The error code of the operating system; nil if the failure has another reason.
  public var errno: Errno? {
    if case .refused(let errno) = reason { errno } else { nil }
  }

  /// The reason as text, without the operation.
  public var cause: String {
    switch reason {
    case .refused(let errno): errno.description
    case .notRegular(let kind): "it is \(kind.text); expected a regular file"
    case .danglingLink(let target):
      "it is a symbolic link to \(VisibleText.line(target)), which does not exist;"
        + " specify that file, or remove the link"
    case .tooLarge(let limit): "it is longer than \(limit) bytes"
    }
  }

  /// The operation, the path and the reason in one line.
  public var message: String {
    "cannot \(operation.rawValue) \(VisibleText.line(path)): \(cause)"
  }
}
