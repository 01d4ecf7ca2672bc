internal import Checklist
public import Model
public import Platform

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
  /// Whether the action supports no resource-level permissions.
  private let takesNoResource: Bool

  /// Evaluates in `engine` whether `subject` is allowed to make `request`.
  public init(_ request: AccessRequest, by subject: AccessSubject, in engine: AccessEngine) {
    self.subject = subject
    self.request = request
    let assumption = engine.decideAssumption(request.onEach, by: subject)
    let whole = assumption ?? engine.decide(request.onEach, by: subject)
    var remarks =
      Self.remarks(on: request, engine) + (whole.serviceRule.map { [$0] } ?? [])
    if assumption == nil, let some = engine.decideAnywhere(request, by: subject) {
      decision = some.decision
      places = some.places
      remarks += Self.remarks(on: some, isAboutRoles: some.decision.trust != nil)
    } else {
      decision = whole
      places = []
    }
    takesNoResource = engine.catalogue.takesNoResource(request.action)
    self.remarks =
      remarks + Self.trustRemarks(decision, on: request, by: subject, in: engine)
      + ActivityRemarks(engine.account, engine.catalogue).remarks(on: request.action, by: subject)
  }

  private static func remarks(on some: AnywhereDecision, isAboutRoles: Bool) -> [String] {
    switch some.decision.outcome {
    case .explicitlyDenied where isAboutRoles: ["no role was given: every role is denied"]
    case .implicitlyDenied where isAboutRoles: ["no role was given: no role can be assumed"]
    case .allowed where some.places.isEmpty: []
    case .allowed:
      ["no resource was given: allowed on \(listed(some.places)), but not on all resources"]
    case .explicitlyDenied:
      ["no resource was given: every resource that the action supports is denied"]
    case .implicitlyDenied where !some.decision.limitedBy.isEmpty:
      some.decision.limitedBy.map {
        "no resource was given: the \($0.label) \($0.verb) the action on every resource"
      }
    case .implicitlyDenied where !some.decision.statements.isEmpty: []
    case .implicitlyDenied:
      ["no resource was given: no statement allows the action on any resource that it supports"]
    }
  }

  private static func remarks(
    on request: AccessRequest, _ engine: AccessEngine
  ) -> [String] {
    let catalogue = engine.catalogue
    guard catalogue.knows(action: request.action) else {
      return [
        "\(request.action) is not in the catalogue of \(catalogue.version): compared as text"
      ]
    }
    if catalogue.takesNoResource(request.action), request.resource != "*" {
      let resource = engine.resource(evaluatedFor: request)
      return ["\(request.action) has no resource types: evaluated on \(resource)"]
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
    let place =
      !places.isEmpty
      ? " on some resources" : request.resource == "*" ? allResources : " on \(request.resource)"
    let what = request.action + place
    switch decision.outcome {
    case .allowed where decision.isConditional:
      return "allowed under conditions: \(who) can perform \(what)"
    case .allowed: return "allowed: \(who) can perform \(what)"
    case .explicitlyDenied: return "explicitly denied: \(who) cannot perform \(what)"
    case .implicitlyDenied:
      let reason =
        decision.serviceRule
        ?? (decision.trust?.admits == .no ? "the role's trust policy does not trust it" : nil)
        ?? (decision.limitedBy.isEmpty ? "no statement allows it" : "a policy blocks it")
      return "implicitly denied (\(reason)): \(who) cannot perform \(what)"
    }
  }

  /// The end of the headline if no resource was given and the answer is the same for all.
  private var allResources: String {
    decision.isAllowed && !takesNoResource ? " on all resources" : ""
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
    return statement.label + version
  }

  private static func text(_ condition: Condition) -> String {
    "\(condition.operatorName) \(condition.key): \(condition.values.joined(separator: ", "))"
  }
}

extension LimitingPolicy {
  /// The verb after the label.
  fileprivate var verb: String { label.hasPrefix("service control policies") ? "block" : "blocks" }
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
