internal import Platform
internal import Evidence

/// Why a review cannot be opened, or why something cannot be done with it, in one sentence.
public struct ReviewError: Error, Hashable, Sendable {
  /// The sentence.
  public let message: String

  /// An error with the sentence `message`.
  public init(message: String) { self.message = message }

  /// The error `error` of a file, of the evidence or of a review.
  public init(_ error: any Error) {
    message =
      switch error {
      case let error as ReviewError: error.message
      case let error as EvidenceError: error.message
      case let error as SystemError: error.message
      default: "\(error)"
      }
  }
}
