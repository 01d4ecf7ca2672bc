import Checklist
import Model
import Platform

extension ConsoleState {
  /// The text that `y` copies: the subject of the row, or the line of a text.
  var copiedText: String? {
    switch place {
    case .items: return checklist.item.map { model.items[$0].id.rawValue }
    case .findings:
      guard let finding = checklist.finding else { return nil }
      let subject = model.findings[finding].subject
      return subject.arn?.description ?? subject.name
    case .table:
      guard let subject = chosenSubject else { return nil }
      return model.inventory.arn(of: subject)?.description ?? model.inventory.name(of: subject)
    case .detail, .page: return copiedLine
    case .overview, .help, .prompt, .commandLine, .form, .chooser, .offer: return nil
    }
  }

  /// The statement that starts on the line, the ARN of its link, a command, or else the line
  /// itself.
  private var copiedLine: String? {
    guard let line = text.line else { return nil }
    if let statement = statementAtCursor { return statement }
    if case .page(let subject) = line.link,
      let arn = model.inventory.arn(of: subject)
    {
      return arn.description
    }
    if let command = commandAtCursor { return command }
    let words = line.text.trimmed
    return words.isEmpty ? nil : words
  }

  /// The whole command, which can span several lines.
  private var commandAtCursor: String? {
    let lines = text.lines
    var first = text.cursor.row
    while first > 0, lines[first].isCommand, !lines[first].text.trimmed.hasPrefix("$ ") {
      first -= 1
    }
    guard lines[first].isCommand, lines[first].text.trimmed.hasPrefix("$ ") else { return nil }
    var words = String(lines[first].text.trimmed.dropFirst(2))
    for line in lines[(first + 1)...] {
      guard line.isCommand, !line.text.trimmed.hasPrefix("$ ") else { break }
      words += (words.hasSuffix("-") || words.hasSuffix("/") ? "" : " ") + line.text.trimmed
    }
    return words
  }

  /// The statement of the document that starts on the current line.
  private var statementAtCursor: String? {
    guard let subject = pages.last?.topic.subject, help == nil else { return nil }
    let place = text.landmarks.first { $0.value == text.cursor.row }?.key
    guard case .statement(let document, let index)? = place,
      case let documents = model.inventory.documents(of: subject),
      documents.indices.contains(document), let text = documents[document]?.text,
      let lines = PolicyListing(text)?.statementLines(of: index)
    else { return nil }
    let statement = lines.map(\.text).joined(separator: "\n")
    return statement.hasSuffix(",") ? String(statement.dropLast()) : statement
  }
}

extension TextLine {
  /// Whether it is a shell command or its continuation.
  fileprivate var isCommand: Bool { spans.contains { $0.role == .key } }
}
