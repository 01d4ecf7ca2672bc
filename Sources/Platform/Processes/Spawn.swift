#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Starts programs: found via PATH, with an array of arguments that no shell interprets.
enum Spawn {
  /// Starts the program `words` with `environment` (`NAME=value`), in its own session if
  /// `isDetached`. `redirect` sets its descriptors; it inherits all that are not closed on exec.
  static func start(
    _ words: [String], environment: [String], isDetached: Bool = false,
    redirect: (inout posix_spawn_file_actions_t) -> Void
  ) throws(Errno) -> pid_t {
    guard let program = words.first else { throw .invalidArgument }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    redirect(&actions)
    // Restore blocked and ignored signals; a child that inherits them could not be stopped.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var ignored = none
    for number in [SIGPIPE, SIGXFSZ] { sigaddset(&ignored, number) }
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    if isDetached { flags |= ownSession }
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, program, &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw Errno(code: code) }
    return process
  }

  /// The exit status in `status` of `waitpid`, or 128 plus the number of the signal that ended it.
  static func exitStatus(_ status: Int32) -> Int {
    Int(status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F)
  }

  /// `POSIX_SPAWN_SETSID`, which `spawn.h` defines only with GNU extensions.
  #if canImport(Glibc)
    private static let ownSession: Int32 = 0x80
  #else
    private static let ownSession: Int32 = 0x400
  #endif
}
