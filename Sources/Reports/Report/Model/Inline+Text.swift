internal import Checklist
internal import Model
internal import Platform

extension Array<Inline> {
  /// The words without their form.
  var plainText: String { map(\.plainText).joined() }

  /// The pieces with `separator` between them.
  static func joined(_ pieces: [[Inline]], by separator: String) -> [Inline] {
    pieces.enumerated().flatMap { index, piece in
      index == 0 ? piece : [.text(separator)] + piece
    }
  }
}

extension Inline {
  /// The words without their form.
  var plainText: String {
    switch self {
    case .text(let text), .name(let text), .strong(let text), .code(let text), .whole(let text),
      .link(let text, _), .target(let text, _), .badge(let text, _), .emphasis(let text),
      .fact(let text):
      text
    case .severity(let severity): severity.rawValue
    case .lineBreak: " "
    }
  }

  static func day(_ day: CalendarDay?) -> [Inline] { day.map { [.whole($0.description)] } ?? [] }
}

extension Array<Block> {
  /// The words of short blocks in one line, for the cell of a table.
  var inLine: [Inline] {
    [Inline].joined(
      compactMap { block in
        switch block {
        case .paragraph(let text), .note(let text): text
        case .quotation(let text):
          [
            .emphasis(
              text.split(whereSeparator: \.isNewline).map(\.trimmed).joined(separator: " "))
          ]
        default: nil
        }
      }, by: " ")
  }
}

extension Table.Row {
  init(_ cells: [Inline]..., anchor: String? = nil) {
    self.init(cells: cells, anchor: anchor)
  }
}

extension Table.Column {
  static func text(_ title: String) -> Table.Column { Table.Column(title: title) }
  static func name(_ title: String) -> Table.Column { Table.Column(title: title, kind: .name) }
  static func narrow(_ title: String) -> Table.Column { Table.Column(title: title, kind: .narrow) }
  static func number(_ title: String) -> Table.Column { Table.Column(title: title, kind: .number) }
  static func code(_ title: String) -> Table.Column { Table.Column(title: title, kind: .code) }
  static func digest(_ title: String) -> Table.Column { Table.Column(title: title, kind: .digest) }
}
