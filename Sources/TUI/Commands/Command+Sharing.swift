import Checklist

extension Command {
  /// The commands for work with others: approvals, conflicts, earlier reviews.
  static let sharing: [Command] = [
    Command(
      .approve, keys: [.character("A")], title: "approve",
      help: "As a second person, approve the decision or all marked decisions, with an"
        + " optional comment. status:unapproved lists decisions that need approval.",
      places: Place.deciding,
      answer: PlainAnswer(
        "approve", "As a second person, approve the decision, with an optional comment."),
      refusal: { $0.approvalRefusal }
    ) { state in
      state.ask(for: .approved)
      return []
    },
    Command(
      .reject, keys: [.character("D")], title: "reject",
      help: "As a second person, reject the decision, with a reason. It must be decided again.",
      places: Place.deciding, answer: PlainAnswer("reject"), refusal: { $0.approvalRefusal }
    ) { state in
      state.ask(for: .rejected)
      return []
    },
    Command(
      .takeOurs, keys: [.character("o")], title: "ours",
      help: "Resolve a conflict: keep your own decision; if neither is yours, keep the first.",
      places: Place.deciding, useful: [.findings, .detail], answer: PlainAnswer("ours"),
      refusal: { $0.sideRefusal }
    ) { state in
      state.takeSide(ours: true, on: state.targets)
    },
    Command(
      .takeTheirs, keys: [.character("t")], title: "theirs",
      help: "Resolve a conflict: keep the other decision. P J R X F make a new one.",
      places: Place.deciding, useful: [.findings, .detail],
      answer: PlainAnswer("theirs", "Resolve a conflict: keep the other decision."),
      refusal: { $0.sideRefusal }
    ) { state in
      state.takeSide(ours: false, on: state.targets)
    },
    Command(
      .carry, keys: [.character("C")], title: "carry forward",
      help: "On the preview page, carry the decisions forward; elsewhere, open that page.",
      places: Place.browsing,
      useful: [.page], refusal: { $0.carryRefusal }
    ) { state in
      state.carryForward()
    },
  ]
}
