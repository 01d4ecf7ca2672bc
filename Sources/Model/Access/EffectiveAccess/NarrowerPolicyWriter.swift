internal import Platform

/// Writes the statements of a narrower policy.
struct NarrowerPolicyWriter {
  private let catalogue: ActionCatalogue
  private let use: GrantedUse
  private let narrowing: ResourceNarrowing?
  /// The actions used in the period, and the actions of used services that AWS does not track.
  let inUse: ActionSet
  private let used: Set<String>
  private let listed: Set<String>
  private(set) var untracked: Set<String> = []
  private var order: [Shape] = []
  private var actions: [Shape: Set<String>] = [:]
  private var denials: [JSONValue] = []

  /// A statement without its actions; statements with the same shape are combined.
  private struct Shape: Hashable {
    let resources: Statement.Scope?
    let conditions: [Condition]
  }

  init(catalogue: ActionCatalogue, use: GrantedUse, narrowing: ResourceNarrowing?) {
    self.catalogue = catalogue
    self.use = use
    self.narrowing = narrowing
    used = Set(use.services.filter(\.isUsed).map(\.name))
    listed = Set(use.services.filter { $0.use != .notTracked }.map(\.name))
    let unused = use.services.filter(\.isUsed).flatMap { service in
      service.unusedActions.map { "\(service.name):\($0)" }
    }
    inUse = ActionSet(of: .only(used.sorted().map { $0 + ":*" }), in: catalogue)
      .subtracting(ActionSet(of: .only(unused.sorted()), in: catalogue))
      .union(ActionSet(of: .only(GrantedUse.untrackedActions), in: catalogue))
  }

  /// Keeps the actions of the grant that were used, or whose use is unknown.
  mutating func add(_ grant: EffectiveAccess.Grant) {
    let named = namedUntracked(grant.statement)
    untracked.formUnion(named)
    var kept = grant.allowed.intersection(
      inUse.union(ActionSet(of: .only(named.map { $0 + ":*" }), in: catalogue)))
    let narrowed = narrowing?.resources(of: kept, in: grant) ?? [:]
    for (action, resources) in narrowed.sorted(by: { $0.key < $1.key }) where !resources.isEmpty {
      add([action], resources: .only(resources), grant)
    }
    kept = kept.subtracting(
      ActionSet(of: .only(narrowed.keys.sorted()), in: catalogue))
    let texts =
      kept.services.flatMap { patterns(of: $0, kept: kept, grant) }
      + unknownPatterns(of: grant, named: named)
    guard !texts.isEmpty else { return }
    add(texts, resources: grant.statement.resources, grant)
  }

  private mutating func add(
    _ texts: [String], resources: Statement.Scope?, _ grant: EffectiveAccess.Grant
  ) {
    let shape = Shape(resources: resources, conditions: grant.statement.conditions)
    if actions[shape] == nil { order.append(shape) }
    actions[shape, default: []].formUnion(texts)
  }

  /// The services in the statement that AWS does not track.
  private func namedUntracked(_ statement: Statement) -> [String] {
    guard case .only(let patterns) = statement.actions else { return [] }
    return patterns.compactMap(Self.service).filter { !listed.contains($0) }.uniqued.sorted()
  }

  private static func service(of pattern: String) -> String? {
    guard let colon = pattern.firstIndex(of: ":") else { return nil }
    let service = pattern[..<colon].lowercased()
    return service.contains("*") || service.contains("?") ? nil : service
  }

  /// Patterns for services and actions that are not in the catalogue, unchanged.
  private func unknownPatterns(
    of grant: EffectiveAccess.Grant, named: [String]
  ) -> [String] {
    guard case .only(let patterns) = grant.statement.actions else { return [] }
    return patterns.filter { pattern in
      guard let service = Self.service(of: pattern),
        named.contains(service) || used.contains(service)
      else { return false }
      return ActionPattern(pattern).indices(in: catalogue).isEmpty
    }
  }

  /// The kept actions of a service: all, all with the same verb, or individual actions. A wildcard
  /// is only written if the grant has it too, because AWS adds actions daily.
  private func patterns(
    of service: String, kept: ActionSet, _ grant: EffectiveAccess.Grant
  ) -> [String] {
    let names = kept.actions(ofService: service)
    let all = catalogue.actions(ofService: service)
    let reachesBeyond = { (verb: String) in
      grant.allowed.contains("\(service):\(verb)ThatIsNotKnownYet")
    }
    if names.count == all.count, reachesBeyond("") { return ["\(service):*"] }
    let sizes = Dictionary(grouping: all, by: Self.verb).mapValues(\.count)
    return Dictionary(grouping: names, by: Self.verb).flatMap { verb, names in
      names.count > 2 && names.count == sizes[verb] && reachesBeyond(verb)
        ? ["\(service):\(verb)*"] : names
    }
  }

  /// The first word of an action: `Get` in `s3:GetObject`.
  private static func verb(of action: String) -> String {
    let name = action.drop { $0 != ":" }.dropFirst()
    let first = name.prefix(1)
    return String(first + name.dropFirst().prefix { !$0.isUppercase })
  }

  /// Keeps all Denies: they blocked nothing that was used, and without them more would be allowed.
  mutating func keepDenials(of subject: AccessSubject) {
    denials =
      subject.policies.flatMap(\.document.statements).filter { $0.effect == .deny }
      .map { statement in
        Self.json(
          "Deny", actions: statement.actions, resources: statement.resources,
          conditions: statement.conditions)
      }.uniqued
  }

  /// The statements; the same grants give the same statements.
  var statements: [JSONValue] {
    order.map { shape in
      Self.json(
        "Allow", actions: .only((actions[shape] ?? []).sorted()), resources: shape.resources,
        conditions: shape.conditions)
    } + denials
  }

  private static func json(
    _ effect: String, actions: Statement.Scope, resources: Statement.Scope?,
    conditions: [Condition]
  ) -> JSONValue {
    var members = [
      JSONMember("Effect", .string(effect)), scope("Action", actions),
      scope("Resource", resources ?? .only(["*"])),
    ]
    if !conditions.isEmpty {
      let operators = conditions.map(\.operatorName).uniqued
      members.append(
        JSONMember(
          "Condition",
          .object(
            operators.map { name in
              JSONMember(
                name,
                .object(
                  conditions.filter { $0.operatorName == name }.map {
                    JSONMember($0.key, .array($0.values.map(JSONValue.string)))
                  }))
            })))
    }
    return .object(members)
  }

  private static func scope(_ name: String, _ scope: Statement.Scope) -> JSONMember {
    let isNegated: Bool
    if case .allBut = scope { isNegated = true } else { isNegated = false }
    return JSONMember(
      (isNegated ? "Not" : "") + name, .array(scope.patterns.map(JSONValue.string)))
  }
}
