internal import Model

extension CollectOperation {
  /// All operations, in the order in which they are made. A call comes directly after the first call
  /// whose answer leads to it.
  static let all: [CollectOperation] = {
    let declared = EvidenceRecord.inOrderOfCalls.flatMap(\.calls)
    var ordered: [CollectOperation] = []
    func add(_ operation: CollectOperation) {
      guard !ordered.contains(where: { $0.command == operation.command }) else { return }
      ordered.append(operation)
      for followUp in operation.followUps {
        declared.filter { $0.command == followUp.command && !$0.isLate }.forEach(add)
      }
    }
    declared.forEach(add)
    return ordered
  }()

  /// The operation with the given command.
  static func named(_ command: String) -> CollectOperation? {
    all.first { $0.command == command }
  }

  /// Whether the call is about the organization, and not only about the account.
  var isOfOrganization: Bool { EvidenceRecord.of(kind).isOfOrganization }

  /// The commands that collect a kind of evidence.
  static func commands(of kind: EvidenceKind) -> Set<String> {
    Set(
      EvidenceRecord.of(kind).calls.flatMap { operation in
        [operation.command] + (operation.preparation.map { [$0.command] } ?? [])
      })
  }

  /// The kinds of evidence that calls for `kind` depend on, the nearest first.
  static func sources(of kind: EvidenceKind) -> [EvidenceKind] {
    let commands = commands(of: kind)
    var sources = all.filter { operation in
      operation.kind != kind && operation.followUps.contains { commands.contains($0.command) }
    }.map(\.kind)
    if EvidenceRecord.of(kind).isOfOrganization { sources.append(.organization) }
    let isRegional = ([kind] + sources).contains { kind in
      EvidenceRecord.of(kind).calls.contains { $0.scope == .region }
    }
    return sources + (isRegional ? [.regions] : [])
  }

  /// The IAM actions that `command` needs.
  static func actions(of command: String) -> [String] {
    named(command)?.actions
      ?? all.compactMap(\.preparation).first { $0.command == command }?.actions ?? []
  }
}
