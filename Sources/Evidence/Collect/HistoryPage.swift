internal import Platform

/// A page of the event history: the events in their order, the newest first.
struct HistoryPage {
  /// The reason why a page cannot be used.
  struct Failure: Error { let message: String }

  /// An event: its record, as text, and its time.
  struct Event {
    let text: String
    let time: Instant
  }

  let events: [Event]
  /// Continues with the next page; nil after the last one.
  let token: String?

  /// Reads the output of `aws cloudtrail lookup-events`.
  init(_ bytes: [UInt8]) throws(Failure) {
    let root: JSONNode
    do throws(JSONError) { root = try JSONDocument(bytes).root } catch {
      throw Failure(message: "the response is not JSON: \(error.message)")
    }
    guard root.hasList("Events") else {
      throw Failure(message: "the response has no member Events")
    }
    var events: [Event] = []
    for event in root["Events"]?.elements ?? [] {
      // The client writes the time of the event in a form that depends on its version and
      // configuration; the record itself has one form.
      guard let text = event["CloudTrailEvent"]?.string,
        let record = try? JSONDocument(Array(text.utf8)).root,
        let time = record["eventTime"]?.string.flatMap({ Instant($0) })
      else { throw Failure(message: "the response contains an event without a valid record") }
      events.append(Event(text: text, time: time))
    }
    self.events = events
    token = root["NextToken"]?.string
  }
}

/// Keeps the output of a command in memory, up to a limit.
final class MemoryOutput: OutputSink {
  private(set) var bytes: [UInt8] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    self.bytes.append(contentsOf: bytes)
    return self.bytes.count <= limit
  }
}
