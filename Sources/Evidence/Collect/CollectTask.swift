/// A call in progress: the job that it starts, the polling, and its pages.
struct CollectTask: Sendable {
  let call: CollectCall
  private(set) var page = 1
  /// Whether the preparation is done or not needed.
  private(set) var isPrepared: Bool
  private var job: String?
  private var marker: String?
  /// The number of attempts of this step, and when the waiting began, in milliseconds of the
  /// runner's clock.
  private(set) var attempts = 0
  private(set) var waitingSince: Int?
  private var throttles = 0

  /// The maximum number of pages of one answer; last access has five.
  private static let maximumPages = 100

  /// Creates the task of `call`, starting at its first page.
  init(_ call: CollectCall) {
    self.call = call
    isPrepared = call.operation.preparation == nil
  }

  var operation: CollectOperation { call.operation }

  /// The service and operation of this step.
  var command: String {
    isPrepared ? operation.command : operation.preparation?.command ?? operation.command
  }

  /// The words after `aws` for this step. Each value follows a `=`, so that it cannot be read as an
  /// option.
  var arguments: [String] {
    var words = command.split(separator: " ").map(String.init)
    if let preparation = operation.preparation, !isPrepared {
      words += preparation.arguments
      if let option = preparation.subjectOption, let subject = call.subject {
        words.append("--\(option)=\(subject)")
      }
    } else {
      words += operation.arguments
      if let option = operation.subject?.option, let subject = call.subject, !isOfJob {
        words.append("--\(option)=\(subject)")
      }
      if let option = operation.preparation?.job?.option, let job {
        words.append("--\(option)=\(job)")
      }
      if let marker { words.append("--marker=\(marker)") }
    }
    return words
  }

  private var isOfJob: Bool { operation.preparation?.job != nil }

  /// A value that cannot be passed to the client; nil if all values can.
  var unpassable: String? {
    [call.subject, job, marker].compactMap { $0 }.first { !CollectCall.canPass($0) }
  }

  /// The effect of an answer on the task.
  enum Step {
    /// Not ready yet: ask again after the given milliseconds.
    case again(after: Int)
    /// The answer is invalid, with the reason.
    case wrong(String)
    /// The preparation is done and the next step can start; nothing is stored.
    case prepared
    /// Store the answer; another page follows.
    case page
    /// Store the answer; it is the last page.
    case whole
  }

  /// Processes the answer to this step at the time `now`. `jitter`, from 0 to 1, spreads the
  /// retries, which end after `patience` milliseconds.
  mutating func take(_ answer: AnswerFacts, now: Int, jitter: Double, patience: Int) -> Step {
    guard isPrepared else {
      return takePreparation(answer, now: now, jitter: jitter, patience: patience)
    }
    if let busy = operation.busy, answer.strings[busy.member] == busy.value {
      return again(now: now, jitter: jitter, patience: patience)
    }
    if let busy = operation.busy, let status = answer.strings[busy.member], status != "COMPLETED" {
      return .wrong("the job ended with status \(status.prefix(100))")
    }
    guard operation.isPaged, answer.isTruncated else { return .whole }
    guard let next = answer.strings["Marker"] else {
      return .wrong("the response is truncated and has no Marker to continue from")
    }
    guard next != marker else { return .wrong("the response repeats its own Marker") }
    guard page < CollectTask.maximumPages else {
      return .wrong("the response has more than \(CollectTask.maximumPages) pages")
    }
    return .page
  }

  private mutating func takePreparation(
    _ answer: AnswerFacts, now: Int, jitter: Double, patience: Int
  ) -> Step {
    if let done = operation.preparation?.done {
      guard let state = answer.strings[done.member] else {
        return .wrong("the response has no member \(done.member)")
      }
      if state != done.value { return again(now: now, jitter: jitter, patience: patience) }
    }
    if let member = operation.preparation?.job?.member {
      guard let id = answer.strings[member] else {
        return .wrong("the response has no member \(member)")
      }
      job = id
    }
    isPrepared = true
    beginStep()
    return .prepared
  }

  /// Continues with the page after `answer`.
  mutating func turnPage(after answer: AnswerFacts) {
    marker = answer.strings["Marker"]
    page += 1
    beginStep()
  }

  private mutating func beginStep() {
    attempts = 0
    waitingSince = nil
  }

  /// Schedules the step again: the delay grows with each attempt, varies with `jitter`, and ends at
  /// `patience`.
  private mutating func again(now: Int, jitter: Double, patience: Int) -> Step {
    attempts += 1
    let since = waitingSince ?? now
    waitingSince = since
    let left = since + patience - now
    guard left > 0 else { return .wrong(CollectorMessages.notDone(seconds: patience / 1000)) }
    var base = 500.0
    for _ in 1..<min(attempts, 12) { base = min(base * 1.6, 20_000) }
    return .again(after: min(Int(base * (0.5 + jitter)), left))
  }

  /// Milliseconds until the step is retried after AWS throttled it in spite of the client's own
  /// retries; nil if there were too many retries.
  mutating func throttled(jitter: Double) -> Int? {
    throttles += 1
    guard throttles <= 5 else { return nil }
    return Int(Double(4000 << throttles) * (0.5 + jitter))
  }
}
