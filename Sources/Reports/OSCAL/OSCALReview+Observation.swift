internal import Checklist
internal import Model
internal import Platform

extension OSCALReview {
  /// Writes a finding as an observation, with facts, subject and evidence.
  func write(_ reported: ReportedFinding, to observation: inout JSONWriter) {
    write(reported.finding, reported, to: &observation)
  }

  private func write(
    _ finding: Finding, _ reported: ReportedFinding, to observation: inout JSONWriter
  ) {
    let subject = finding.subject
    observation.member("uuid", self.observation(reported))
    observation.member("title", line: finding.summary)
    observation.member(
      "description", line: "\(subject.text): \(finding.predicate)")
    observation.list("props") { props in
      props.property("item", finding.item.rawValue)
      props.property("finding", finding.id.rawValue)
      props.property("severity", finding.automatedSeverity.rawValue)
      props.property("effective-severity", reported.severity.rawValue)
      props.property("novelty", reported.novelty?.rawValue)
      for fact in finding.facts { props.property("fact", "\(fact.name)=\(fact.value)") }
    }
    observation.list("methods") { $0.element("EXAMINE") }
    observation.list("types") { $0.element("finding") }
    observation.list("origins") { list in
      list.object { origin in origin.list("actors") { writeTool(to: &$0) } }
    }
    observation.list("subjects") { list in
      list.object { object in
        object.member("subject-uuid", self.subject(subject))
        object.member("type", "inventory-item")
        object.member("title", line: subject.name)
      }
    }
    observation.list("relevant-evidence") { write(finding.evidence, to: &$0) }
    observation.member("collected", collected)
    observation.member("remarks", line: finding.advice.line)
  }

  /// Writes the tool as the origin of an observation.
  func writeTool(to actors: inout JSONWriter) {
    actors.object { actor in
      actor.member("type", "tool")
      actor.member("actor-uuid", tool)
    }
  }

  /// Writes the evidence. A finding without evidence says so, because the list must not be empty.
  private func write(_ evidence: [Citation], to list: inout JSONWriter) {
    guard !evidence.isEmpty else {
      list.object { place in
        place.member(
          "description",
          "No location in the evidence, because the finding reports something that is missing.")
      }
      return
    }
    for citation in evidence {
      list.object { place in
        place.member("href", references[citation.file])
        place.member("description", line: "\(citation.file) \(citation.place)")
        place.list("props") { props in
          props.property("file", citation.file)
          props.property("place", citation.place)
          props.property("line", citation.line.map(String.init))
          props.property("sha256", digests[citation.file]?.description)
        }
      }
    }
  }
}
