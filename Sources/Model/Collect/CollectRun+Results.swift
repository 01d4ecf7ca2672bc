extension CollectRun {
  /// Takes what came of a step of a task: stores it, goes on, tries again, or notes the refusal.
  mutating func handle(
    _ result: CommandResult, of task: CollectTask
  ) throws(CollectError) {
    switch result.ending {
    case .exited(0): try take(result.output, of: task)
    case .exited(let status): try handleFailure(status, result.errors, of: task)
    case .timedOut: try refuse(task, status: 124, error: CollectorWords.timedOut)
    case .overlong: try refuse(task, status: 137, error: "the answer is longer than 1 GiB")
    case .notStarted(let errno):
      throw .system(SystemError(.open, settings.program, .refused(errno)), folder: folder.path)
    }
  }

  private mutating func handleFailure(
    _ status: Int, _ errors: String, of task: CollectTask
  ) throws(CollectError) {
    // A client that was told to end is one more sign that we are.
    if status > 128, surroundings.shouldStop() { throw .interrupted(folder: folder.path) }
    let words = CallFailure.words(errors)
    let failure = CallFailure(errors, isRegional: task.call.region != nil)
    if task.operation.meaning(ofError: failure.code) != .refusal {
      done += 1
      return try folder.record(entry(task, status: status, error: words), bytes: nil)
    }
    switch failure.kind {
    case .credentials:
      throw .loggedOut(said: CallFailure.phrase(errors), folder: folder.path)
    case .throttled:
      var later = task
      if let delay = later.throttled(jitter: surroundings.random()) {
        return queue.add(later, due: runner.now + delay)
      }
    default: break
    }
    try refuse(task, status: status, error: words.isEmpty ? "exit status \(status)" : words)
  }

  private mutating func take(_ output: [UInt8], of task: CollectTask) throws(CollectError) {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(output, pruning: EvidenceLoader.pruning)
    } catch {
      let what = output.isEmpty ? "the answer is empty" : "the answer is no JSON: \(error.message)"
      return try refuse(task, status: 0, error: what)
    }
    let answer = document.root
    if task.isPrepared, answer[task.operation.expects] == nil {
      return try refuse(
        task, status: 0, error: "the answer has no member \(task.operation.expects)")
    }
    var next = task
    switch next.take(answer, jitter: surroundings.random()) {
    case .again(let delay): queue.add(next, due: runner.now + delay)
    case .wrong(let what): try refuse(task, status: 0, error: what)
    case .prepared:
      refusals.noteSuccess(task.command)
      try folder.record(entry(task, status: 0), bytes: nil)
      queue.add(next, due: runner.now)
    case .page:
      try store(answer, output, of: task)
      next.turnPage(after: answer)
      queue.add(next, due: runner.now)
    case .whole:
      try store(answer, output, of: task)
      done += 1
      try follow(task.call, answer)
    }
  }

  private mutating func store(
    _ answer: JSONNode, _ output: [UInt8], of task: CollectTask
  ) throws(CollectError) {
    refusals.noteSuccess(task.command)
    var body = output
    if task.operation.kind == .functions, !settings.keepsEnvironment {
      body = Array((EnvironmentRedaction.redacted(answer).prettyText + "\n").utf8)
    }
    let bytes = task.call.stored(body)
    let file = task.call.file(page: task.page)
    try folder.record(entry(task, status: 0, file: file, bytes: bytes), bytes: bytes)
  }

  /// Notes that a step got no answer.
  mutating func refuse(
    _ task: CollectTask, status: Int, error: String
  ) throws(CollectError) {
    let call = entry(task, status: status, error: error)
    refused += 1
    refusals.note(call)
    try folder.record(call, bytes: nil)
    // Where the organization cannot be seen from this account, its policies still may be.
    if task.operation.command == CollectOperation.describeOrganization.command {
      try planWayUp()
    }
  }

  private func entry(
    _ task: CollectTask, status: Int, error: String? = nil, file: String? = nil,
    bytes: [UInt8]? = nil
  ) -> Manifest.Call {
    Manifest.Call(
      arguments: task.arguments, region: task.call.region, subject: task.call.subject,
      page: task.page, exitStatus: status, error: error, file: file, bytes: bytes?.count,
      digest: bytes.map { SHA256Digest(of: $0).description }, at: surroundings.now())
  }

  /// Plans what an answer leads to.
  mutating func follow(_ call: CollectCall, _ answer: JSONNode) throws(CollectError) {
    for followUp in call.operation.followUps {
      guard let operation = CollectOperation.named(followUp.command) else { continue }
      for value in followUp.path.values(in: answer) {
        if let except = followUp.except, value.hasPrefix(except) { continue }
        let region = followUp.isInOwnRegion ? ARN(value).region : call.region ?? ""
        let isRegional = operation.kind != .lastAccessed && CollectCall.isRegion(region)
        try plan(
          CollectCall(
            operation: operation, region: isRegional ? region : nil, subject: value))
      }
    }
    switch call.operation.command {
    case CollectOperation.describeOrganization.command:
      isInOrganization = true
      try planWayUp()
    case "iam list-account-aliases": alias = answer["AccountAliases"]?.elements.first?.string
    default: break
    }
  }

  private mutating func planWayUp() throws(CollectError) {
    guard settings.withOrganization else { return }
    for operation in CollectOperation.all where operation.scope == .organization {
      try plan(CollectCall(operation: operation))
    }
    for operation in [CollectOperation.parents, .policiesForTarget] {
      try plan(CollectCall(operation: operation, subject: account))
    }
  }
}
