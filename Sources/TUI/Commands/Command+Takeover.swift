extension Command {
  /// The answers to the offer to take over a review. All other keys act as if it were not shown.
  static let takingOver: [Command] = [
    Command(
      .takeOver, keys: [.character("y")], title: "take over",
      help: "Take over the review: read its session again and change it here.", places: [.offer],
      useful: [.offer]
    ) { state in
      state.takeOver()
    },
    Command(
      .stayReadOnly, keys: [.character("n"), .escape], title: "stay read-only",
      help: "Stay read-only; :takeover takes over later.", places: [.offer], useful: [.offer]
    ) { state in
      state.declineTakeover()
      return []
    },
  ]
}
