/// The exit status of the process. Each command declares which it has, and their meaning.
package struct ExitStatus: Equatable, Sendable {
  package let rawValue: Int32

  package static let success = ExitStatus(rawValue: 0)
  /// There are findings, open decisions, conflicts or changes, depending on the command.
  package static let openFindings = ExitStatus(rawValue: 1)
  package static let usage = ExitStatus(rawValue: 2)
  /// The key of a valid signature is not trusted (`verify`).
  package static let unknownSigner = ExitStatus(rawValue: 2)
  /// Evidence or session cannot be read.
  package static let unreadable = ExitStatus(rawValue: 3)
  /// Output could not be written, or the console could not run.
  package static let failure = ExitStatus(rawValue: 4)
  /// `collect` got part of the evidence; some calls were denied or failed.
  package static let partial = ExitStatus(rawValue: 5)
  /// A usage error of `verify`, whose results have the smaller numbers (`EX_USAGE` of sysexits.h).
  package static let usageOfVerify = ExitStatus(rawValue: 64)
  /// The process was interrupted and exited cleanly; a shell reports the same for Ctrl-C.
  package static let interrupted = ExitStatus(rawValue: 130)
}

/// An exit status of a command with its meaning.
package struct Exit: Sendable {
  package let status: ExitStatus
  package let meaning: String

  package init(_ status: ExitStatus, _ meaning: String) {
    self.status = status
    self.meaning = meaning
  }

  // What the statuses mean in most commands.
  package static let success = Exit(.success, "success")
  package static let usage = Exit(.usage, "usage error")
  package static let unreadable = Exit(.unreadable, "evidence or session not readable")
  package static let failure = Exit(.failure, "cannot write or run")
}
