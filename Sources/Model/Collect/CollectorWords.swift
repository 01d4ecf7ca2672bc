/// Errors that the collector itself writes into manifests and knows again when it reads them.
enum CollectorWords {
  static let timedOut = "no answer in time"

  /// A report or job that AWS did not finish.
  static func notDone(seconds: Int) -> String { notDoneStart + "\(seconds) s" }
  private static let notDoneStart = "not done after "

  /// Why an answer was not stored.
  static func fault(_ fault: IncomingAnswer.Fault) -> String {
    switch fault {
    case .tooLong(let limit):
      tooLongStart + ByteCount.words(limit) + "; it was stopped and nothing of it was kept"
    case .scan(.tooManyNames):
      tooLongStart + "what can be asked about; it was stopped and nothing of it was kept"
    case .scan(.empty): "the answer is empty"
    case .scan(.notJSON(let offset)): "the answer is not JSON (byte \(offset))"
    case .system(let error): error.message
    }
  }
  private static let tooLongStart = "the answer is longer than "

  static let endless = "aws wrote without end and was stopped"

  /// How the client ended, where it said nothing. 128 and more are signals, as a shell has it.
  static func ended(_ status: Int) -> String {
    status > 128 ? "ended by signal \(status - 128)" : "exit status \(status)"
  }

  /// The sort of failure that one of these stands for; nil for other words.
  static func kind(of error: String) -> CallFailure.Kind? {
    if error == timedOut || error.hasPrefix(notDoneStart) { return .timedOut }
    return error.hasPrefix(tooLongStart) || error == endless ? .tooLong : nil
  }
}

/// Numbers of bytes as people write them: `512M`, `1G`.
public enum ByteCount {
  /// The number that `text` stands for: digits, with K, M or G for powers of 1024; nil for other text.
  public static func bytes(_ text: String) -> Int? {
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30, "k": 10, "m": 20, "g": 30]
    let shift = text.last.flatMap { shifts[$0] }
    let digits = shift == nil ? text[...] : text.dropLast()
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) else {
      return nil
    }
    let (bytes, overflows) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
    return overflows ? nil : bytes
  }

  /// `bytes` in the largest unit that leaves a whole number: `512 MiB`.
  static func words(_ bytes: Int) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")]
    let unit = units.first { bytes > 0 && bytes % (1 << $0.0) == 0 }
    return unit.map { "\(bytes >> $0.0) \($0.1)" } ?? "\(bytes) bytes"
  }
}
