extension SafeText {
  /// What remains right of the first `columns` columns, for scrolling sideways.
  ///
  /// A run that straddles the edge is left out and its visible half becomes blanks.
  public func dropping(columns: Int) -> SafeText {
    guard columns > 0 else { return self }
    var passed = 0
    for (index, run) in runs.enumerated() {
      if passed >= columns { return tail(from: index, blanks: passed - columns) }
      passed += run.width
    }
    return tail(from: runs.count, blanks: max(0, passed - columns))
  }

  /// The text in lines of at most `columns`, broken at blanks where there are any.
  ///
  /// Nothing but the blanks at the breaks is lost; one run wider than a line gets a line alone.
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

  /// The text in at most `columns`; a frame ends one that is cut in `…`.
  public func cut(to columns: Int) -> SafeText {
    guard drawnWidth > columns else { return self }
    var kept = 0
    let end = runs.firstIndex { run in
      kept += run.width
      return kept > columns - 1
    }
    return SafeText(runs: Array(runs[..<(end ?? runs.count)]), isCut: true)
  }

  /// The columns that a frame takes for it, with the sign of a text that is cut.
  public var drawnWidth: Int { width + (isCut ? 1 : 0) }

  private func tail(from index: Int, blanks: Int) -> SafeText {
    let blank = Run(glyph: " ", width: 1, isEscape: false)
    return SafeText(runs: Array(repeating: blank, count: blanks) + runs[index...], isCut: isCut)
  }
}

extension SafeText.Run {
  fileprivate var isBlank: Bool { glyph == " " }
}
