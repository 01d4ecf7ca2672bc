internal import Model
internal import Platform

extension CollectRun {
  /// Handles the result of one step of a task: stores the answer, continues, retries, or records
  /// the refusal.
  mutating func handle(
    _ result: CommandResult, of task: CollectTask, _ answer: IncomingAnswer
  ) throws(CollectError) {
    switch result.ending {
    case .exited(0): try take(answer, of: task)
    case .exited(let status): try handleFailure(status, result.errors, of: task)
    case .timedOut: try refuse(task, status: 124, error: CollectorMessages.timedOut)
    case .overlong:
      guard let fault = answer.fault else {
        return try refuse(task, status: 137, error: CollectorMessages.endless)
      }
      try refuse(task, status: 137, fault)
    case .notStarted(let errno):
      throw .system(SystemError(.open, settings.program, .refused(errno)), folder: folder.path)
    }
  }

  private mutating func refuse(
    _ task: CollectTask, status: Int, _ fault: IncomingAnswer.Failure
  ) throws(CollectError) {
    if case .system(let error) = fault { throw .system(error, folder: folder.path) }
    try refuse(task, status: status, error: CollectorMessages.fault(fault))
  }

  private mutating func handleFailure(
    _ status: Int, _ errors: String, of task: CollectTask
  ) throws(CollectError) {
    // A signal that ended the client was usually sent to this process too.
    if status > 128, environment.shouldStop() { throw .interrupted(folder: folder.path) }
    let words = CallFailure.words(errors)
    let failure = CallFailure(words, isRegional: task.call.region != nil)
    if task.operation.meaning(ofError: failure.code) != .refusal {
      done += 1
      return try folder.record(entry(task, status: status, error: words))
    }
    switch failure.kind {
    case .credentials:
      throw .loggedOut(message: CallFailure.phrase(errors), folder: folder.path)
    case .throttled:
      var later = task
      if let delay = later.throttled(jitter: environment.random()) {
        return queue.add(later, due: runner.now + delay)
      }
    default: break
    }
    try refuse(
      task, status: status, error: words.isEmpty ? CollectorMessages.ended(status) : words)
  }

  private mutating func take(_ answer: IncomingAnswer, of task: CollectTask) throws(CollectError) {
    let facts: AnswerFacts
    do throws(IncomingAnswer.Failure) { facts = try answer.finish() } catch {
      return try refuse(task, status: 0, error)
    }
    if task.isPrepared, !facts.hasExpected {
      return try refuse(
        task, status: 0, error: "the response has no member \(task.operation.expects)")
    }
    var next = task
    let patience = settings.pollSeconds * 1000
    switch next.take(facts, now: runner.now, jitter: environment.random(), patience: patience) {
    case .again(let delay): queue.add(next, due: runner.now + delay)
    case .wrong(let what): try refuse(task, status: 0, error: what)
    case .prepared:
      refusals.noteSuccess(task.command)
      try folder.record(entry(task, status: 0))
      queue.add(next, due: runner.now)
    case .page:
      try store(answer, of: task)
      next.turnPage(after: facts)
      queue.add(next, due: runner.now)
    case .whole:
      try store(answer, of: task)
      done += 1
      try follow(task.call, facts)
    }
  }

  private mutating func store(
    _ answer: IncomingAnswer, of task: CollectTask
  ) throws(CollectError) {
    refusals.noteSuccess(task.command)
    try folder.record(entry(task, status: 0, answer: answer), storing: answer)
  }

  /// Records that a step failed.
  mutating func refuse(
    _ task: CollectTask, status: Int, error: String
  ) throws(CollectError) {
    let call = entry(task, status: status, error: error)
    refused += 1
    refusals.note(call)
    try folder.record(call)
    // This account may be unable to describe the organization, but able to list its policies.
    if task.operation.command == CollectOperation.describeOrganization.command {
      try planOrganizationPath()
    }
  }

  private func entry(
    _ task: CollectTask, status: Int, error: String? = nil, answer: IncomingAnswer? = nil
  ) -> Manifest.Call {
    Manifest.Call(
      arguments: task.arguments, region: task.call.region, subject: task.call.subject,
      page: task.page, exitStatus: status, error: error,
      file: answer.map { _ in task.call.file(page: task.page) }, bytes: answer?.bytes,
      digest: answer?.digest?.description, at: environment.now())
  }

  /// Plans the calls that an answer leads to.
  mutating func follow(_ call: CollectCall, _ answer: AnswerFacts) throws(CollectError) {
    for (followUp, values) in zip(call.operation.followUps, answer.values) {
      guard let operation = CollectOperation.named(followUp.command) else { continue }
      for value in values {
        if let except = followUp.except, value.hasPrefix(except) { continue }
        let region = followUp.isInOwnRegion ? ARN(value).region : call.region ?? ""
        let isRegional = !operation.isGlobal && CollectCall.isRegion(region)
        try plan(
          CollectCall(
            operation: operation, region: isRegional ? region : nil, subject: value))
      }
    }
    switch call.operation.command {
    case CollectOperation.describeOrganization.command:
      isInOrganization = true
      try planOrganizationPath()
    case CollectOperation.accountAliases.command: alias = answer.first
    default: break
    }
  }

  private mutating func planOrganizationPath() throws(CollectError) {
    guard settings.withOrganization else { return }
    for operation in CollectOperation.all where operation.scope == .organization {
      try plan(CollectCall(operation: operation))
    }
    for operation in [CollectOperation.parents, .policiesForTarget] {
      try plan(CollectCall(operation: operation, subject: account))
    }
  }
}
