/// A call on its way: the job started before it, the waiting for it, the pages after it.
struct CollectTask: Sendable {
  let call: CollectCall
  private(set) var page = 1
  /// Whether the call that must come before is done, or none must.
  private(set) var isPrepared: Bool
  private var job: String?
  private var marker: String?
  /// How often this step was tried, and how long that has waited.
  private(set) var attempts = 0
  private(set) var waited = 0
  private var throttles = 0

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

  /// What cannot be handed to the client; nil where all can.
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

  /// Takes the answer to this step. `jitter`, from 0 to 1, spreads the waiting.
  mutating func take(_ answer: JSONNode, jitter: Double) -> Step {
    guard isPrepared else { return takePreparation(answer, jitter: jitter) }
    if let busy = operation.busy, answer[busy.member]?.string == busy.value {
      return again(jitter: jitter)
    }
    if let busy = operation.busy, let status = answer[busy.member]?.string, status != "COMPLETED" {
      return .wrong("the job ended as \(status)")
    }
    guard operation.isPaged, answer["IsTruncated"]?.boolean == true else { return .whole }
    guard let next = answer["Marker"]?.string else {
      return .wrong("the answer is cut off and names no Marker to go on from")
    }
    guard next != marker else { return .wrong("the answer names its own Marker again") }
    return .page
  }

  private mutating func takePreparation(_ answer: JSONNode, jitter: Double) -> Step {
    if let done = operation.preparation?.done, answer[done.member]?.string != done.value {
      return again(jitter: jitter)
    }
    if let member = operation.preparation?.job?.member {
      guard let id = answer[member]?.string else { return .wrong("the answer has no \(member)") }
      job = id
    }
    isPrepared = true
    attempts = 0
    waited = 0
    return .prepared
  }

  /// Goes on to the page behind the one that `answer` is.
  mutating func turnPage(after answer: JSONNode) {
    marker = answer["Marker"]?.string
    page += 1
    attempts = 0
    waited = 0
  }

  /// Milliseconds until the step is tried again: longer each time, and never at the same moment as
  /// others. After ten minutes no more is waited.
  mutating func again(jitter: Double, from first: Double = 500) -> Step {
    attempts += 1
    guard waited < 600_000 else { return .wrong("not done after \(waited / 1000) s") }
    var base = first
    for _ in 1..<min(attempts, 12) { base = min(base * 1.6, 20_000) }
    let delay = Int(base * (0.5 + jitter))
    waited += delay
    return .again(after: delay)
  }

  /// Milliseconds until the step is tried again after AWS asked to slow down, in spite of the client's
  /// own patience; nil where that was often enough.
  mutating func throttled(jitter: Double) -> Int? {
    throttles += 1
    guard throttles <= 5 else { return nil }
    return Int(Double(4000 << throttles) * (0.5 + jitter))
  }
}
