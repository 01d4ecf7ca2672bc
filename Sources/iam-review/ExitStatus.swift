/// What the process tells its caller.
enum ExitStatus: Int32 {
  case success = 0
  /// `check` found something.
  case openFindings = 1
  case usage = 2
  /// Evidence or session cannot be read.
  case unreadable = 3
  /// What was asked for could not be written, or the console could not run.
  case failure = 4
  /// `collect` got some of it, and some was refused.
  case partial = 5
  /// It was told to end, and did; a shell says the same of Ctrl-C.
  case interrupted = 130
}
