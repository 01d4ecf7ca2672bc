extension SafeText {
  /// The text without its first `columns` columns, for horizontal scrolling.
  ///
  /// If a run crosses the edge, it is left out and its visible half becomes spaces.
  public func dropping(columns: Int) -> SafeText {
    guard columns > 0 else { return self }
    var passed = 0
    for (index, run) in runs.enumerated() {
      if passed >= columns { return tail(from: index, spaces: passed - columns) }
      passed += run.width
    }
    return tail(from: runs.count, spaces: max(0, passed - columns))
  }

  /// The text in lines of at most `columns`, broken at spaces if possible.
  ///
  /// Only the spaces at line breaks are dropped. A run wider than a line gets its own line.
  public func wrapped(columns: Int) -> [SafeText] {
    guard columns > 0, width > columns else { return [self] }
    var lines: [SafeText] = []
    var start = 0
    var lastBlank: Int?
    var used = 0
    var index = 0
    while index < runs.count {
      let run = runs[index]
      if used + run.width > columns, index > start {
        let end = run.isBlank ? index : lastBlank ?? index
        lines.append(SafeText(runs: Array(runs[start..<end]), isCut: false))
        start = end < runs.count && runs[end].isBlank ? end + 1 : end
        index = start
        lastBlank = nil
        used = 0
        continue
      }
      if run.isBlank, index > start { lastBlank = index }
      used += run.width
      index += 1
    }
    if start < runs.count || lines.isEmpty {
      lines.append(SafeText(runs: Array(runs[start...]), isCut: isCut))
    }
    return lines
  }

  /// The text limited to `columns`; a frame shows `…` at the end of a truncated text.
  public func cut(to columns: Int) -> SafeText {
    guard drawnWidth > columns else { return self }
    var kept = 0
    let end = runs.firstIndex { run in
      kept += run.width
      return kept > columns - 1
    }
    return SafeText(runs: Array(runs[..<(end ?? runs.count)]), isCut: true)
  }

  /// The number of columns that a frame uses for it, including the mark of a truncated text.
  public var drawnWidth: Int { width + (isCut ? 1 : 0) }

  private func tail(from index: Int, spaces: Int) -> SafeText {
    let blank = Run(glyph: " ", width: 1, isEscape: false)
    return SafeText(runs: Array(repeating: blank, count: spaces) + runs[index...], isCut: isCut)
  }
}

extension SafeText.Run {
  fileprivate var isBlank: Bool { glyph == " " }
}
