internal import Model

extension OSCALReview {
  /// What a risk is made of: a finding, or an item that was answered by hand and stays open.
  struct Risk {
    let result: ItemResult
    let finding: Finding?
    let verdict: Verdict

    /// What tells it from others in ids.
    var key: String { finding?.id.rawValue ?? result.id.rawValue }

    /// See the allowed values of a risk's status in OSCAL's assessment-common model.
    var status: String {
      switch verdict.standing {
      case nil: "open"
      case .justified: "deviation-approved"
      case .remediate: "remediating"
      case .pass, .notApplicable, .falsePositive: "closed"
      }
    }

    var isClosed: Bool { status == "closed" }
  }

  /// Every risk in the order of the checklist; made one by one.
  var risks: LazySequence<FlattenSequence<LazyMapSequence<[ItemResult], [Risk]>>> {
    report.assessment.items.lazy.flatMap(risks)
  }

  /// The risks of one item.
  func risks(of result: ItemResult) -> [Risk] {
    let whole = report.state(of: result)
    let findings = result.findings.map {
      Risk(result: result, finding: $0, verdict: report.verdict(on: $0, whole: whole))
    }
    guard findings.isEmpty else { return findings }
    let answer = Risk(
      result: result, finding: nil, verdict: Verdict(state: whole, isOfItem: true))
    return whole.decision == nil || answer.isClosed ? [] : [answer]
  }

  func risk(_ key: String) -> NameUUID { id("risk", key) }
  func observation(_ finding: Finding) -> NameUUID { id("observation", finding.id.rawValue) }

  /// The risk with what was decided of it, by whom, until when.
  func json(_ risk: Risk) -> JSONValue {
    let decision = risk.verdict.decision
    let standing = risk.verdict.standing
    let content = decision?.content
    let deadline =
      standing == .justified ? content?.expires : standing == .remediate ? content?.due : nil
    return .present([
      "uuid": .string(self.risk(risk.key).description),
      "title": OSCALText.line(
        risk.finding.map { "\($0.subject.name): \($0.summary)" } ?? risk.result.item.title),
      "description": OSCALText.line(risk.finding?.summary ?? risk.result.item.title),
      "statement": OSCALText.line(risk.result.item.guidance.why),
      "props": .filled(properties(risk)),
      "status": .string(risk.status),
      "origins": [origin(decision)],
      "characterizations": .filled(characterizations(risk)),
      "mitigating-factors": standing == .justified
        ? [
          [
            "uuid": .string(id("factor", risk.key).description),
            "description": OSCALText.lines(content?.note ?? ""),
            "props": .array(
              OSCALText.properties(["kind": content?.justification?.rawValue ?? "other"])),
          ]
        ] : nil,
      "deadline": deadline.map { OSCALText.moment($0.end) },
      "remediations": .filled(responses(risk)),
      "risk-log": log(risk),
      "related-observations": risk.finding.map {
        [["observation-uuid": .string(observation($0).description)]]
      },
    ])
  }

  private func properties(_ risk: Risk) -> [JSONValue] {
    let content = risk.verdict.decision?.content
    var properties = OSCALText.properties([
      "item": risk.result.id.rawValue, "finding": risk.finding?.id.rawValue,
      "state": risk.verdict.state.word, "disposition": content?.disposition.rawValue,
      "answered-by": risk.verdict.standing == nil
        ? nil : risk.verdict.isOfItem ? "item" : "finding",
      "expires": content?.expires?.description, "due": content?.due?.description,
      "owner": content?.owner, "ticket": content?.ticket,
      "carried-from": risk.verdict.decision?.carried?.words,
      "novelty": risk.finding.flatMap { report.novelty(of: $0)?.rawValue },
    ])
    if case .stale(_, let changes) = risk.verdict.state {
      properties += changes.map { OSCALText.property("changed-fact", $0.words) }
    }
    for side in risk.verdict.decision?.conflict?.sides ?? [] {
      let author = side.map { "\($0.by) at \($0.at): " } ?? ""
      properties.append(OSCALText.property("side-of-conflict", author + side.words))
    }
    return properties
  }

  private func origin(_ decision: Decision?) -> JSONValue {
    let byTool: JSONValue = ["type": "tool", "actor-uuid": .string(tool.description)]
    let byPerson = decision.map { decision -> JSONValue in
      [
        "type": "party", "actor-uuid": .string(party(decision.by).description),
        "role-id": "assessor",
      ]
    }
    return ["actors": .array([byTool] + (byPerson.map { [$0] } ?? []))]
  }

  /// The item's severity and, beside it, the reviewer's.
  private func characterizations(_ risk: Risk) -> [JSONValue] {
    guard let finding = risk.finding else { return [] }
    func characterization(
      _ severity: Severity, _ state: String, _ origin: JSONValue, _ why: String?
    ) -> JSONValue {
      [
        "origin": origin,
        "facets": [
          .present([
            "name": "severity", "system": .string(Product.namespace),
            "value": .string(severity.rawValue),
            "props": [["name": "state", "value": .string(state)]],
            "remarks": why.map(OSCALText.lines),
          ])
        ],
      ]
    }
    let initial = characterization(finding.severity, "initial", origin(nil), nil)
    guard let decision = risk.verdict.decision, let override = decision.content.severity else {
      return [initial]
    }
    return [
      initial,
      characterization(override.severity, "adjusted", origin(decision), override.reason),
    ]
  }

  /// What our advice recommends, and what was promised.
  private func responses(_ risk: Risk) -> [JSONValue] {
    var responses: [JSONValue] = []
    if let advice = risk.finding?.advice {
      responses.append([
        "uuid": .string(id("advice", risk.key).description), "lifecycle": "recommendation",
        "title": "Advice", "description": OSCALText.line(advice.line),
      ])
    }
    guard risk.verdict.standing == .remediate, let content = risk.verdict.decision?.content else {
      return responses
    }
    let owner = content.owner ?? "unknown"
    responses.append([
      "uuid": .string(id("plan", risk.key).description), "lifecycle": "planned",
      "title": "Remediation", "description": OSCALText.lines(content.note),
      "props": .array(OSCALText.properties(["owner": owner, "ticket": content.ticket])),
      "tasks": [
        .present([
          "uuid": .string(id("milestone", risk.key).description), "type": "milestone",
          "title": "Remediated",
          "timing": content.due.map { ["on-date": ["date": OSCALText.moment($0.end)]] },
          "responsible-roles": [responsible("remediator", [self.owner(owner)])],
        ])
      ],
    ])
    return responses
  }

  /// Who decided and who approved, when and with which words.
  private func log(_ risk: Risk) -> JSONValue? {
    guard let decision = risk.verdict.decision else { return nil }
    var entries = [
      entry(
        "decision", risk, decision.disposition.title, decision.note, at: decision.at,
        by: decision.by, role: "assessor", change: risk.status)
    ]
    if let approval = decision.approval {
      entries.append(
        entry(
          "approval", risk, approval.verdict.rawValue, approval.text, at: approval.at,
          by: approval.by, role: "approver", change: nil))
    }
    return ["entries": .array(entries)]
  }

  private func entry(
    _ kind: String, _ risk: Risk, _ title: String, _ text: String, at: Instant, by: Reviewer,
    role: String, change: String?
  ) -> JSONValue {
    .present([
      "uuid": .string(id(kind, risk.key, at.description).description),
      "title": OSCALText.line(title),
      "description": text.isEmpty ? nil : OSCALText.lines(text),
      "start": OSCALText.moment(at),
      "logged-by": [
        ["party-uuid": .string(party(by).description), "role-id": .string(role)]
      ],
      "status-change": .text(change),
    ])
  }
}
