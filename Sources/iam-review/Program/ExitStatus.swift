/// The exit status of the process.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  /// There are findings, open decisions, conflicts or changes, depending on the command.
  case openFindings = 1
  case usage = 2
  /// Evidence or session cannot be read.
  case unreadable = 3
  /// Output could not be written, or the console could not run.
  case failure = 4
  /// `collect` got part of the evidence; some calls were denied or failed.
  case partial = 5
  /// The process was interrupted and exited cleanly; a shell reports the same for Ctrl-C.
  case interrupted = 130

  /// The meaning for `--help` and the manual page.
  var meaning: String {
    switch self {
    case .success: "success"
    case .openFindings: "findings (check), or a problem described above"
    case .usage: "usage error"
    case .unreadable: "evidence or session not readable"
    case .failure: "cannot write or run"
    case .partial: "some calls were denied or failed (collect)"
    case .interrupted: "interrupted (collect, export --format pdf)"
    }
  }
}
