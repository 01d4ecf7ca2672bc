internal import Model

/// The waiting tasks: those that can start now, those that come last, and those due later.
struct CollectQueue: Sendable {
  private var fresh: [CollectTask] = []
  private var late: [CollectTask] = []
  private var delayed: [(due: Int, task: CollectTask)] = []
  private var freshStart = 0
  private var lateStart = 0

  var count: Int { fresh.count - freshStart + late.count - lateStart + delayed.count }
  var isEmpty: Bool { count == 0 }

  /// When the next delayed task is due, in milliseconds of the runner's clock.
  var nextDue: Int? { delayed.map(\.due).min() }

  /// The reports that AWS is creating on demand, with the number of each.
  var awaited: [String: Int] {
    delayed.filter { $0.task.waitingSince != nil }.reduce(into: [:]) { counts, one in
      counts[one.task.operation.awaited ?? one.task.command, default: 0] += 1
    }
  }

  mutating func add(_ task: CollectTask) {
    if task.operation.isLate { late.append(task) } else { fresh.append(task) }
  }

  mutating func add(_ task: CollectTask, due: Int) { delayed.append((due, task)) }

  /// The next task to start. Due tasks precede new ones, so that the results of jobs are fetched
  /// before more jobs start. While `maximumWaiting` tasks wait, no other task that comes last starts.
  mutating func next(at now: Int, maximumWaiting: Int) -> CollectTask? {
    let due = delayed.indices.filter { delayed[$0].due <= now }
      .min { delayed[$0].due < delayed[$1].due }
    if let due { return delayed.remove(at: due).task }
    if freshStart < fresh.count {
      freshStart += 1
      return fresh[freshStart - 1]
    }
    guard lateStart < late.count, delayed.count < maximumWaiting else { return nil }
    lateStart += 1
    return late[lateStart - 1]
  }
}

/// Counts the refusals of each command, so that a command that is always refused is not repeated.
struct RefusalCount: Sendable {
  private var first: [String: Manifest.Call] = [:]
  private var counts: [String: Int] = [:]
  private var successes: Set<String> = []

  /// The number of refusals, without any success, after which a command is not called again.
  private static let patience = 3

  mutating func noteSuccess(_ command: String) { successes.insert(command) }

  mutating func note(_ call: Manifest.Call) {
    if first[call.operation] == nil { first[call.operation] = call }
    counts[call.operation, default: 0] += 1
  }

  func isAlwaysDenied(_ command: String) -> Bool {
    !successes.contains(command) && counts[command, default: 0] >= RefusalCount.patience
  }

  /// Records that a call was skipped because of earlier refusals.
  mutating func skip(_ command: String) { first[command]?.notAsked += 1 }

  /// The first refusal of each command that was skipped later, with the number of skipped calls.
  var cutShort: [Manifest.Call] {
    first.values.filter { $0.notAsked > 0 }.sorted { $0.operation < $1.operation }
  }
}
