internal import Platform

/// Errors that the collector itself writes into manifests and recognizes when it reads them,
/// including those of earlier versions.
enum CollectorMessages {
  static let timedOut = "no response in time"

  /// The error for a report or job that AWS did not finish in time.
  static func notDone(seconds: Int) -> String {
    notDoneStart + "\(seconds.grouped) s; increase --poll-timeout"
  }
  private static let notDoneStart = "not finished after "

  /// The error for an event history of which `collect` read only a part.
  static func limited(requests: Int) -> String {
    limitedStart + "\(requests.counted("request")) (--max-pages)"
  }
  private static let limitedStart = "stopped after "

  static let tooLongStart = "the response is longer than "
  static let tooManyNames =
    "the response lists more than \(ByteCount.words(AnswerScan.maximumNameBytes)) of names for further"
    + " calls; the call was stopped and its output discarded"

  static let endless =
    "aws wrote more than \(ByteCount.words(ChildProcess.maximumErrors)) to standard error and was stopped"

  /// The starts of the errors in manifests of earlier versions.
  private static let earlier: [(start: String, kind: CallFailure.Kind)] = [
    ("no answer in time", .timedOut), ("not done after ", .timedOut),
    ("the answer is longer than ", .tooLong),
    ("aws printed endless output and was stopped", .tooLong),
  ]

  /// The exit status of a client that printed no error. As in a shell, values above 128 are
  /// signals.
  static func ended(_ status: Int) -> String {
    status > 128 ? "ended by signal \(status - 128)" : "exit status \(status)"
  }

  /// The kind of failure of a text from this type; nil for other texts.
  static func kind(of error: String) -> CallFailure.Kind? {
    if error == timedOut || error.hasPrefix(notDoneStart) { return .timedOut }
    if error.hasPrefix(limitedStart) { return .limited }
    if error.hasPrefix(tooLongStart) || error == tooManyNames || error == endless {
      return .tooLong
    }
    return earlier.first { error.hasPrefix($0.start) }?.kind
  }
}

/// Numbers of bytes in readable form: `512M`, `1G`.
public enum ByteCount {
  /// Parses a number of bytes: digits, with K, M or G for powers of 1024; nil if `text` is invalid.
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

  /// `bytes` in the largest unit that gives a whole number: `512 MiB`.
  static func words(_ bytes: Int) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")]
    let unit = units.first { bytes > 0 && bytes % (1 << $0.0) == 0 }
    return unit.map { "\(bytes >> $0.0) \($0.1)" } ?? "\(bytes) bytes"
  }
}
