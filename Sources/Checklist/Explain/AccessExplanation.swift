public import Model

/// Explains why a request is allowed or denied, for the `explain` command and the console.
public struct AccessExplanation: Sendable {
  /// A line of the answer: a label and a text.
  public struct Line: Hashable, Sendable {
    /// The label, such as `allowed by`; empty on continuation lines.
    public let label: String
    /// The text.
    public let text: String
    /// The statement that the line names, if any.
    public let statement: PolicyStatement?

    /// The position of the statement in the evidence.
    public var citation: Citation? { statement?.statement.citation }
  }

  /// The principal.
  public let subject: AccessSubject
  /// The request.
  public let request: AccessRequest
  /// The decision.
  public let decision: AccessDecision
  /// The resources that the answer applies to, if none was given; empty if it applies to all.
  public let places: [String]
  /// Remarks about the question itself, such as an unknown action.
  public let remarks: [String]

  /// Evaluates in `engine` whether `subject` is allowed to make `request`.
  public init(_ request: AccessRequest, by subject: AccessSubject, in engine: AccessEngine) {
    self.subject = subject
    self.request = request
    let assumption = engine.decideAssumption(request.onEach, by: subject)
    let whole = assumption ?? engine.decide(request.onEach, by: subject)
    var remarks =
      Self.remarks(on: request, engine.catalogue) + (whole.serviceRule.map { [$0] } ?? [])
    if assumption == nil, let some = engine.decideAnywhere(request, by: subject) {
      decision = some.decision
      places = some.places
      remarks += Self.remarks(on: some, isAboutRoles: some.decision.trust != nil)
    } else {
      decision = whole
      places = []
    }
    self.remarks = remarks + Self.trustRemarks(decision, on: request, by: subject, in: engine)
  }

  private static func remarks(on some: AnywhereDecision, isAboutRoles: Bool) -> [String] {
    switch some.decision.outcome {
    case .explicitlyDenied where isAboutRoles: ["asked about any role: every role is denied"]
    case .implicitlyDenied where isAboutRoles: ["asked about any role: none can be assumed"]
    case .allowed where some.places.isEmpty: []
    case .allowed:
      ["asked about any resource: allowed on \(listed(some.places)), not on all"]
    case .explicitlyDenied:
      ["asked about any resource: every resource of the action's types is denied"]
    case .implicitlyDenied:
      ["asked about any resource: no statement allows the action on a resource of its types"]
    }
  }

  private static func remarks(
    on request: AccessRequest, _ catalogue: ActionCatalogue
  ) -> [String] {
    guard catalogue.knows(action: request.action) else {
      return [
        "\(request.action) is not in the catalogue of \(catalogue.version): compared as text"
      ]
    }
    if catalogue.takesNoResource(request.action), request.resource != "*" {
      return ["\(request.action) has no resource types: evaluated on *"]
    }
    if request.isAuthorizedOnOther {
      return [
        "AWS authorizes this call with the ARN of the state machine, without the version or alias"
      ]
    }
    return []
  }

  /// The answer in one line.
  public var headline: String {
    let who = subject.description
    let what =
      "\(request.action) on \(places.isEmpty ? request.resource : "some resources")"
    switch decision.outcome {
    case .allowed where decision.isConditional:
      return "allowed under conditions: \(who) can use \(what)"
    case .allowed: return "allowed: \(who) can use \(what)"
    case .explicitlyDenied: return "explicitly denied: \(who) cannot use \(what)"
    case .implicitlyDenied:
      let reason =
        decision.serviceRule
        ?? (decision.trust?.admits == .no ? "the role's trust policy does not admit it" : nil)
        ?? (decision.limitedBy.isEmpty ? "no statement allows it" : "a policy limits it")
      return "implicitly denied, since \(reason): \(who) cannot use \(what)"
    }
  }

  /// The reasons for the answer, line by line.
  public var lines: [Line] {
    let decisive = decision.outcome == .explicitlyDenied ? "denied by" : "allowed by"
    var lines = statements(decision.statements, decisive)
    lines += list(decision.limitedBy.map { "the \($0.label)" }, "limited by")
    lines += list(decision.openConditions.map(Self.text), "depends on")
    lines += statements(decision.possibleDenials, "denied if")
    lines += statements(decision.elsewhere, "elsewhere")
    lines += list(decision.missingPolicies, "not evaluated")
    return lines + list(remarks, "note")
  }

  private func statements(_ statements: [PolicyStatement], _ label: String) -> [Line] {
    statements.enumerated().map { place, statement in
      Line(
        label: place == 0 ? label : "", text: Self.text(statement), statement: statement)
    }
  }

  private func list(_ texts: [String], _ label: String) -> [Line] {
    texts.enumerated().map { Line(label: $0 == 0 ? label : "", text: $1, statement: nil) }
  }

  private static func text(_ statement: PolicyStatement) -> String {
    let version = statement.source.version.map { " (\($0))" } ?? ""
    let sid = statement.statement.sid.map { " \($0)" } ?? ""
    return "\(statement.source.label)\(version), statement \(statement.statement.index + 1)\(sid)"
  }

  private static func text(_ condition: Condition) -> String {
    "\(condition.operatorName) \(condition.key): \(condition.values.joined(separator: ", "))"
  }
}

extension AccessExplanation {
  /// The answer as `explain --format json` prints it; the order of members is part of the format.
  public var json: JSONValue {
    [
      "decision": .string(decision.outcome.rawValue),
      "conditional": .boolean(decision.isConditional),
      "principal": .string(subject.arn.description), "action": .string(request.action),
      "resource": .string(request.resource),
      "statements": .array(decision.statements.map(Self.json)),
      "containedBy": .array(decision.limitedBy.map(Self.json)),
      "conditions": .array(decision.openConditions.map(Self.json)),
      "possible": .array(decision.possibleDenials.map(Self.json)),
      "elsewhere": .array(decision.elsewhere.map(Self.json)),
      "unjudged": .array(decision.missingPolicies.map(JSONValue.string)),
      "remarks": .array(remarks.map(JSONValue.string)),
    ]
  }

  private static func json(_ statement: PolicyStatement) -> JSONValue {
    let (source, place) = (statement.source, statement.statement)
    return [
      "policy": .string(source.name), "kind": .string(source.kind.rawValue),
      "arn": .optional(source.arn?.description), "version": .optional(source.version),
      "group": .optional(source.group), "target": .optional(source.target),
      "statement": .integer(place.index), "sid": .optional(place.sid),
      "effect": .string(place.effect == .allow ? "Allow" : "Deny"),
      "evidence": ReportJSON.citation(place.citation),
    ]
  }

  private static func json(_ containment: LimitingPolicy) -> JSONValue {
    [
      "kind": .string(containment.kind.rawValue), "name": .string(containment.name),
      "arn": .optional(containment.arn?.description), "denies": .boolean(containment.denies),
    ]
  }

  private static func json(_ condition: Condition) -> JSONValue {
    [
      "operator": .string(condition.operatorName), "key": .string(condition.key),
      "values": .array(condition.values.map(JSONValue.string)),
    ]
  }
}
