import Model
import Platform

/// The table of services of a principal, laid out for a width.
///
///     service              actions perms write  tag read list  on    if  used
///     iam                  all 176   all   all  all  all  all  all          3d
///     s3                    12/165     -     4    -    5    3  named if   never
///
/// Every cell is a word or a number, so no information depends on color. On narrow screens the
/// least important columns are dropped. On wide screens, the last column names the restrictions.
struct ServiceTable {
  private let columns: [Column]
  private let nameWidth: Int
  /// The width of the last column, if there is room for it.
  private let reasonWidth: Int

  fileprivate struct Column: Sendable {
    let title: String
    let width: Int
    /// The spaces before the column.
    let gap: Int
    /// The lower the value, the more important the column.
    let priority: Int
    let isLeft: Bool
    /// The meaning of the title, if it is not obvious.
    let meaning: String?
    let cell: @Sendable (ServiceAccess) -> TextLine.Span
  }

  private static let indent = 2
  private static let minimumNameWidth = 12
  private static let maximumNameWidth = 28
  private static let minimumReasonWidth = 24
  /// The minimum width for full words.
  private static let wide = 110

  /// The table in `columns` columns, with the last use of each service if known.
  init(_ rows: [ServiceAccess], columns: Int, uses: [String: GrantedUse.Use]?, asOf moment: Instant)
  {
    var all = Self.counts + Self.limits
    if rows.contains(where: { $0.containedCount > 0 }) { all.append(Self.contained) }
    if let uses {
      all.append(
        Self.lastUse(uses, asOf: moment, isWide: columns >= Self.wide))
    }
    var room = columns - Self.indent - Self.minimumNameWidth
    var kept: Set<String> = []
    for column in all.sorted(by: { $0.priority < $1.priority }) {
      room -= column.gap + column.width
      guard room >= 0 else { break }
      kept.insert(column.title)
    }
    self.columns = all.filter { kept.contains($0.title) }
    let others = self.columns.reduce(Self.indent) { $0 + $1.gap + $1.width }
    nameWidth = max(Self.minimumNameWidth, min(Self.maximumNameWidth, columns - others))
    let rest = columns - others - nameWidth - 2
    reasonWidth = rest >= Self.minimumReasonWidth ? rest : 0
  }

  /// The column titles.
  var heading: TextLine {
    line(TextLine.Span(SafeText("service"), .title), reason: "") {
      TextLine.Span(SafeText($0.title), .title)
    }
  }

  /// The row of a service, with a link.
  func line(_ row: ServiceAccess, link: Link) -> TextLine {
    var line = line(TextLine.Span(SafeText(row.name), .link), reason: row.reason) { $0.cell(row) }
    line.link = link
    return line
  }

  private func line(
    _ name: TextLine.Span, reason: String, cell: (Column) -> TextLine.Span
  ) -> TextLine {
    func spaces(_ count: Int) -> TextLine.Span {
      TextLine.Span(SafeText(String(repeating: " ", count: max(0, count))))
    }
    let first = name.text.cut(to: nameWidth)
    var spans = [
      spaces(Self.indent), .init(first, name.role), spaces(nameWidth - first.drawnWidth),
    ]
    for column in columns {
      let span = cell(column)
      let text = span.text.cut(to: column.width)
      let rest = column.width - text.drawnWidth
      spans += [spaces(column.gap + (column.isLeft ? 0 : rest)), .init(text, span.role)]
      if column.isLeft { spans.append(spaces(rest)) }
    }
    if reasonWidth > 0, !reason.isEmpty {
      spans += [spaces(2), .init(SafeText(reason).cut(to: reasonWidth), .muted)]
    }
    return TextLine(spans)
  }

  private static let counts: [Column] =
    [
      Column("actions", 7, priority: 0) { row in
        let total = String(row.totalCount)
        return .init(SafeText(row.isWhole ? "all \(total)" : "\(row.count)/\(total)"))
      }
    ]
    + zip(
      AccessLevel.byPower,
      [
        ("perms", 5, 1, "permissions management"), ("write", 5, 2, nil), ("tag", 4, 7, nil),
        ("read", 4, 5, nil), ("list", 4, 8, nil),
      ]
    ).map { level, layout in
      Column(layout.0, layout.1, priority: layout.2, meaning: layout.3) { row in
        let count = row.allowed[level, default: 0]
        let text = count == 0 ? "-" : row.isWhole(level) ? "all" : String(count)
        let isSevere = level == .permissionsManagement && row.onAll[level] != nil
        return .init(SafeText(text), isSevere ? .warning : count == 0 ? .muted : .text)
      }
    }

  private static let limits: [Column] = [
    Column(
      "on", 5, gap: 2, priority: 3, isLeft: true, meaning: "all resources, named ones, or mixed"
    ) {
      row in
      switch row.onAllShare {
      case _ where row.count == 0: .init(SafeText(""))
      case .all: .init(SafeText("all"))
      case .some: .init(SafeText("mixed"))
      case .none: .init(SafeText("named"))
      }
    },
    Column(
      "if", 4, priority: 4, isLeft: true, meaning: "actions under a condition: all (if) or some"
    ) { row in
      switch row.conditionalShare {
      case .all: .init(SafeText("if"), .good)
      case .some: .init(SafeText("some"), .good)
      case .none: .init(SafeText(""))
      }
    },
  ]

  private static let contained = Column(
    "lost", 4, priority: 6, meaning: "blocked by a permissions boundary or SCP"
  ) { row in
    .init(SafeText(row.containedCount == 0 ? "" : String(row.containedCount)), .good)
  }

  /// The last use, in full if there is room.
  private static func lastUse(
    _ uses: [String: GrantedUse.Use], asOf moment: Instant, isWide: Bool
  ) -> Column {
    Column(
      isWide ? "last used" : "used", isWide ? 11 : 5, priority: 4, isLeft: isWide,
      meaning: isWide ? nil : "days ago; - not tracked, ? truncated"
    ) { row in
      guard row.count > 0, let use = uses[row.name] else { return .init(SafeText("")) }
      return .init(
        SafeText(isWide ? use.text : use.short(asOf: moment)), use.isIdle ? .warning : .text)
    }
  }

  /// The meaning of the abbreviated titles.
  var legend: String {
    columns.compactMap { column in column.meaning.map { "\(column.title): \($0)." } }
      .joined(separator: " ")
  }
}

extension ServiceTable.Column {
  fileprivate init(
    _ title: String, _ width: Int, gap: Int = 1, priority: Int, isLeft: Bool = false,
    meaning: String? = nil,
    cell: @escaping @Sendable (ServiceAccess) -> TextLine.Span
  ) {
    self.init(
      title: title, width: width, gap: gap, priority: priority, isLeft: isLeft, meaning: meaning,
      cell: cell)
  }
}

extension ServiceAccess {
  /// The restrictions, as text.
  fileprivate var reason: String {
    var parts: [String] = []
    if conditionalShare != .none {
      parts.append(
        "if "
          + (conditionKeys.isEmpty ? "a condition is met" : conditionKeys.joined(separator: ", ")))
    }
    if !limitedBy.isEmpty {
      parts.append("limited by " + limitedBy.map(\.label).joined(separator: ", "))
    }
    return parts.joined(separator: "; ")
  }
}
