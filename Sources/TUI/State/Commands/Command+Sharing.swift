import Checklist

extension Command {
  /// The commands for work with others: approvals, conflicts, earlier reviews.
  static let sharing: [Command] = [
    Command(
      .approve, keys: [.character("A")], title: "approve",
      help: "Approve the decision, or all marked decisions, as a second person, with an"
        + " optional text. status:unapproved lists decisions that need approval.",
      places: Place.deciding, refusal: { $0.approvalRefusal }
    ) { state in
      state.ask(for: .approved)
      return []
    },
    Command(
      .reject, keys: [.character("D")], title: "reject",
      help: "Reject the decision as a second person, with a reason; the finding is open again.",
      places: Place.deciding, refusal: { $0.approvalRefusal }
    ) { state in
      state.ask(for: .rejected)
      return []
    },
    Command(
      .takeOurs, keys: [.character("o")], title: "ours",
      help: "Resolve a conflict with your own side, or the first one.",
      places: Place.deciding, useful: [.findings, .detail], refusal: { $0.sideRefusal }
    ) { state in
      state.takeSide(ours: true, on: state.targets)
    },
    Command(
      .takeTheirs, keys: [.character("t")], title: "theirs",
      help: "Resolve a conflict with the other side. P J R X F make a new decision.",
      places: Place.deciding, useful: [.findings, .detail], refusal: { $0.sideRefusal }
    ) { state in
      state.takeSide(ours: false, on: state.targets)
    },
    Command(
      .carry, keys: [.character("C")], title: "carry forward",
      help: "Carry the earlier review's decisions forward as the page shows, or show that page.",
      places: Place.browsing,
      useful: [.page], refusal: { $0.carryRefusal }
    ) { state in
      state.carryForward()
    },
  ]
}
