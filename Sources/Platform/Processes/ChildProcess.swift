#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A running child process, with its output captured as it arrives.
///
/// Its arguments are an array that no shell interprets. It is a class because it represents a
/// single process: it is waited for exactly once, and its pipes are closed with it.
package final class ChildProcess {
  /// The parent's ends of its pipes, in the order of `poll`: standard output, standard error.
  private(set) var ends: [Int32]
  /// Its standard output, if there is no sink.
  private(set) var output: [UInt8] = []
  private(set) var errors = HeadAndTail()
  /// Whether it wrote more than `limit` bytes without a sink, more than its sink accepts, or too
  /// much to standard error, and was killed.
  private(set) var isOverlong = false
  private let limit: Int
  private let sink: (any OutputSink)?
  private let process: pid_t
  /// Whether it leads its own session, so that its child processes can be stopped with it.
  private let isDetached: Bool
  private var hasEnded = false

  /// The maximum number of bytes read at once, so that a program that never stops writing does not
  /// delay others: the size of the largest pipe (`/proc/sys/fs/pipe-max-size`).
  private static let maximumBatch = 1 << 20

  /// The limit for standard error, in bytes; a program that exceeds it is killed.
  package static let maximumErrors = 16 << 20

  /// Starts the program of `command`, found via PATH, with `environment` (`NAME=value`). Standard
  /// output goes to `sink`, or to `output` if it is nil.
  init(
    _ command: CollectorCommand, environment: [String], limit: Int, sink: (any OutputSink)?
  ) throws(Errno) {
    var pipes: [Int32] = [-1, -1, -1, -1]
    for start in [0, 2] {
      var pair: [Int32] = [-1, -1]
      guard pipe(&pair) == 0 else {
        let error = Errno.current
        for end in pipes where end >= 0 { close(end) }
        throw error
      }
      pipes[start] = pair[0]
      pipes[start + 1] = pair[1]
      for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      _ = fcntl(pair[0], F_SETFL, O_NONBLOCK)
    }
    defer {
      close(pipes[1])
      close(pipes[3])
    }
    do throws(Errno) {
      process = try Spawn.start(
        command.words, environment: environment, isDetached: command.isDetached
      ) { actions in
        if !command.promptsUser {
          posix_spawn_file_actions_addopen(&actions, 0, command.input ?? "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, pipes[1], 1)
        posix_spawn_file_actions_adddup2(&actions, pipes[3], 2)
      }
    } catch {
      close(pipes[0])
      close(pipes[2])
      throw error
    }
    ends = [pipes[0], pipes[2]]
    self.limit = limit
    self.sink = sink
    isDetached = command.isDetached
  }

  deinit { for end in ends where end >= 0 { close(end) } }

  /// Reads the available bytes of a pipe that `poll` found readable or closed.
  func read(_ index: Int) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var taken = 0
    while ends[index] >= 0, taken < ChildProcess.maximumBatch {
      let count = ChildProcess.read(ends[index], &buffer)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { return }
      guard count > 0 else {
        close(ends[index])
        ends[index] = -1
        return
      }
      taken += count
      buffer.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[..<count]), from: index) }
    }
  }

  private func take(_ bytes: UnsafeRawBufferPointer, from index: Int) {
    guard !isOverlong else { return }
    var isWanted = true
    if index == 1 {
      errors.append(bytes)
    } else {
      if let sink { isWanted = sink.take(bytes) } else { output += bytes }
    }
    if output.count > limit || errors.count > ChildProcess.maximumErrors || !isWanted {
      isOverlong = true
      output = []
      signal(SIGKILL)
    }
  }

  /// The exit status, or 128 plus the number of the signal that ended it; nil while it runs.
  ///
  /// If it was killed, its child processes are killed too. Otherwise, other processes that still
  /// have its pipes open are not waited for.
  func status(killsRest: Bool) -> Int? {
    var info = siginfo_t()
    // It remains a zombie until its group has been handled, so that its process id is not reused.
    let isThere = waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0
    guard !isThere && errno != EINTR || isThere && info.si_signo != 0 else { return nil }
    if killsRest || isOverlong { signal(SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    hasEnded = true
    // The last output can still be in the pipes.
    read(0)
    read(1)
    return Spawn.exitStatus(status)
  }

  /// Whether it closed all its pipes, so that it is about to end.
  var isSilent: Bool { ends.allSatisfy { $0 < 0 } }

  /// Sends a signal to it, and to its child processes if it is detached, unless it was already
  /// waited for, because its process id could then belong to another process.
  func signal(_ number: Int32) {
    if !hasEnded { kill(isDetached ? -process : process, number) }
  }

  private static func read(_ end: Int32, _ buffer: inout [UInt8]) -> Int {
    #if canImport(Glibc)
      Glibc.read(end, &buffer, buffer.count)
    #else
      Darwin.read(end, &buffer, buffer.count)
    #endif
  }
}
