import Platform

extension LineCommand {
  /// The commands for filters, and for those that are saved.
  static let filters: [LineCommand] = [filter, saved, save, delete]

  private static let filter = LineCommand(
    name: "filter", help: "show only what matches all words; without words, show all",
    complete: { state, word, _ in
      let saved = state.savedFilters.keys.sorted().map { "saved:" + $0 }
      return (Filter.keys.map { $0 + ":" } + (word.hasPrefix("saved:") ? saved : []))
        .beginning(with: word)
    },
    run: { state, words throws(InputError) in
      let filter = Filter(words.map(quoted).joined(separator: " "), saved: state.savedFilters)
      if let errorMessage = filter.errorMessage ?? filter.missing {
        throw InputError(message: errorMessage)
      }
      state.pages = []
      state.help = nil
      state.leaveOverview()
      state.filter = filter
      return []
    })

  private static let saved = LineCommand(
    name: "filters", help: "list the saved filters; saved:NAME in a filter applies one",
    complete: { _, _, _ in [] },
    run: { state, words throws(InputError) in
      try none(words, after: "filters")
      state.help = nil
      state.open(.filters)
      return []
    })

  private static let save = LineCommand(
    name: "filter-save", help: "save the filter of the list, for saved:NAME: NAME",
    complete: { state, word, before in
      before.isEmpty ? state.savedFilters.keys.sorted().beginning(with: word) : []
    },
    run: { state, words throws(InputError) in
      let name = try name(words, for: "filter-save")
      let filter = state.filter
      guard !filter.text.isEmpty else {
        throw InputError(message: "filter-save: the list has no filter; / sets one")
      }
      if let errorMessage = filter.errorMessage ?? filter.missing {
        throw InputError(message: "filter-save: \(errorMessage)")
      }
      guard !filter.terms.contains(where: \.isSaved) else {
        throw InputError(message: "filter-save: a saved filter cannot contain another one")
      }
      let word = state.savedFilters[name] == nil ? "saved" : "replaced"
      state.ownFilters[name] = filter.text
      state.message = .done("\(word) filter \(name); saved:\(name) applies it")
      return [.keepFilters(state.ownFilters)]
    })

  private static let delete = LineCommand(
    name: "filter-delete", help: "delete a saved filter: NAME",
    complete: { state, word, before in
      before.isEmpty ? state.ownFilters.keys.sorted().beginning(with: word) : []
    },
    run: { state, words throws(InputError) in
      let name = try name(words, for: "filter-delete")
      guard state.ownFilters.removeValue(forKey: name) != nil else {
        throw InputError(
          message: state.configuredFilters[name] == nil
            ? "no saved filter \(name); :filters lists saved filters"
            : "the filter \(name) is in the configuration file; delete it there")
      }
      state.message = .done("deleted filter \(name)")
      return [.keepFilters(state.ownFilters)]
    })

  private static func name(
    _ words: [String], for command: String
  ) throws(InputError) -> String {
    guard words.count == 1, let name = words.first,
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." })
    else {
      throw InputError(
        message: "\(command): expected a name of letters, digits, hyphens and periods")
    }
    return name
  }

  /// The word in quotes if it contains spaces, because the command line removed its quotes.
  private static func quoted(_ word: String) -> String {
    guard word.contains(" ") else { return word }
    guard let colon = word.firstIndex(of: ":"),
      Filter.keys.contains(word[..<colon].drop { $0 == "!" }.lowercased())
    else { return "\"\(word)\"" }
    return "\(word[...colon])\"\(word[word.index(after: colon)...])\""
  }
}

extension Filter.Term {
  fileprivate var isSaved: Bool {
    if case .saved = condition { true } else { false }
  }
}
