internal import Checklist
internal import Platform

extension Table.Column {
  var headClass: String {
    switch kind {
    case .number: " class=\"r\""
    case .narrow, .name, .text, .code, .digest: ""
    }
  }

  /// Whether a cell does not explain itself where it is not below the title of its column.
  var needsLabel: Bool { kind != .text && title != "Severity" }

  /// The class of a cell in a table of `columns` columns. A phone does not show cells without a value.
  func cellClass(of text: [Inline], among columns: Int) -> String {
    let isEmpty = text == [.text("–")]
    return switch kind {
    case .number: isEmpty ? " class=\"r e\"" : " class=\"r\""
    case .narrow: isEmpty ? " class=\"w e\"" : " class=\"w\""
    case .name:
      text.contains { $0.hasWord(longerThan: Table.Column.wordLength(among: columns)) }
        ? " class=\"n\"" : " class=\"n h\""
    case .code: " class=\"k\""
    case .digest: " class=\"k d\""
    case .text: ""
    }
  }

  /// The number of characters up to which a name is not broken: in a table of few columns, enough for the
  /// names of roles of IAM Identity Center.
  private static func wordLength(among columns: Int) -> Int { columns <= 3 ? 60 : 24 }
}

extension Inline {
  fileprivate func hasWord(longerThan length: Int) -> Bool {
    guard case .name(let words) = self, words.utf8.count > length else { return false }
    return words.utf8.split(separator: UInt8(ascii: " ")).contains { $0.count > length }
  }
}
