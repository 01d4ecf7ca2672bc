internal import Platform

extension CollectorMessages {
  /// The reason why an answer was not stored.
  static func fault(_ fault: IncomingAnswer.Failure) -> String {
    switch fault {
    case .tooLong(let limit):
      tooLongStart + ByteCount.words(limit) + "; the call was stopped and its output discarded"
    case .scan(.tooManyNames):
      tooManyNames
    case .scan(.empty): "the response is empty"
    case .scan(.notJSON(let offset)): "the response is not JSON (byte \(offset))"
    case .system(let error): error.message
    }
  }
}
