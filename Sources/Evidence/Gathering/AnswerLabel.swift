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

  /// What `answer` says; `known` are the members that identify calls.
  init(_ answer: Answer, known: Set<String>) {
    members = known.filter(answer.body.node.has)
    command = answer.asked("command")
    region = answer.asked("region")
  }
}
