internal import Checklist
internal import Model
internal import Platform

/// Rows and cells of CSV (RFC 4180) that spreadsheets do not treat as formulas.
enum CSVText {
  /// Writes a row and a line break.
  static func row(to sink: TextSink, _ cells: (inout CSVRow) -> Void) {
    var row = CSVRow(sink)
    cells(&row)
    sink.put("\r\n")
  }

  /// Writes a row with `values` by column; the other cells are empty.
  static func row(_ values: [String: String], of columns: [String], to sink: TextSink) {
    row(to: sink) { $0.cells(columns.map { values[$0] ?? "" }) }
  }

  /// Joins cells with commas.
  static func cells(_ cells: [String]) -> String {
    TextSink.text { sink in
      var row = CSVRow(sink)
      row.cells(cells)
    }
  }

  /// Characters that are doubled in a cell, or require quotes.
  fileprivate static let escapes = Escapes(["\"": "\"\"", ",": ","])

  /// A cell with special characters: made visible, protected from evaluation, and quoted if needed.
  fileprivate static func cell(_ text: String) -> String {
    let sign = text.startsFormula ? "'" : ""
    if escapes.areSufficient(for: text) { return "\"" + sign + escapes.escaped(text) + "\"" }
    // Whether it starts a formula depends on the original text, before tabs are made visible.
    let content = sign + VisibleText.paragraphs(text)
    let mustQuote = content.utf8.contains { byte in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
    }
    return mustQuote ? "\"" + content.replacing("\"", with: "\"\"") + "\"" : content
  }

  /// Whether a spreadsheet could take printable ASCII for a formula, which most
  /// cells are; see `String.startsFormula`.
  fileprivate static func startsFormula(printable bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes.first(where: { $0 != UInt8(ascii: " ") }) {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
    default: false
    }
  }
}

/// Writes the cells of a row.
struct CSVRow {
  private let sink: TextSink
  private var isFirst = true

  fileprivate init(_ sink: TextSink) { self.sink = sink }

  /// Writes a cell; nil makes an empty one.
  mutating func cell(_ text: String?) {
    next()
    guard let text else { return }
    let isPlain = text.withBytes { bytes in
      guard CSVText.escapes.areUnnecessary(in: bytes) else { return false }
      if CSVText.startsFormula(printable: bytes) { sink.append(byte: UInt8(ascii: "'")) }
      sink.append(bytes)
      return true
    }
    if !isPlain { sink.append(CSVText.cell(text)) }
  }

  /// Writes a cell with a list, from what `add` appends for each element.
  mutating func cell<Element>(list: [Element], _ add: (inout String, Element) -> Void) {
    guard !list.isEmpty else { return next() }
    var text = ""
    for (index, element) in list.enumerated() {
      if index > 0 { text += "; " }
      add(&text, element)
    }
    cell(text)
  }

  /// Writes a cell for each text.
  mutating func cells(_ texts: [String]) {
    for text in texts { cell(text) }
  }

  /// Writes cells that are already in CSV format.
  mutating func raw(_ cells: String) {
    next()
    sink.put(cells)
  }

  private mutating func next() {
    if !isFirst { sink.put(",") }
    isFirst = false
  }
}
