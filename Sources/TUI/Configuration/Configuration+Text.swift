import Checklist
import Model
import Platform

extension Configuration {
  /// Why a configuration file cannot be used.
  public struct InputError: Error, Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// What was expected, in one sentence.
    public let message: String
  }

  private static let filterSection = "filters"
  private static let templateSection = "templates"
  /// The name of templates for all items.
  private static let everyItem = "*"

  /// The configuration in a text: `NAME = VALUE` in each line, in sections. Throws for the first
  /// invalid line; lines that begin with `#` are comments.
  public init(_ text: String) throws(InputError) {
    self.init()
    var section = ""
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = String(line).trimmed
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      do throws(Refusal) {
        if line.hasPrefix("[") {
          section = try Configuration.section(line)
        } else {
          try read(line, in: section, at: index + 1)
        }
      } catch { throw InputError(line: index + 1, message: error.message) }
    }
  }

  private struct Refusal: Error {
    let message: String
  }

  private static func section(_ line: String) throws(Refusal) -> String {
    let known =
      ConfigurationSetting.all.map(\.section).filter { !$0.isEmpty }.uniqued
      + [filterSection, templateSection]
    let name = String(line.dropFirst().dropLast()).trimmed
    guard line.hasSuffix("]"), known.contains(name) else {
      throw Refusal(
        message: "expected one of the sections \(known.map { "[\($0)]" }.joined(separator: ", "))"
          + ", not \"\(VisibleText.line(line))\"")
    }
    return name
  }

  private mutating func read(
    _ line: String, in section: String, at number: Int
  ) throws(Refusal) {
    guard let entry = NamedValue(line) else {
      throw Refusal(message: "expected NAME = VALUE, not \"\(VisibleText.line(line))\"")
    }
    let (name, value) = (entry.name, entry.value)
    switch section {
    case Configuration.filterSection:
      let filter = Filter(value)
      if let errorMessage = filter.errorMessage ?? filter.missing {
        throw Refusal(message: "filter \(VisibleText.line(name)): \(errorMessage)")
      }
      filters[name] = value
    case Configuration.templateSection:
      templates.append(NoteTemplate(item: try Configuration.item(name), text: value))
    default: try set(name, to: value, in: section, at: number)
    }
  }

  private static func item(_ name: String) throws(Refusal) -> ItemID? {
    guard name != everyItem else { return nil }
    let known = Checklist.items.map(\.id)
    if let item = known.first(where: { $0.rawValue == name }) { return item }
    throw Refusal(message: unknown("item", name, among: known.map(\.rawValue)))
  }

  private mutating func set(
    _ name: String, to value: String, in section: String, at number: Int
  ) throws(Refusal) {
    let settings = ConfigurationSetting.all.filter { $0.section == section }
    guard let setting = settings.first(where: { $0.name == name }) else {
      throw Refusal(message: Configuration.unknown("setting", name, among: settings.map(\.name)))
    }
    guard setting.set(&self, value) else {
      throw Refusal(
        message: "\(name): expected \(setting.expected), not \"\(VisibleText.line(value))\"")
    }
    lines[setting.path] = number
  }

  private static func unknown(_ kind: String, _ name: String, among known: [String]) -> String {
    let hint = name.nearest(among: known).map { "did you mean \($0)?" }
    return "unknown \(kind) \"\(VisibleText.line(name))\"; "
      + (hint ?? "expected one of \(known.joined(separator: ", "))")
  }

  /// The effective configuration, as a configuration file. A comment before each value that the file
  /// at `path` sets names the line.
  public func text(path: String) -> String {
    var text = ""
    var section = ""
    func begin(_ name: String) {
      guard name != section else { return }
      section = name
      text += "\n[\(name)]\n"
    }
    for setting in ConfigurationSetting.all {
      guard let value = setting.value(self) else { continue }
      begin(setting.section)
      if let line = lines[setting.path] { text += "# \(path):\(line)\n" }
      text += "\(setting.name) = \(value)\n"
    }
    for (name, words) in filters.sorted(by: { $0.key < $1.key }) {
      begin(Configuration.filterSection)
      text += "\(name) = \(words)\n"
    }
    for template in templates {
      begin(Configuration.templateSection)
      text += "\(template.item?.rawValue ?? Configuration.everyItem) = \(template.text)\n"
    }
    return text
  }
}
