internal import Model

extension OSCALReview {
  /// What the evidence shows: the finding with its facts, its subject and the places to look.
  func json(_ finding: Finding) -> JSONValue {
    let subject = finding.subject
    return [
      "uuid": .string(observation(finding).description),
      "title": OSCALText.line(finding.summary),
      "description": OSCALText.line("\(subject.kind.rawValue) \(subject.name): \(finding.summary)"),
      "props": .array(
        OSCALText.properties([
          "item": finding.item.rawValue, "finding": finding.id.rawValue,
          "severity": finding.severity.rawValue, "novelty": report.novelty(of: finding)?.rawValue,
        ]) + finding.facts.map { OSCALText.property("fact", "\($0.name)=\($0.value)") }),
      "methods": ["EXAMINE"],
      "types": ["finding"],
      "origins": [
        ["actors": [["type": "tool", "actor-uuid": .string(tool.description)]]]
      ],
      "subjects": [
        [
          "subject-uuid": .string(self.subject(subject).description), "type": "inventory-item",
          "title": OSCALText.line(subject.name),
        ]
      ],
      "relevant-evidence": .array(evidence(finding)),
      "collected": OSCALText.moment(report.assessment.account.asOf.instant),
      "remarks": OSCALText.line(finding.advice.line),
    ]
  }

  /// The places to look; a finding that has none says so, since a list may not be empty.
  private func evidence(_ finding: Finding) -> [JSONValue] {
    guard !finding.evidence.isEmpty else {
      return [["description": "No place in the evidence: what lacks is the finding."]]
    }
    return finding.evidence.map { citation in
      .present([
        "href": resources[citation.file].map(OSCALText.reference),
        "description": OSCALText.line("\(citation.file) \(citation.place)"),
        "props": .array(
          OSCALText.properties([
            "file": citation.file, "place": citation.place, "line": citation.line.map(String.init),
            "sha256": digests[citation.file]?.description,
          ])),
      ])
    }
  }
}
