/// The tasks that wait: those that may start, those that come last, and those that are due later.
struct CollectQueue: Sendable {
  private var fresh: [CollectTask] = []
  private var late: [CollectTask] = []
  private var delayed: [(due: Int, task: CollectTask)] = []
  private var freshStart = 0
  private var lateStart = 0

  var count: Int { fresh.count - freshStart + late.count - lateStart + delayed.count }
  var isEmpty: Bool { count == 0 }

  /// When the next of those that wait for a moment is due, in the runner's milliseconds.
  var nextDue: Int? { delayed.map(\.due).min() }

  /// What is made on demand and waited for, with how many of it.
  var awaited: [String: Int] {
    delayed.filter { $0.task.waitingSince != nil }.reduce(into: [:]) { counts, one in
      counts[one.task.operation.awaited ?? one.task.command, default: 0] += 1
    }
  }

  mutating func add(_ task: CollectTask) {
    if task.operation.isLate { late.append(task) } else { fresh.append(task) }
  }

  mutating func add(_ task: CollectTask, due: Int) { delayed.append((due, task)) }

  /// The next task to start: what is due before what is new, so that jobs are fetched before more
  /// are begun; and no more of them are begun while `mostWaiting` wait.
  mutating func next(at now: Int, mostWaiting: Int) -> CollectTask? {
    let due = delayed.indices.filter { delayed[$0].due <= now }
      .min { delayed[$0].due < delayed[$1].due }
    if let due { return delayed.remove(at: due).task }
    if freshStart < fresh.count {
      freshStart += 1
      return fresh[freshStart - 1]
    }
    guard lateStart < late.count, delayed.count < mostWaiting else { return nil }
    lateStart += 1
    return late[lateStart - 1]
  }
}

/// How often each command was refused, so that one which always is, is left in peace.
struct RefusalCount: Sendable {
  private var first: [String: Manifest.Call] = [:]
  private var counts: [String: Int] = [:]
  private var successes: Set<String> = []

  /// So many refusals without an answer mean that there will be none.
  private static let patience = 3

  mutating func noteSuccess(_ command: String) { successes.insert(command) }

  mutating func note(_ call: Manifest.Call) {
    if first[call.operation] == nil { first[call.operation] = call }
    counts[call.operation, default: 0] += 1
  }

  func isHopeless(_ command: String) -> Bool {
    !successes.contains(command) && counts[command, default: 0] >= RefusalCount.patience
  }

  /// Notes that a call was left out for it.
  mutating func leaveOut(_ command: String) { first[command]?.notAsked += 1 }

  /// The first refusal of each command of which calls were left out, with their number.
  var cutShort: [Manifest.Call] {
    first.values.filter { $0.notAsked > 0 }.sorted { $0.operation < $1.operation }
  }
}
