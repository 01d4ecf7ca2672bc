internal import Platform

/// The parsed command line.
package struct Arguments {
  package private(set) var positional: [String] = []
  private var values: [String: [String]] = [:]

  /// Parses `words` with the options of a command.
  ///
  /// Options can come before or after arguments, as `--opt value`, `--opt=value`, `-o value` or
  /// `-ovalue`; after `--`, all words are arguments. The last value of an option wins. A value that
  /// looks like an option must be attached.
  package init(_ words: [String], options: [Option]) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        positional += rest.map(Arguments.normalized)
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        positional.append(Arguments.normalized(word))
        continue
      }
      let (option, attached) = try Arguments.option(word, among: options)
      if option.value == nil {
        guard attached == nil else { throw .unwantedValue(option.name) }
        values[option.name, default: []].append("")
        continue
      }
      if let attached {
        values[option.name, default: []].append(option.normalized(attached))
        continue
      }
      guard let value = rest.popFirst() else { throw .missingValue(option.name, next: nil) }
      let isOption =
        value.hasPrefix("--") || (try? Arguments.option(value, among: options)) != nil
      if isOption { throw .missingValue(option.name, next: value) }
      values[option.name, default: []].append(option.normalized(value))
    }
  }

  /// The option that `word` names, and the value that is attached to it.
  private static func option(
    _ word: String, among options: [Option]
  ) throws(UsageError) -> (Option, attached: String?) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let attached = parts.count == 2 ? String(parts[1]) : nil
    if let option = options.first(where: { $0.names.contains(name) }) { return (option, attached) }
    if !word.hasPrefix("--"),
      let option = options.first(where: { $0.short == String(word.prefix(2)) && $0.value != nil })
    {
      return (option, String(word.dropFirst(2)))
    }
    throw .unknownOption(name, near: name.nearest(among: options.map(\.name)))
  }

  /// An argument as shown in messages: repeated slashes of a path are removed, those of an ARN are
  /// kept.
  private static func normalized(_ word: String) -> String {
    word.hasPrefix("arn:") ? word : FileSystem.normalized(word)
  }

  package func has(_ option: Option) -> Bool { values[option.name] != nil }
  package subscript(_ option: Option) -> String? { values[option.name]?.last }

  /// All values of an option that can be repeated.
  package func all(_ option: Option) -> [String] { values[option.name] ?? [] }

  /// Throws if the arguments do not have the form that their options select.
  func check(_ forms: [Form]) throws(UsageError) {
    let selected = forms.first { $0.selectors.contains(where: has) }
    guard let form = selected ?? forms.first(where: { $0.selectors.isEmpty }) ?? forms.first else {
      return
    }
    try form.check(self)
  }
}
