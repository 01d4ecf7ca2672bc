internal import Platform

/// One way to call a command: its arguments, and the options that its usage line shows.
package struct Form: Sendable {
  /// An option in the usage line.
  package enum Shown: Sendable {
    case required(Option)
    case optional(Option)
    /// Exactly one of several options.
    case oneOf([Option])
  }

  /// The options that select this form, of which one must be given; none for the usual form.
  let selectors: [Option]
  let positionals: [Positional]
  let shown: [Shown]

  package init(
    selectedBy selectors: [Option] = [], _ positionals: [Positional] = [], _ shown: [Shown] = []
  ) {
    self.selectors = selectors
    self.positionals = positionals
    self.shown = shown
  }

  /// The arguments and options as a usage line. It ends with `[options]` if `options` has others.
  func usage(options: [Option]) -> String {
    var words = positionals.map(\.usage)
    var named = selectors
    if !selectors.isEmpty {
      let choice = selectors.map(\.usage).joined(separator: " | ")
      words.append(selectors.count == 1 ? choice : "(\(choice))")
    }
    for option in shown {
      switch option {
      case .required(let option): words.append(option.usage)
      case .optional(let option):
        words.append("[\(option.usage)]" + (option.isRepeatable ? "..." : ""))
      case .oneOf(let options):
        words.append("(\(options.map(\.usage).joined(separator: " | ")))")
      }
      named += option.options
    }
    if options.contains(where: { option in !named.contains { $0.name == option.name } }) {
      words.append("[options]")
    }
    return words.joined(separator: " ")
  }

  /// Throws if the number of arguments is wrong, or if a required option is missing.
  func check(_ arguments: Arguments) throws(UsageError) {
    try refuseSeveral(of: selectors, arguments)
    let count = arguments.positional.count
    let required = positionals.filter { $0.arity != .optional }
    guard count >= required.count else {
      // Required arguments come before optional ones.
      throw .missingArguments(required.dropFirst(count).map(\.title))
    }
    let isOpen = positionals.contains { $0.arity == .oneOrMore }
    if !isOpen, count > positionals.count {
      throw .tooMany(arguments.positional[positionals.count])
    }
    for option in shown {
      switch option {
      case .required(let option):
        guard arguments.has(option) else {
          throw .missingOption(option.title, choices: option.choices)
        }
      case .optional: break
      case .oneOf(let options):
        try refuseSeveral(of: options, arguments)
        guard options.contains(where: arguments.has) else {
          throw .missingOption(options.map(\.title).asChoice, choices: [])
        }
      }
    }
  }

  private func refuseSeveral(
    of options: [Option], _ arguments: Arguments
  ) throws(UsageError) {
    let given = options.filter(arguments.has)
    if given.count > 1 {
      throw .conflict("\(given[0].name) and \(given[1].name) cannot be used together")
    }
  }
}

extension Form.Shown {
  fileprivate var options: [Option] {
    switch self {
    case .required(let option), .optional(let option): [option]
    case .oneOf(let options): options
    }
  }
}
