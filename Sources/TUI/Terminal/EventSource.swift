internal import CNcurses

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Waits for events of the terminal, of signals, and of other threads.
///
/// A batch contains everything that happened since the last one, so that thirty keys cost one
/// repaint. While idle, it sleeps in `poll` without a timer. When the connection dropped, every
/// batch ends with `.hangUp`: treating end of file as "no input yet" would loop forever.
public struct EventSource: ~Copyable {
  private let terminal: Int32
  private let signals: Int32
  private let wake: Int32
  private var decoder = InputDecoder()
  private var resizes = ResizeGate()
  private var isHungUp = false
  /// The time of the last input from the terminal, in milliseconds.
  private var lastInput = 0

  /// The maximum number of bytes in a batch. A flood of input must not delay the screen.
  private static let maximumBytes = 64 * 1024

  /// The events of the terminal that `screen` uses.
  public init(for screen: borrowing Screen) {
    self.init(terminal: screen.input, signals: iamr_signals_start(), wake: iamr_wake_start())
  }

  /// The events of these descriptors; negative ones are ignored.
  init(terminal: Int32, signals: Int32, wake: Int32) {
    self.terminal = terminal
    self.signals = signals
    self.wake = wake
  }

  /// Waits for events, for at most `timeoutMilliseconds` if given; returns an empty batch after
  /// that.
  public mutating func nextBatch(timeoutMilliseconds: Int? = nil) -> [InputEvent] {
    guard !isHungUp else { return [.hangUp] }
    let deadline = timeoutMilliseconds.map { Self.now() + max(0, $0) }
    var batch: [InputEvent] = []
    while true {
      let now = Self.now()
      let untilDeadline = deadline.map { max(0, $0 - now) }
      let waits = [untilDeadline, untilSilence(at: now), resizes.wait(at: now)].compactMap { $0 }
      let ready = wait(milliseconds: batch.isEmpty ? waits.min() : 0)
      if ready.terminal { readTerminal(into: &batch) }
      if ready.signals { readSignals(into: &batch) }
      if ready.wake, drain(wake) { batch.append(.wake) }
      if !ready.terminal, untilSilence(at: Self.now()) == 0 { batch += decoder.flush() }
      if resizes.opens(at: Self.now()), let size = Screen.terminalSize() {
        batch.append(.resize(size))
      }
      if isHungUp { return batch.filter { $0 != .hangUp } + [.hangUp] }
      let isLate = deadline.map { Self.now() >= $0 } ?? false
      if !batch.isEmpty || isLate { return batch }
    }
  }

  /// The remaining time until an incomplete sequence counts as finished, in milliseconds; nil if
  /// there is none. Wake-ups and signals do not extend it.
  private func untilSilence(at now: Int) -> Int? {
    decoder.patienceMilliseconds.map { max(0, lastInput + $0 - now) }
  }

  private struct Ready {
    var terminal = false
    var signals = false
    var wake = false
  }

  private mutating func wait(milliseconds: Int?) -> Ready {
    var entries = [terminal, signals, wake].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let count = poll(&entries, nfds_t(entries.count), Int32(clamping: milliseconds ?? -1))
    guard count > 0 else { return Ready() }
    return Ready(
      terminal: entries[0].revents != 0, signals: entries[1].revents != 0,
      wake: entries[2].revents != 0)
  }

  /// Reads all available input, and detects a dropped connection.
  private mutating func readTerminal(into batch: inout [InputEvent]) {
    var total = 0
    var buffer = [UInt8](repeating: 0, count: 4096)
    while total < Self.maximumBytes {
      var entry = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 0) > 0, entry.revents != 0 else { return }
      // The descriptor is shared with the shell and must stay blocking, so it is read only when it
      // is readable.
      guard Int32(entry.revents) & POLLIN != 0 else {
        isHungUp = true
        return
      }
      let count = read(terminal, &buffer, buffer.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else {
        isHungUp = true
        return
      }
      total += count
      lastInput = Self.now()
      batch += decoder.decode(buffer[..<count])
    }
  }

  private mutating func readSignals(into batch: inout [InputEvent]) {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(signals, &bytes, bytes.count)
    guard count > 0 else { return }
    for byte in bytes[..<count] {
      switch Int(byte) {
      case Int(IAMR_SIGNAL_RESIZE): resizes.signal(at: Self.now())
      case Int(IAMR_SIGNAL_HANG_UP): isHungUp = true
      case Int(IAMR_SIGNAL_TERMINATE): batch.append(.terminate)
      case Int(IAMR_SIGNAL_INTERRUPT): batch.append(decoder.interrupt())
      case Int(IAMR_SIGNAL_SUSPEND): batch.append(.suspend)
      case Int(IAMR_SIGNAL_RESUME): batch.append(.resume)
      default: break
      }
    }
  }

  /// Empties the wake-up pipe; returns whether it contained anything.
  private func drain(_ descriptor: Int32) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 256)
    return read(descriptor, &bytes, bytes.count) > 0
  }

  /// Milliseconds of the monotonic clock.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
