internal import Checklist
internal import Model
internal import Platform

extension OSCALReview {
  /// The people that the document names, each once: authors of decisions, approvers, signers,
  /// owners, the client and the auditor.
  var parties: [JSONValue] {
    var parties: [JSONValue] = []
    var seen: Set<NameUUID> = []
    func add(_ uuid: NameUUID, _ type: String, _ name: String, _ properties: [JSONValue]) {
      guard seen.insert(uuid).inserted else { return }
      parties.append(
        .present([
          "uuid": .string(uuid.description), "type": .string(type),
          "name": .string(OSCALText.string(name)), "props": .filled(properties),
        ]))
    }
    func add(_ reviewer: Reviewer) {
      add(
        party(reviewer), "person", reviewer.name,
        OSCALText.properties(["host": reviewer.host.isEmpty ? nil : reviewer.host]))
    }
    for participant in report.participants { add(participant.reviewer) }
    var deciders = FirstOccurrences<Reviewer>()
    var owners = FirstOccurrences<String>()
    for (target, decision) in report.session.decisions {
      deciders.add(decision.by, party(decision.by), on: target, 0)
      if let approval = decision.approval {
        deciders.add(approval.by, party(approval.by), on: target, 1)
      }
      if let owner = decision.content.owner { owners.add(owner, self.owner(owner), on: target, 0) }
    }
    for reported in report.items.flatMap(\.findings) {
      guard let by = reported.severityChange?.change.by else { continue }
      deciders.add(by, party(by), on: .finding(reported.finding.id), 2)
    }
    for reviewer in deciders.sorted { add(reviewer) }
    for signature in report.signatures { add(signer(signature)) }
    for owner in owners.sorted { add(self.owner(owner), "person", owner, []) }
    for (uuid, name) in organizations.map({ ($0.uuid, $0.name) }) {
      add(uuid, "organization", name, [])
    }
    return parties
  }

  /// The responsible parties of the document.
  var responsible: [JSONValue] {
    let assessors = report.participants.map { party($0.reviewer) }
    let approvers = report.session.decisions.values.compactMap(\.approval).map { party($0.by) }
    var roles = [
      ("assessor", assessors),
      ("approver", Set(approvers).sorted { $0.description < $1.description }),
    ]
    for organization in organizations {
      if organization.role == "assessor" {
        roles[0].1.append(organization.uuid)
      } else {
        roles.append((organization.role, [organization.uuid]))
      }
    }
    return roles.filter { !$0.1.isEmpty }.map { role, parties in responsible(role, parties) }
  }

  func responsible(_ role: String, _ parties: [NameUUID]) -> JSONValue {
    [
      "role-id": .string(role),
      "party-uuids": .array(parties.map { .string($0.description) }),
    ]
  }

  /// A signature as an attestation, with signer, key and statement.
  func attestation(_ signature: ReportSignature) -> JSONValue {
    let role = signature.role == .reviewer ? "assessor" : "approver"
    return [
      "responsible-parties": [responsible(role, [party(signer(signature))])],
      "parts": [
        [
          "name": "signature", "ns": .string(Product.namespace),
          "title": OSCALText.line("Signature of \(signature.signer)"),
          "props": .array(
            OSCALText.properties([
              "role": signature.role.rawValue, "key-fingerprint": signature.fingerprint,
              "claimed-time": signature.claimedAt.description,
              "statement-sha256": signature.statement.description,
              "matches-session": "\(signature.matchesSession)",
            ])),
          "prose": OSCALText.line("SSH signature: \(signature.verdict)."),
        ]
      ],
    ]
  }

  private func signer(_ signature: ReportSignature) -> Reviewer {
    Reviewer(name: signature.signer, host: "")
  }

  private var organizations: [(role: String, uuid: NameUUID, name: String)] {
    [("client", "client"), ("assessor", "auditor")].compactMap { role, row in
      report.cover?.value(of: row).map { (role, id("organization", row, $0), $0) }
    }
  }
}

/// The people named in decisions, in the order of the first target that names each. This avoids
/// sorting thousands of targets that name only a few people.
private struct FirstOccurrences<Person> {
  private struct Place {
    var target: DecisionTarget
    var rank: Int
    let person: Person

    func precedes(before target: DecisionTarget, _ rank: Int) -> Bool {
      self.target == target ? self.rank <= rank : self.target < target
    }
  }

  private var places: [NameUUID: Place] = [:]

  /// Records that `target` names `person`, in position `rank`.
  mutating func add(_ person: Person, _ id: NameUUID, on target: DecisionTarget, _ rank: Int) {
    if let known = places[id], known.precedes(before: target, rank) { return }
    places[id] = Place(target: target, rank: rank, person: person)
  }

  var sorted: [Person] {
    places.values.sorted { $0.precedes(before: $1.target, $1.rank) }.map(\.person)
  }
}
