import Checklist
import Model
public import Workspace

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Plain mode: the review as lines of text, without cursor movement or colors. For screen readers,
/// logs and pipes.
///
///     Root account, 3 undecided
///      1. fail, 1 undecided: Root MFA enabled
///     …
///     item number, n next undecided, / filter, s sign-off, ? help, q quit> 1
public enum PlainConsole {
  /// Runs the review until the auditor quits or the input ends; returns false if a line could not
  /// be written.
  @MainActor
  public static func run(
    _ options: ConsoleOptions,
    opening open: (_ report: @escaping (String) -> Void) throws -> Workspace,
    write: @escaping (String) -> Bool
  ) throws -> Bool {
    guard write("Reading the evidence.\n") else { return false }
    let moment = options.clock()
    let review = try open { _ in }.first
    let state = ConsoleState(
      opening: options.settings, reviewer: options.reviewer, now: moment,
      size: Size(columns: 80, rows: 24), view: .checklist)
    var loop = ConsoleLoop(
      state: state, store: nil, clock: options.clock, preferences: options.preferences,
      configuration: options.configuration)
    let watch = WriterWatch()
    let effects = try loop.take([.opened(PreparedReview(review, at: moment), review.store)])
    if effects.contains(.awaitWriter) { watch.start(loop.awaitingWriter()) }
    // A terminal already shows what is typed. In a log, the answers would be missing.
    let echoes = isatty(STDIN_FILENO) == 0
    var dialog = PlainDialog(loop: loop, echoes: echoes, watch: watch, write: write) {
      readLine(strippingNewline: true)
    }
    return dialog.run()
  }
}
