internal import Model
internal import Platform

/// What an answer says about its own call, for the comparison with the manifest.
struct AnswerLabel {
  /// The members of AWS answers that it has.
  let members: Set<String>
  /// The call in the envelope: service and operation.
  let command: String?
  /// The region in the envelope.
  let region: String?

  private static let known = Set(CollectOperation.all.map(\.expects))

  init(_ answer: Answer) {
    members = AnswerLabel.known.filter(answer.body.node.has)
    command = answer.asked("command")
    region = answer.asked("region")
  }

  /// The contradiction to `call` of a manifest; nil if there is none.
  func contradiction(to call: Manifest.Call) -> String? {
    guard let operation = CollectOperation.named(call.operation) else { return nil }
    if !members.contains(operation.expects) {
      return "does not contain the response to aws \(call.operation)"
    }
    if let command, command != call.operation {
      return "contains the response to aws \(command) instead of aws \(call.operation)"
    }
    if let region, let asked = call.region, region != asked {
      return "contains the response from \(region) instead of \(asked)"
    }
    return nil
  }
}
