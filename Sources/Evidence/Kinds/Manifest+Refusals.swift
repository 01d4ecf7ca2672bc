public import Model
internal import Platform

extension Manifest {
  /// When the oldest file of each kind of evidence was collected.
  var collectionTimes: [EvidenceKind: Instant] {
    EvidenceKind.allCases.reduce(into: [:]) { times, kind in
      let commands = CollectOperation.commands(of: kind)
      times[kind] =
        calls.filter { $0.file != nil && commands.contains($0.operation) }.compactMap(\.at).min()
    }
  }

  /// The calls of `kind` that failed, or that only another account can make.
  func refusals(of kind: EvidenceKind) -> [Call] {
    let operations = CollectOperation.commands(of: kind)
    return calls.filter {
      $0.hasFailed && operations.contains($0.operation) && !$0.isAbsence
    }
  }

  /// The reasons why evidence of each kind is missing, one sentence per kind of refusal: the exact
  /// call, the missing IAM action, and the error of AWS.
  ///
  /// A part of the event history that was not read is known from the periods in its files.
  var refusalsByKind: [EvidenceKind: [String]] {
    EvidenceKind.allCases.reduce(into: [:]) { words, kind in
      words[kind] = Manifest.words(of: refusals(of: kind).filter { $0.failure.kind != .limited })
    }
  }

  /// Why there is no evidence of a kind that no file contains: the refusals of its calls, or of those
  /// that lead to them.
  func reasons(_ refusals: [EvidenceKind: [String]]) -> [EvidenceKind: String] {
    EvidenceKind.allCases.reduce(into: [:]) { reasons, kind in
      let refused = ([kind] + CollectOperation.sources(of: kind)).compactMap { refusals[$0] }
      reasons[kind] =
        refused.first { !$0.isEmpty }?.joined(separator: "; ") ?? "not collected"
    }
  }

  /// The reasons for all refused calls, with similar calls combined.
  public var refusalWords: [String] { Manifest.words(of: calls.filter(\.isRefused)) }

  private static func words(of calls: [Call]) -> [String] {
    var order: [String] = []
    var groups: [String: [Call]] = [:]
    for call in calls {
      let key = call.operation + "\u{0}" + call.failure.kind.rawValue
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(call)
    }
    return order.compactMap { groups[$0] }.map(words)
  }

  private static func words(_ alike: [Call]) -> String {
    guard let call = alike.first else { return "" }
    let failure = call.failure
    var words =
      call.isForAnotherAccount ? "only another account can make this call" : failure.kind.rawValue
    // AWS names the policy type that denies the call: no permission of the collector would help.
    // See
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
    if call.error?.contains("service control policy") == true {
      words = "\(notObservable) (a service control policy denies \(call.missingAction))"
    } else if failure.kind == .accessDenied {
      words += " (missing \(call.missingAction))"
    }
    words += ": \(call.commandLine)"
    let others = alike.reduce(-1) { $0 + 1 + $1.notAsked }
    let regions = alike.compactMap(\.region)
    if others > 0 {
      let places =
        regions.count > 1
        ? " (\(regions.prefix(3).joined(separator: ", "))\(regions.count > 3 ? ", …" : ""))" : ""
      words += " and \(others) similar calls\(places)"
    }
    let lines = call.error?.split(whereSeparator: \.isNewline) ?? []
    let line = (lines.first { $0.contains("An error occurred (") } ?? lines.first).map(String.init)
    return words + ": " + (line ?? CollectorMessages.ended(call.exitStatus))
  }
}

extension Manifest.Call {
  /// Whether the error means that the thing does not exist, for example the organization.
  public var isAbsence: Bool { errorMeaning == .absence }

  /// Whether only another account can make the call, for example the management account.
  var isForAnotherAccount: Bool { errorMeaning == .elsewhere }

  /// Whether AWS or the client refused the call, or the answer was unusable.
  public var isRefused: Bool { errorMeaning == .refusal }

  /// Whether there is an error instead of an answer, whatever it means.
  var hasFailed: Bool { exitStatus != 0 || error != nil }

  /// The meaning of the error; nil if there is an answer.
  private var errorMeaning: CollectOperation.ErrorMeaning? {
    guard hasFailed else { return nil }
    guard exitStatus != 0 else { return .refusal }
    return CollectOperation.named(operation)?.meaning(ofError: failure.code) ?? .refusal
  }

  /// The kind of failure.
  var failure: CallFailure {
    if let kind = error.flatMap(CollectorMessages.kind) { return CallFailure(kind) }
    if exitStatus == 0 { return CallFailure(.garbage) }
    return CallFailure(error ?? "", isRegional: region != nil)
  }

  /// The missing IAM action that AWS named, or else the actions that the call needs.
  public var missingAction: String {
    if let action = CallFailure.missingAction(in: error ?? "") { return action }
    let actions = CollectOperation.actions(of: operation)
    return actions.isEmpty ? "permission" : actions.joined(separator: ", ")
  }

  /// The call as a shell command.
  public var commandLine: String {
    (["aws"] + arguments + (region.map { ["--region=\($0)"] } ?? [])).map { word in
      guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else {
        return shellQuoted(word)
      }
      return word[...equals] + shellQuoted(String(word[word.index(after: equals)...]))
    }.joined(separator: " ")
  }
}
