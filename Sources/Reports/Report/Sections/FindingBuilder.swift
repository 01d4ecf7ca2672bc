internal import Checklist
internal import Model
internal import Platform

/// Builds the block of findings with the same cause.
struct FindingBuilder: Sendable {
  private let builder: ReportBuilder
  /// Whether all findings of the item have the same decision, which is above them.
  private let isDecidedAbove: Bool

  init(_ builder: ReportBuilder, isDecidedAbove: Bool) {
    self.builder = builder
    self.isDecidedAbove = isDecidedAbove
  }

  func block(_ group: FindingGroup) -> Block {
    .finding(
      FindingBlock(
        anchor: group.anchor,
        heading: [.text("\(group.label) "), .name(group.heading)],
        badges: badges(group), severity: group.severity,
        blocks: severities(group) + principals(group) + evidence(group) + recommendation(group)
          + detail(group)
          + (isInTable(group) || isDecidedAbove ? [] : decisions(group))))
  }

  private func badges(_ group: FindingGroup) -> [Inline] {
    var badges: [Inline] = []
    let severities = Set(group.findings.map(\.severity))
    if severities.count == 1 { badges.append(.severity(group.severity)) }
    let novelties = Set(group.findings.map(\.novelty))
    if novelties.count == 1, let novelty = group.findings.first?.novelty {
      badges.append(.badge(novelty.title, .notApplicable))
    }
    return badges
  }

  /// The number of findings up to which the table contains their decisions.
  private static let shortTable = 12

  /// Whether the table of principals contains the whole decisions: if there are several, but few.
  private func isInTable(_ group: FindingGroup) -> Bool {
    guard (2...FindingBuilder.shortTable).contains(group.findings.count) else { return false }
    return Set(group.findings.map { $0.shown(whole: group.item.whole).key }).count > 1
  }

  // MARK: Principals

  /// The principals of several findings as a table.
  private func principals(_ group: FindingGroup) -> [Block] {
    guard group.findings.count > 1 else { return [] }
    let hasSeverity = Set(group.findings.map(\.severity)).count > 1
    let hasNovelty = Set(group.findings.map(\.novelty)).count > 1
    let hasDetail = !group.isUniform
    let members = group.findings.map { $0.finding.memberText }
    let hasMembers = members.contains { $0 != nil }
    var columns: [Table.Column] = [.narrow("No."), .name("Principal")]
    if group.findings.contains(where: { !$0.finding.subject.isPrincipal }) {
      columns[1] = .name("Subject")
    }
    if hasDetail { columns.append(.text("Finding")) }
    if hasMembers { columns.append(.text("Members")) }
    if hasSeverity { columns.append(.narrow("Severity")) }
    if hasNovelty { columns.append(.narrow("Since last review")) }
    let hasDecision = Set(group.findings.map { $0.shown(whole: group.item.whole).key }).count > 1
    if columns.count == 2, !hasDecision, group.findings.count <= FindingBuilder.shortTable {
      return [.paragraph(names(group))]
    }
    if hasDecision { columns.append(.text("Decision")) }
    let isWhole = isInTable(group)
    let rows = group.findings.enumerated().map { place, reported in
      let finding = reported.finding
      var cells: [[Inline]] = [[.text(group.number(place))], subject(finding.subject)]
      if hasDetail { cells.append([.name(finding.predicate)]) }
      if hasMembers { cells.append([.name(members[place] ?? "–")]) }
      if hasSeverity { cells.append([.severity(reported.severity)]) }
      if hasNovelty { cells.append([.text(reported.novelty?.title ?? "–")]) }
      if hasDecision {
        cells.append(isWhole ? words(reported, of: group) : short(reported))
      }
      return Table.Row(cells: cells, anchor: place == 0 ? nil : group.anchor(place))
    }
    return [.table(Table("", columns, rows))]
  }

  /// The numbers and names of a few principals about which there is nothing else to say.
  private func names(_ group: FindingGroup) -> [Inline] {
    [Inline].joined(
      group.findings.indices.map { place in
        let number = group.number(place)
        return [
          place == 0 ? .text(number) : .target(number, anchor: group.anchor(place)), .text(" "),
        ] + subject(group.findings[place].finding.subject)
      }, by: "; ") + [.text(".")]
  }

  /// The whole decision in the cell of a table.
  private func words(_ reported: ReportedFinding, of group: FindingGroup) -> [Inline] {
    group.item.whole.isDecided && reported.own.decision == nil
      ? [.text("Decided for the whole requirement.")] : builder.words(of: reported.own).inLine
  }

  private func subject(_ subject: Subject) -> [Inline] {
    subject.kind == .root
      ? [.text("root user")] : [.text("\(subject.kind.noun) "), .name(subject.name)]
  }

  private func short(_ reported: ReportedFinding) -> [Inline] {
    let verdict = reported.verdict
    guard let decision = verdict.decision else { return [.text("Undecided")] }
    var words: [Inline] = [.text(verdict.disposition.shortTitle)]
    if !verdict.isDecided { words = [.text(verdict.title)] }
    if let owner = decision.content.owner, verdict.disposition == .remediate {
      words += [.text(", "), .name(owner)]
    }
    if let day = verdict.disposition == .remediate ? decision.content.due : nil {
      words += [.text(", "), .whole(day.description)]
    }
    if let day = verdict.disposition == .justified ? decision.content.expires : nil {
      words += [.text(" until "), .whole(day.description)]
    }
    return words
  }

  // MARK: Evidence

  private func evidence(_ group: FindingGroup) -> [Block] {
    let citations = group.findings.flatMap(\.finding.evidence).uniqued
    guard let first = group.findings.first?.finding else { return [] }
    // Several findings share a statement only if all of them cite it.
    let shared = first.evidence.compactMap { builder.statements[$0] }.filter { entry in
      group.findings.allSatisfy { $0.finding.evidence.contains(entry.statement.citation) }
    }.prefix(2)
    var blocks: [Block] = shared.map { entry in
      .code(
        Code(
          caption: [
            .strong("Evidence: "), .text("\(entry.statement.label) of "), .name(entry.policy),
          ]
            + [.text(", ")] + sources([entry.statement.citation]),
          lines: StatementText.lines(entry.statement)))
    }
    let shown = Set(shared.map(\.statement.citation))
    let rest = citations.filter { !shown.contains($0) }
    if !rest.isEmpty {
      blocks.append(
        .note([.strong(shown.isEmpty ? "Evidence: " : "More evidence: ")] + sources(rest)))
    }
    return blocks
  }

  private static let maximum = 6

  /// The files with their lines.
  private func sources(_ citations: [Citation]) -> [Inline] {
    var order: [String] = []
    var places: [String: [String]] = [:]
    for citation in citations {
      if places[citation.file] == nil { order.append(citation.file) }
      places[citation.file, default: []].append(citation.lineText)
    }
    let shown = order.prefix(FindingBuilder.maximum).map { file -> [Inline] in
      let lines = (places[file] ?? []).filter { !$0.isEmpty }.uniqued
      let word = lines.count == 1 ? "line" : "lines"
      return [.code(file)]
        + (lines.isEmpty ? [] : [.text(" (\(word) "), .name(listed(lines)), .text(")")])
    }
    let more = order.count - shown.count
    return [Inline].joined(shown, by: ", ")
      + (more > 0 ? [.text(" and \(more.counted("more file"))")] : [])
  }

  // MARK: Recommendation

  private func recommendation(_ group: FindingGroup) -> [Block] {
    if let other = administrators(with: group) {
      return [
        .note([
          .text("The change for "), .reference(other), .text(" fixes this finding too."),
        ])
      ]
    }
    return advice(group) + commands(group) + changes(group)
  }

  /// The finding on administrator access by the same statement and for the same principals; nil if
  /// there is none. Full access to a service by such a statement needs no recommendation of its own.
  private func administrators(with group: FindingGroup) -> FindingGroup? {
    guard group.item.result.id == Item.rolesSensitiveWildcards.id else { return nil }
    let subjects = Set(group.findings.map(\.finding.subject))
    return builder.administrators[builder.suggestions.statement(of: group)]?.first { other in
      subjects.isSubset(of: other.findings.map(\.finding.subject))
    }
  }

  /// The texts of the advice, each with the findings that it is for if there are several.
  private func advice(_ group: FindingGroup) -> [Block] {
    let places = group.findings.indices.filter {
      !group.findings[$0].finding.advice.text.isBlank
    }
    let texts = places.groups { group.findings[$0].finding.advice.text }
    return texts.prefix(FindingBuilder.maximum).map { places in
      let numbers = texts.count > 1 ? " (\(ReportBuilder.runs(places.map(group.number))))" : ""
      return .paragraph([
        .strong("Recommendation\(numbers): "),
        .name(group.findings[places[0]].finding.advice.text),
      ])
    }
  }

  /// The number of commands with the same note that are shown.
  private static let shownCommands = 3

  private func commands(_ group: FindingGroup) -> [Block] {
    let commands = group.findings.flatMap { builder.suggestions.commands($0.finding) }.uniqued
    guard !commands.isEmpty else { return [] }
    let lines = commands.groups(by: \.note).flatMap { commands -> [String] in
      let isLong = commands.count > FindingBuilder.shownCommands
      let shown = isLong ? FindingBuilder.shownCommands - 1 : commands.count
      return (commands[0].note.isEmpty ? [] : ["# \(commands[0].note):"])
        + commands.prefix(shown).flatMap { ShellLines.lines(of: $0.line) }
        + (isLong ? ["# and the same for the other findings"] : [])
    }
    return [.code(Code(caption: [], lines: lines.map { Code.Line(text: $0) }))]
  }

  private func changes(_ group: FindingGroup) -> [Block] {
    let all = group.findings.indices.flatMap { place in
      builder.suggestions.changes(group.findings[place].finding).map { (place, $0) }
    }
    let changes = all.groups { $0.1 }
    let shown = changes.prefix(FindingBuilder.maximum).map { same -> Block in
      let numbers = ReportBuilder.runs(same.map { group.number($0.0) })
      return .code(
        Code(
          caption: [.name(same[0].1.title), .text(changes.count > 1 ? " (\(numbers))" : "")],
          lines: same[0].1.lines))
    }
    let isNarrower = group.item.result.id == Item.rolesAccessAdvisor.id && !changes.isEmpty
    return shown
      + (isNarrower
        ? [.note([.text("The whole policies are in the JSON export of this review.")])]
        : [])
  }

  // MARK: Detail

  /// The facts of one finding that neither its heading nor its evidence show.
  private func detail(_ group: FindingGroup) -> [Block] {
    guard group.findings.count == 1, let finding = group.findings.first?.finding else { return [] }
    let facts = finding.readerFacts.map { fact in
      [Inline.text("\(fact.label.replacing(": ", with: " ")): "), .name(fact.value)]
    }
    guard !facts.isEmpty else { return [] }
    return [
      .collapsible(title: "Details", [.note([Inline].joined(facts, by: ". ") + [.text(".")])])
    ]
  }

  // MARK: Decisions

  /// The decisions, each once with the findings that it covers.
  private func decisions(_ group: FindingGroup) -> [Block] {
    var order: [String] = []
    var byContent: [String: [Int]] = [:]
    for (place, reported) in group.findings.enumerated() {
      let key = reported.shown(whole: group.item.whole).key
      if byContent[key] == nil { order.append(key) }
      byContent[key, default: []].append(place)
    }
    return order.compactMap { key -> Block? in
      guard let places = byContent[key], let place = places.first else { return nil }
      let reported = group.findings[place]
      if group.item.whole.isDecided, reported.own.decision == nil {
        return .note([.text("Decided for the whole requirement.")])
      }
      return builder.decision(
        reported.own, on: group.findings.count == 1 ? [] : places.map(group.number))
    }
  }
}

extension ReportedFinding {
  /// The decision that the document shows for the finding.
  func shown(whole: Verdict) -> Verdict {
    whole.isDecided && own.decision == nil ? whole : own
  }
}

extension Verdict {
  /// A text that is the same for decisions that are shown alike.
  var key: String {
    guard let decision else { return "" }
    let content = decision.content
    let parts = [
      title, content.note, content.owner ?? "", content.due?.description ?? "",
      content.expires?.description ?? "", content.ticket ?? "",
      content.justification?.rawValue ?? "",
      decision.by.name, decision.at.calendarDay.description, decision.carried?.text ?? "",
      decision.approval.map { "\($0.verdict) \($0.by) \($0.at) \($0.text)" } ?? "",
      changes.map(\.sentence).joined(), content.severity?.reason ?? "",
      decision.conflict == nil ? "" : "\(decision.at) \(isOfItem)",
    ]
    return parts.joined(separator: "\u{0}")
  }
}

extension Citation {
  /// The line for readers: its number in the file, or in the CSV inside the file.
  fileprivate var lineText: String {
    if isRow { return String(shownPlace.split(separator: " ").last ?? "") }
    return line.map(String.init) ?? ""
  }
}

extension Finding {
  /// The members of the group with the access, in one line; nil for other subjects.
  fileprivate var memberText: String? {
    guard case .fullAccess(let access) = detail, let members = access.members else { return nil }
    return members.isEmpty ? "none" : members.joined(separator: ", ")
  }
}

extension Subject {
  /// Whether it can sign in or make requests.
  fileprivate var isPrincipal: Bool {
    switch kind {
    case .root, .user, .group, .role: true
    default: false
    }
  }
}

extension Novelty {
  /// The change since the last review.
  var title: String {
    switch self {
    case .new: "new"
    case .changed: "changed"
    case .unchanged: "unchanged"
    }
  }
}
