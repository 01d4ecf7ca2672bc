import Checklist
import Model

/// The services that a principal has actions of, with how many of each access level.
struct AccessTable {
  let access: EffectiveAccess
  let rows: [Row]

  /// A service.
  struct Row {
    let service: String
    let counts: [AccessLevel: Int]
    /// Whether every action of the service is allowed.
    let isWhole: Bool
    let reach: Reach
    let isConditional: Bool
    let lastUse: String
    let isUnused: Bool

    /// On which resources the actions are allowed.
    enum Reach: String {
      case all
      /// Some of the actions on all.
      case some
      case named
    }

    /// The gravest first: powers on everything, powers, changes on everything, changes, the rest.
    fileprivate var rank: Int {
      let powers = counts[.permissionsManagement, default: 0] > 0
      let changes = counts[.write, default: 0] > 0
      let isWide = reach != .named
      return powers ? (isWide ? 0 : 1) : changes ? (isWide ? 2 : 3) : 4
    }
  }

  init(_ principal: AccessSubject, in model: ConsoleModel) {
    let access = model.engine.effectiveAccess(of: principal)
    self.access = access
    let answer = model.account.lastAccessed.value?[principal.arn.description]
    let cutoff = model.account.asOf.instant.adding(days: -model.assessment.settings.maxAgeDays)
    let use = answer.map { GrantedUse(access, $0, since: cutoff).services } ?? []
    let uses = Dictionary(use.map { ($0.name, $0.use) }, uniquingKeysWith: { first, _ in first })
    let catalogue = model.engine.catalogue
    rows = access.allowed.summary.map { service, counts in
      let total = counts.values.reduce(0, +)
      let onAll = access.onAllResources.count(ofService: service)
      return Row(
        service: service, counts: counts,
        isWhole: total == catalogue.actions(ofService: service).count,
        reach: onAll == total ? .all : onAll > 0 ? .some : .named,
        isConditional: access.unconditional.count(ofService: service) < total,
        lastUse: uses[service].map(Self.text) ?? "",
        isUnused: uses[service].map(Self.isUnused) ?? false)
    }.sorted { ($0.rank, $0.service) < ($1.rank, $1.service) }
  }

  private static func text(_ use: GrantedUse.Use) -> String {
    switch use {
    case .used(let time), .usedBefore(let time): CalendarDay(containing: time).description
    case .never: "never"
    case .notTracked: "not tracked"
    case .unknown: "cut off"
    }
  }

  private static func isUnused(_ use: GrantedUse.Use) -> Bool {
    switch use {
    case .usedBefore, .never: true
    case .used, .notTracked, .unknown: false
    }
  }

  /// From what only looks to what gives powers away.
  static let levels: [AccessLevel] = [.list, .read, .write, .tagging, .permissionsManagement]

  /// How many actions of each level there are over all services.
  var levelCounts: [(level: AccessLevel, count: Int)] {
    AccessTable.levels.map { level in
      (level, rows.reduce(0) { $0 + $1.counts[level, default: 0] })
    }.filter { $0.count > 0 }
  }

  /// Writes `rows` below their headings; the columns of levels first, as wide as their names.
  func add(_ rows: ArraySlice<Row>, to text: inout TextBuilder) {
    guard !rows.isEmpty else { return }
    let hasUse = rows.contains { !$0.lastUse.isEmpty }
    let name = min(22, max(8, rows.map { SafeText($0.service).width }.max() ?? 0) + 2)
    let levels = AccessTable.levels
    let heads = levels.map { $0.column.leading(to: 6) }.joined()
    text.add(
      TextLine([
        .init(
          SafeText(
            "  " + "service".trailing(to: name) + heads + "  on what"
              + (hasUse ? "    last used" : "")), .muted)
      ]))
    for row in rows {
      let numbers = levels.map { level -> String in
        let count = row.counts[level, default: 0]
        return (count == 0 ? "." : String(count)).leading(to: 6)
      }.joined()
      let reach = row.reach.rawValue + (row.isConditional ? ", if" : "")
      var spans: [TextLine.Span] = [
        .init(SafeText("  ")),
        .init(
          SafeText((row.service + (row.isWhole ? "*" : "")).trailing(to: name)),
          row.isWhole ? .high : .text),
        .init(SafeText(numbers)), .init(SafeText("  " + reach.trailing(to: 11)), .muted),
      ]
      if hasUse {
        spans.append(.init(SafeText(row.lastUse), row.isUnused ? .warning : .text))
      }
      text.add(TextLine(spans), hanging: 4)
    }
    if rows.contains(where: \.isWhole) {
      text.paragraph("* every action of the service", role: .muted, indent: 2)
    }
  }
}

extension AccessLevel {
  /// The heading of its column.
  fileprivate var column: String {
    switch self {
    case .read: "read"
    case .list: "list"
    case .write: "write"
    case .tagging: "tag"
    case .permissionsManagement: "perms"
    }
  }

  /// How a person says it of some actions.
  var words: String {
    switch self {
    case .read: "read"
    case .list: "list"
    case .write: "write"
    case .tagging: "tagging"
    case .permissionsManagement: "permissions management"
    }
  }
}

extension String {
  /// The text with blanks before it up to `width`.
  fileprivate func leading(to width: Int) -> String {
    String(repeating: " ", count: max(1, width - count)) + self
  }

  /// The text with blanks after it up to `width`.
  fileprivate func trailing(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
