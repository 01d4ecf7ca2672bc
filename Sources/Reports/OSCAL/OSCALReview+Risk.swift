internal import Checklist
internal import Platform

extension OSCALReview {
  /// The source of a risk: a finding, or an item that was answered manually and remains open.
  struct Risk: Sendable {
    let item: ReportedItem
    let reported: ReportedFinding?
    let verdict: Verdict

    /// A unique key for ids.
    var key: String { reported?.finding.id.rawValue ?? item.result.id.rawValue }

    var title: String {
      reported.map { "\($0.finding.subject.name): \($0.finding.predicate)" }
        ?? item.result.item.title
    }

    /// The status. The OSCAL assessment-common model lists the allowed values.
    var status: String {
      switch verdict.disposition {
      case nil: "open"
      case .justified: "deviation-approved"
      case .remediate: "remediating"
      case .pass, .notApplicable, .falsePositive: "closed"
      }
    }

    var isClosed: Bool { status == "closed" }
  }

  /// Every risk in the order of the checklist.
  var risks: [Risk] { report.items.flatMap(risks) }

  /// The risks of one item.
  func risks(of item: ReportedItem) -> [Risk] {
    let findings = item.findings.map { Risk(item: item, reported: $0, verdict: $0.verdict) }
    guard findings.isEmpty else { return findings }
    let answer = Risk(item: item, reported: nil, verdict: item.whole)
    return item.whole.decision == nil || answer.isClosed ? [] : [answer]
  }

  func risk(_ key: String) -> NameUUID { id("risk", key) }
  func observation(_ reported: ReportedFinding) -> NameUUID {
    id("observation", reported.finding.id.rawValue)
  }

  /// Writes the risk with its decision.
  func write(_ risk: Risk, to object: inout JSONWriter) {
    let decision = risk.verdict.decision
    let disposition = risk.verdict.disposition
    let content = decision?.content
    let deadline =
      disposition == .justified ? content?.expires : disposition == .remediate ? content?.due : nil
    object.member("uuid", self.risk(risk.key))
    object.member("title", line: risk.title)
    object.member(
      "description", line: risk.reported?.finding.summary ?? risk.item.result.item.title)
    object.member("statement", line: risk.item.result.item.guidance.why)
    object.list("props") { write(risk, decision, toProperties: &$0) }
    object.member("status", risk.status)
    let person = decision.map { party($0.by) }
    object.list("origins") { list in list.object { write(person, toOrigin: &$0) } }
    if let reported = risk.reported {
      object.list("characterizations") { writeSeverity(of: reported, to: &$0) }
    }
    if disposition == .justified {
      object.list("mitigating-factors") { list in
        list.object { factor in
          factor.member("uuid", id("factor", risk.key))
          factor.member("description", lines: content?.note ?? "")
          factor.list("props") { $0.property("kind", content?.justification?.rawValue ?? "other") }
        }
      }
    }
    if let deadline { object.member("deadline", moment: deadline.end) }
    if risk.reported != nil || disposition == .remediate {
      object.list("remediations") { writeResponses(to: risk, decision, in: &$0) }
    }
    if let decision {
      object.object("risk-log") { log in
        log.list("entries") { write(decision, by: person, on: risk, toLog: &$0) }
      }
    }
    if let reported = risk.reported {
      object.list("related-observations") { list in
        list.object { $0.member("observation-uuid", observation(reported)) }
      }
    }
  }

  private func write(
    _ risk: Risk, _ decision: Decision?, toProperties props: inout JSONWriter
  ) {
    let content = decision?.content
    props.property("item", risk.item.result.id.rawValue)
    props.property("finding", risk.reported?.finding.id.rawValue)
    props.property("state", risk.verdict.word)
    props.property("disposition", content?.disposition.rawValue)
    props.property("answered-by", risk.verdict.answered)
    props.property("expires", content?.expires?.description)
    props.property("due", content?.due?.description)
    props.property("owner", content?.owner)
    props.property("ticket", content?.ticket)
    props.property("carried-from", decision?.carried?.text)
    props.property("novelty", risk.reported?.novelty?.rawValue)
    for change in risk.verdict.changes {
      let (old, new) = (change.old ?? "nothing", change.new ?? "nothing")
      props.property("changed-fact", "\(change.name) was \(old), is now \(new)")
    }
    for side in decision?.conflict?.sides ?? [] {
      let author = side.map { "\($0.by) at \($0.at): " } ?? ""
      props.property("side-of-conflict", author + side.text)
    }
  }

  /// Writes the tool as the origin, and the author of the decision if there is one.
  private func write(_ person: NameUUID?, toOrigin origin: inout JSONWriter) {
    origin.list("actors") { actors in
      writeTool(to: &actors)
      guard let person else { return }
      actors.object { actor in
        actor.member("type", "party")
        actor.member("actor-uuid", person)
        actor.member("role-id", "assessor")
      }
    }
  }

  /// Writes the automated severity, and the one that a person set.
  private func writeSeverity(
    of reported: ReportedFinding, to characterizations: inout JSONWriter
  ) {
    func write(_ severity: Severity, _ state: String, by person: NameUUID?, _ why: String?) {
      characterizations.object { object in
        object.object("origin") { self.write(person, toOrigin: &$0) }
        object.list("facets") { list in
          list.object { facet in
            facet.member("name", "severity")
            facet.member("system", Product.namespace)
            facet.member("value", severity.rawValue)
            facet.list("props") { props in
              props.object { property in
                property.member("name", "state")
                property.member("value", state)
              }
            }
            if let why { facet.member("remarks", lines: why) }
          }
        }
      }
    }
    write(reported.finding.automatedSeverity, "initial", by: nil, nil)
    if let change = reported.severityChange?.change {
      write(change.severity, "adjusted", by: party(change.by), change.note)
    }
  }

  /// Writes the advice, and the planned remediation.
  private func writeResponses(
    to risk: Risk, _ decision: Decision?, in responses: inout JSONWriter
  ) {
    if let advice = risk.reported?.finding.advice {
      responses.object { response in
        response.member("uuid", id("advice", risk.key))
        response.member("lifecycle", "recommendation")
        response.member("title", "Advice")
        response.member("description", line: advice.line)
      }
    }
    guard risk.verdict.disposition == .remediate, let content = decision?.content else { return }
    let owner = content.owner ?? "unknown"
    responses.object { response in
      response.member("uuid", id("plan", risk.key))
      response.member("lifecycle", "planned")
      response.member("title", "Remediation")
      response.member("description", lines: content.note)
      response.list("props") { props in
        props.property("owner", owner)
        props.property("ticket", content.ticket)
      }
      response.list("tasks") { tasks in
        tasks.object { task in
          task.member("uuid", id("milestone", risk.key))
          task.member("type", "milestone")
          task.member("title", "Remediated")
          if let due = content.due {
            task.object("timing") { timing in
              timing.object("on-date") { $0.member("date", moment: due.end) }
            }
          }
          task.list("responsible-roles") {
            $0.element(responsible("remediator", [self.owner(owner)]))
          }
        }
      }
    }
  }

  /// Writes the author of the decision and the approver, with time and remark.
  private func write(
    _ decision: Decision, by person: NameUUID?, on risk: Risk, toLog entries: inout JSONWriter
  ) {
    entries.object { entry in
      write(
        "decision", risk, decision.disposition.title, decision.note, at: decision.at,
        by: person ?? party(decision.by), role: "assessor", to: &entry)
      entry.member("status-change", risk.status)
    }
    guard let approval = decision.approval else { return }
    entries.object { entry in
      write(
        "approval", risk, approval.verdict.rawValue, approval.text, at: approval.at,
        by: party(approval.by), role: "approver", to: &entry)
    }
  }

  private func write(
    _ kind: String, _ risk: Risk, _ title: String, _ text: String, at: Instant, by: NameUUID,
    role: String, to entry: inout JSONWriter
  ) {
    entry.member("uuid", id(kind, risk.key, at.description))
    entry.member("title", line: title)
    if !text.isEmpty { entry.member("description", lines: text) }
    entry.member("start", moment: at)
    entry.list("logged-by") { list in
      list.object { person in
        person.member("party-uuid", by)
        person.member("role-id", role)
      }
    }
  }
}
