extension Command {
  /// The commands for the console itself: help, redraw, quit.
  static let console: [Command] = [
    Command(
      .help, keys: [.character("?"), .function(1)], title: "help",
      help: "List all commands; Enter runs one, / narrows the list.", places: Place.browsing,
      useful: Place.browsing
    ) { state in
      state.help = HelpState(place: state.place)
      return []
    },
    Command(
      .closeHelp, keys: [.escape, .backspace, .character("?"), .character("q")], title: "close",
      help: "Close the help.", places: [.help], useful: [.help]
    ) { state in
      if state.help?.narrow.isEmpty == false {
        state.help?.narrow = ""
      } else {
        state.help = nil
      }
      return []
    },
    Command(
      .redraw, keys: [.control("l")], title: "redraw",
      help: "Redraw the screen.",
      places: Set(Place.allCases)
    ) { _ in
      [.redraw]
    },
    Command(
      .suspend, keys: [.control("z")], title: "suspend",
      help: "Suspend to the shell; fg returns.", places: Set(Place.allCases)
    ) { _ in
      [.suspend]
    },
    Command(
      .quit, keys: [.character("q")], title: "quit",
      help: "Quit. Every decision is saved.", places: Place.browsing,
      useful: [.items, .table]
    ) { state in
      state.quit()
    },
  ]
}

extension ConsoleState {
  /// Quits if everything is saved; otherwise first warns about what would be lost.
  mutating func quit() -> [ConsoleEffect] {
    if case .notSaved = review.save, review.quitState == .no {
      review.quitState = .requested
      return [.save]
    }
    return keepDrafts() + [.leave(.quit)]
  }
}
