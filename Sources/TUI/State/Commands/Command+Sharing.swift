import Checklist

extension Command {
  /// What concerns other people's decisions: of a second person, of an earlier review.
  static let sharing: [Command] = [
    Command(
      .approve, keys: [.character("A")], title: "approve",
      help: "Agree, as a second person, with the decision or with all marked; a text may be added. "
        + "status:unapproved lists what waits for it.",
      places: Place.deciding, refusal: { $0.approvalRefusal }
    ) { state in
      state.ask(for: .approved)
      return []
    },
    Command(
      .reject, keys: [.character("D")], title: "reject",
      help: "Disagree, as a second person, and say why; the finding is open again.",
      places: Place.deciding, refusal: { $0.approvalRefusal }
    ) { state in
      state.ask(for: .rejected)
      return []
    },
    Command(
      .takeOurs, keys: [.character("o")], title: "ours",
      help: "Where two people decided differently, take the side that is yours, or the first one.",
      places: Place.deciding, useful: [.findings, .detail], refusal: { $0.sideRefusal }
    ) { state in
      state.takeSide(ours: true, on: state.targets)
    },
    Command(
      .takeTheirs, keys: [.character("t")], title: "theirs",
      help: "Where two people decided differently, take the other side. P J R X F make a third.",
      places: Place.deciding, useful: [.findings, .detail], refusal: { $0.sideRefusal }
    ) { state in
      state.takeSide(ours: false, on: state.targets)
    },
    Command(
      .carry, keys: [.character("C")], title: "carry forward",
      help: "Carry the earlier review's decisions forward, as the page shows; elsewhere show it.",
      places: Place.browsing,
      useful: [.page], refusal: { $0.carryRefusal }
    ) { state in
      state.carryForward()
    },
  ]
}
