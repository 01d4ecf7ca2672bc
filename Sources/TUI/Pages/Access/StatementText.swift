import Model

/// A statement that affects an answer: its policy, name, position and content.
///
///     Allow statement KeepCurrent of policy data-pipeline-maintenance
///         auth.json  /Policies/7/PolicyVersionList/0/Document/Statement/2 (line 812)
///         iam:CreatePolicyVersion iam:SetDefaultPolicyVersion
///         on arn:aws:iam::640817295314:policy/data-*
///         if StringEquals aws:RequestedRegion: eu-west-1
struct StatementText {
  let inventory: Inventory
  /// The principal that the statements affect.
  let subject: PageSubject

  /// Longer lists are shortened; the linked document shows everything.
  private static let maximumPatterns = 6

  func add(_ statement: PolicyStatement, to text: inout TextBuilder) {
    let version = statement.source.version.map { " (\($0))" } ?? ""
    let possibly = statement.applies == .unknown ? ", under its conditions" : ""
    text.add(
      TextLine(
        [
          .init(SafeText("  ")),
          .init(
            SafeText(statement.statement.effect.rawValue),
            statement.statement.effect == .deny ? .guilty : .heading),
          .init(SafeText(" ")), .init(SafeText(statement.label + version), .link),
          .init(SafeText(possibly), .muted),
        ], link: link(to: statement)), hanging: 6)
    addBody(of: statement.statement, indent: 6, to: &text)
  }

  func link(to statement: PolicyStatement) -> Link? {
    inventory.place(of: statement, on: subject).map(Link.statement)
  }

  /// Adds the position and content.
  func addBody(of statement: Statement, indent: Int, to text: inout TextBuilder) {
    text.paragraph(
      "\(statement.citation.file)  \(statement.citation.where)", role: .muted, indent: indent)
    text.paragraph(Self.words(statement.actions), indent: indent)
    if let resources = statement.resources {
      text.paragraph("on " + Self.words(resources), indent: indent)
    }
    for condition in statement.conditions {
      text.paragraph("if " + condition.text, indent: indent)
    }
  }

  /// A list of actions or resources, in one line.
  static func words(_ scope: Statement.Scope) -> String {
    let patterns = scope.patterns
    let shown = patterns.prefix(
      patterns.count <= maximumPatterns + 1 ? patterns.count : maximumPatterns)
    let rest = patterns.count - shown.count
    let list = shown.joined(separator: " ") + (rest > 0 ? " and \(rest) more" : "")
    return if case .allBut = scope { "all except " + list } else { list }
  }
}

extension Condition {
  /// The condition as in a policy, in one line.
  var text: String {
    values.isEmpty
      ? "\(operatorName) \(key)"
      : "\(operatorName) \(key): "
        + values.joined(separator: " or ")
  }
}
