/// A call on its way: the job started before it, the waiting for it, the pages after it.
struct CollectTask: Sendable {
  let call: CollectCall
  private(set) var page = 1
  /// Whether the call that must come before is done, or none must.
  private(set) var isPrepared: Bool
  private var job: String?
  private var marker: String?
  /// How often this step was tried, and since when it is waited for, in the runner's milliseconds.
  private(set) var attempts = 0
  private(set) var waitingSince: Int?
  private var throttles = 0

  /// The most pages of one answer; last access has five.
  private static let mostPages = 100

  /// The task of `call`, from its first page or from `page` behind `marker`.
  init(_ call: CollectCall) {
    self.call = call
    isPrepared = call.operation.preparation == nil
  }

  var operation: CollectOperation { call.operation }

  /// The service and operation of this step.
  var command: String {
    isPrepared ? operation.command : operation.preparation?.command ?? operation.command
  }

  /// The words after `aws` of this step. Each value stands behind `=`, so that none is an option.
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

  /// What cannot be handed to the client; nil if all can.
  var unpassable: String? {
    [call.subject, job, marker].compactMap { $0 }.first { !CollectCall.canPass($0) }
  }

  /// What an answer means for the task.
  enum Step {
    /// Not there yet: ask again after some milliseconds.
    case again(after: Int)
    /// It is not what it must be.
    case wrong(String)
    /// The next step can go at once; nothing is stored.
    case prepared
    /// Store it; there is another page.
    case page
    /// Store it; that was all.
    case whole
  }

  /// Takes the answer to this step, at the moment `now`. `jitter`, from 0 to 1, spreads the waiting,
  /// which ends after `patience` milliseconds.
  mutating func take(_ answer: AnswerFacts, now: Int, jitter: Double, patience: Int) -> Step {
    guard isPrepared else {
      return takePreparation(answer, now: now, jitter: jitter, patience: patience)
    }
    if let busy = operation.busy, answer.strings[busy.member] == busy.value {
      return again(now: now, jitter: jitter, patience: patience)
    }
    if let busy = operation.busy, let status = answer.strings[busy.member], status != "COMPLETED" {
      return .wrong("the job ended as \(status.prefix(100))")
    }
    guard operation.isPaged, answer.isTruncated else { return .whole }
    guard let next = answer.strings["Marker"] else {
      return .wrong("the answer is cut off and names no Marker to continue from")
    }
    guard next != marker else { return .wrong("the answer names its own Marker again") }
    guard page < CollectTask.mostPages else {
      return .wrong("the answer has more than \(CollectTask.mostPages) pages")
    }
    return .page
  }

  private mutating func takePreparation(
    _ answer: AnswerFacts, now: Int, jitter: Double, patience: Int
  ) -> Step {
    if let done = operation.preparation?.done {
      guard let state = answer.strings[done.member] else {
        return .wrong("the answer has no member \(done.member)")
      }
      if state != done.value { return again(now: now, jitter: jitter, patience: patience) }
    }
    if let member = operation.preparation?.job?.member {
      guard let id = answer.strings[member] else {
        return .wrong("the answer has no member \(member)")
      }
      job = id
    }
    isPrepared = true
    beginStep()
    return .prepared
  }

  /// Goes on to the page behind the one that `answer` is.
  mutating func turnPage(after answer: AnswerFacts) {
    marker = answer.strings["Marker"]
    page += 1
    beginStep()
  }

  private mutating func beginStep() {
    attempts = 0
    waitingSince = nil
  }

  /// Milliseconds until the step is tried again: longer each time, never at the same moment as
  /// others, and not beyond `patience`.
  private mutating func again(now: Int, jitter: Double, patience: Int) -> Step {
    attempts += 1
    let since = waitingSince ?? now
    waitingSince = since
    let left = since + patience - now
    guard left > 0 else { return .wrong(CollectorWords.notDone(seconds: patience / 1000)) }
    var base = 500.0
    for _ in 1..<min(attempts, 12) { base = min(base * 1.6, 20_000) }
    return .again(after: min(Int(base * (0.5 + jitter)), left))
  }

  /// Milliseconds until the step is tried again after AWS asked to slow down, in spite of the client's
  /// own patience; nil if that was often enough.
  mutating func throttled(jitter: Double) -> Int? {
    throttles += 1
    guard throttles <= 5 else { return nil }
    return Int(Double(4000 << throttles) * (0.5 + jitter))
  }
}
