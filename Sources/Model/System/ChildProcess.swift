#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A program that runs beside us, with what it writes caught as it comes.
///
/// Its words are an array that no shell reads. It is a class because a process is one thing, whoever
/// holds it; it is waited for exactly once, and its ends of pipes are closed with it.
final class ChildProcess {
  /// The ends that it writes to, in the order of `poll`: standard output, standard error.
  private(set) var ends: [Int32]
  private(set) var output: [UInt8] = []
  private(set) var errors: [UInt8] = []
  /// Whether it wrote more than `limit` bytes, and was told to end for it.
  private(set) var isOverlong = false
  private let limit: Int
  private let process: pid_t
  private var hasEnded = false

  /// Starts `words`, whose first is looked for in PATH, with `environment` (`NAME=value`).
  ///
  /// Standard input is the terminal's where `inheritsInput`, else the file at `input`, or nothing.
  init(
    _ words: [String], environment: [String], inheritsInput: Bool, input: String? = nil, limit: Int
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
      process = try ChildProcess.spawn(
        words, environment, input: inheritsInput ? nil : input ?? "/dev/null", output: pipes[1],
        errors: pipes[3])
    } catch {
      close(pipes[0])
      close(pipes[2])
      throw error
    }
    ends = [pipes[0], pipes[2]]
    self.limit = limit
  }

  deinit { for end in ends where end >= 0 { close(end) } }

  /// Reads what there is on an end that `poll` found readable or hung up.
  func read(_ index: Int) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while ends[index] >= 0 {
      let count = ChildProcess.read(ends[index], &buffer)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { return }
      guard count > 0 else {
        close(ends[index])
        ends[index] = -1
        return
      }
      take(buffer[..<count], from: index)
    }
  }

  private func take(_ bytes: ArraySlice<UInt8>, from index: Int) {
    if index == 0 {
      output += bytes
    } else {
      // What a program complains of at length says nothing new after a while.
      errors += bytes.prefix(max(0, 65_536 - errors.count))
    }
    if output.count > limit, !isOverlong {
      isOverlong = true
      output = []
      signal(SIGKILL)
    }
  }

  /// The exit status, or 128 and the number of the signal that ended it; nil while it runs.
  func status() -> Int? {
    var status: Int32 = 0
    let result = waitpid(process, &status, WNOHANG)
    guard result != 0, result >= 0 || errno != EINTR else { return nil }
    hasEnded = true
    // What it wrote last may still be in the pipes; who else holds them is not waited for.
    read(0)
    read(1)
    return Int(status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F)
  }

  /// Whether it closed all that it writes to, and so is about to end.
  var isSilent: Bool { ends.allSatisfy { $0 < 0 } }

  /// Sends it a signal, unless it was waited for and its number may be another's.
  func signal(_ number: Int32) { if !hasEnded { kill(process, number) } }

  private static func spawn(
    _ words: [String], _ environment: [String], input: String?, output: Int32, errors: Int32
  ) throws(Errno) -> pid_t {
    guard let program = words.first else { throw .invalidArgument }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0) }
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    // We may hold signals back or ignore them; who inherits that cannot be told to end.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var ignored = none
    for number in [SIGPIPE, SIGXFSZ] { sigaddset(&ignored, number) }
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, program, &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw Errno(code: code) }
    return process
  }

  private static func read(_ end: Int32, _ buffer: inout [UInt8]) -> Int {
    #if canImport(Glibc)
      Glibc.read(end, &buffer, buffer.count)
    #else
      Darwin.read(end, &buffer, buffer.count)
    #endif
  }
}
