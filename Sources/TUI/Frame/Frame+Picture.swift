extension Frame {
  /// The rows as text, including spaces at their end.
  public func lines() -> [String] {
    (0..<size.rows).map { row in
      (0..<size.columns).reduce(into: "") { $0 += self[row, $1].glyph }
    }
  }

  /// The frame as text without trailing spaces, for tests and `:screenshot`.
  public var picture: String {
    lines().map { line in
      line.lastIndex { $0 != " " }.map { String(line[...$0]) } ?? ""
    }.joined(separator: "\n")
  }

  /// The role of each cell of a row.
  public func roles(_ row: Int) -> [StyleRole] {
    (0..<size.columns).map { self[row, $0].role }
  }

  /// A part of a row in one style.
  public struct StyledRun: Hashable, Sendable {
    /// The characters of the part.
    public var text: String
    /// Their role.
    public let role: StyleRole
    /// Their highlight.
    public let emphasis: Cell.Emphasis
  }

  /// A row as parts of one style each.
  public func styledRuns(_ row: Int) -> [StyledRun] {
    var runs: [StyledRun] = []
    for column in 0..<size.columns {
      let cell = self[row, column]
      if let last = runs.last, last.role == cell.role, last.emphasis == cell.emphasis {
        runs[runs.count - 1].text += cell.glyph
      } else {
        runs.append(StyledRun(text: cell.glyph, role: cell.role, emphasis: cell.emphasis))
      }
    }
    return runs
  }
}
