#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A program that this one waits for, such as an editor in the terminal.
public enum ForegroundProgram {
  /// Runs the program `words` and waits for it. Its standard input is `input`, with its output
  /// discarded, or the terminal if that is nil; it inherits the descriptor `inherited`. Returns the
  /// exit status, or 128 plus the number of the signal that ended it; nil if it could not be started.
  public static func run(
    _ words: [String], input: String? = nil, inherited: Int32? = nil
  ) -> Int? {
    var ends: [Int32] = [-1, -1]
    if input != nil {
      guard pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    let process = try? Spawn.start(words, environment: Environment.entries) { actions in
      // Duplicating a descriptor onto itself makes the program inherit it.
      if let inherited { posix_spawn_file_actions_adddup2(&actions, inherited, inherited) }
      guard input != nil else { return }
      posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
      for output: Int32 in [1, 2] {
        posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
      }
    }
    if let input {
      close(ends[0])
      // A program that does not read everything shows its own exit status.
      if process != nil {
        try? FileDescriptor.writeAll(Array(input.utf8), to: ends[1], in: .live)
      }
      close(ends[1])
    }
    guard let process else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    return Spawn.exitStatus(status)
  }
}
