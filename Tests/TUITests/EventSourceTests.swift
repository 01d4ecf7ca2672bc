import Model
import Platform
import Reports
import Testing

@testable import TUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Both ends of a pipe, in place of a terminal.
private struct Pipe: ~Copyable {
  let reading: Int32
  private let writing: Int32
  private var isOpen = true

  init() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    if isOpen { close(writing) }
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(writing, bytes, bytes.count)
  }

  mutating func hangUp() {
    close(writing)
    isOpen = false
  }
}

@Suite struct EventSourceTests {
  @Test("thirty keys in one write are one batch")
  func batch() throws {
    let terminal = try Pipe()
    terminal.send(String(repeating: "j", count: 30))
    var events = EventSource(terminal: terminal.reading, signals: -1, wake: -1)
    let batch = events.nextBatch()
    #expect(batch == Array(repeating: .key(.character("j")), count: 30))
  }

  @Test("Escape is reported if nothing follows; a sequence in two writes is one key")
  func escape() throws {
    let terminal = try Pipe()
    var events = EventSource(terminal: terminal.reading, signals: -1, wake: -1)
    terminal.send("\u{1B}")
    let lone = events.nextBatch()
    #expect(lone == [.key(.escape)])
    terminal.send("\u{1B}[")
    let nothing = events.nextBatch(timeoutMilliseconds: 0)
    #expect(nothing.isEmpty)
    terminal.send("B")
    let down = events.nextBatch()
    #expect(down == [.key(.down)])
  }

  @Test("a paste ends when no more input arrives, even if other events do")
  func silence() throws {
    let terminal = try Pipe()
    let wake = try Pipe()
    var events = EventSource(terminal: terminal.reading, signals: -1, wake: wake.reading)
    // The inner paste ended. After 25 ms without input, the outer one ends too.
    terminal.send("\u{1B}[200~a\u{1B}[200~b\u{1B}[201~")
    var batch: [InputEvent] = []
    for _ in 0..<1_000 where batch.allSatisfy({ $0 == .wake }) {
      wake.send("1")
      batch = events.nextBatch(timeoutMilliseconds: 10)
      usleep(1_000)
    }
    #expect(batch.last == .paste("a\u{1B}[200~b"))
  }

  @Test("an interrupt signal cancels a paste")
  func interruptedPaste() throws {
    let terminal = try Pipe()
    let signals = try Pipe()
    var events = EventSource(terminal: terminal.reading, signals: signals.reading, wake: -1)
    terminal.send("\u{1B}[200~abc")
    let nothing = events.nextBatch(timeoutMilliseconds: 0)
    signals.send("i")
    let cancelled = events.nextBatch()
    #expect(nothing.isEmpty && cancelled == [.pasteCancelled])
  }

  @Test("a dropped connection is a hang-up after its last keys, in every batch")
  func hangUp() throws {
    var terminal = try Pipe()
    var events = EventSource(terminal: terminal.reading, signals: -1, wake: -1)
    terminal.send("a")
    terminal.hangUp()
    let first = events.nextBatch()
    let second = events.nextBatch()
    #expect(first == [.key(.character("a")), .hangUp])
    #expect(second == [.hangUp])
  }

  @Test("signals become events, and the timeout is respected")
  func signals() throws {
    let terminal = try Pipe()
    let signals = try Pipe()
    var events = EventSource(terminal: terminal.reading, signals: signals.reading, wake: -1)
    signals.send("tizc")
    let batch = events.nextBatch()
    #expect(batch == [.terminate, .interrupt, .suspend, .resume])
    let none = events.nextBatch(timeoutMilliseconds: 5)
    #expect(none.isEmpty)
    signals.send("h")
    let last = events.nextBatch()
    #expect(last == [.hangUp])
  }

  @Test("many posts wake the loop once")
  func wake() throws {
    let terminal = try Pipe()
    let wake = try Pipe()
    var events = EventSource(terminal: terminal.reading, signals: -1, wake: wake.reading)
    wake.send("111")
    let batch = events.nextBatch()
    let none = events.nextBatch(timeoutMilliseconds: 0)
    #expect(batch == [.wake])
    #expect(none.isEmpty)
  }

  @Test("a mailbox returns posts once, in order")
  func mailbox() async {
    let box = Mailbox<Int>()
    await withTaskGroup { group in
      for number in 0..<100 { group.addTask { box.post(number) } }
    }
    #expect(box.takeAll().sorted() == Array(0..<100))
    #expect(box.takeAll().isEmpty)
  }
}
