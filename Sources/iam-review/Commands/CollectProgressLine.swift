import Evidence
import Model
import Platform
import Synchronization

/// The progress line on standard error. Without a terminal, only long waits are reported.
final class CollectProgressLine {
  private let started = ProcessEnvironment.monotonicMilliseconds
  private let isTerminal = ProcessEnvironment.errorsGoToTerminal
  private var notice = WaitingNotice()
  private var line = TransientLine()
  private var last: Int?

  /// Shows `progress`, a few times per second at most.
  func show(_ progress: CollectProgress) {
    let now = ProcessEnvironment.monotonicMilliseconds
    guard isTerminal else {
      if let line = notice.line(progress, at: now) { Messages.printError(line) }
      return
    }
    // At the start the client can ask for an MFA code, and needs the terminal for itself.
    guard progress.done + progress.refused > 0 else { return }
    if let last, now - last < 250 { return }
    last = now
    var words =
      "\(progress.done) done, \(progress.running.count) running, \(progress.left) left"
      + (progress.refused > 0 ? ", \(progress.refused) denied or failed" : "") + ", \(elapsed)"
    if progress.running.isEmpty || progress.history != nil {
      words += ": \(progress.waitingWords)"
    } else if let busiest = progress.busiest {
      words += ": \(busiest)"
    }
    line.show(String(words.prefix(ProcessEnvironment.errorColumns - 1)))
  }

  /// Erases the line.
  func clear() { line.clear() }

  /// The time since the start: `42 s`, `3 min 5 s`.
  var elapsed: String {
    let seconds = (ProcessEnvironment.monotonicMilliseconds - started) / 1000
    return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
  }
}
