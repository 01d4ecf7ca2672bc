import Platform
import Testing

@testable import Checklist

/// An older version keeps all members that a newer version wrote into a session.
@Suite struct UnknownMembersTests {
  /// A session with all kinds of content.
  private func session() throws -> ReviewSession {
    let findings = Sample.users.findings
    var earlier = ReviewSession()
    earlier.attach(to: Sample.account())
    var short = Sample.justified
    short.expires = Sample.today
    try earlier.decide(
      short, on: [.finding(findings[1])], by: Sample.alice, at: Sample.now.adding(days: -1))
    var severe = Sample.remediate
    severe.severity = SeverityOverride(.low, reason: "small")
    severe.ticket = "T-1"
    try earlier.decide(
      severe, on: [.finding(findings[0])], by: Reviewer(name: "ann", host: "x", key: "SHA256:a"),
      at: Sample.now)
    var session = ReviewSession()
    session.attach(to: Sample.account())
    try session.carry(
      CarryPlan(
        from: ReviewSide(Sample.assessment, earlier), into: session, of: Sample.assessment,
        at: Sample.now.adding(days: 2)),
      by: Sample.bob, at: Sample.now)
    try session.approve(
      .approved, "yes", on: [.finding(findings[0])], by: Sample.bob, at: Sample.now)
    let (ours, theirs) = (try with("a", session), try with("b", session))
    return try SessionMerge(base: session, ours: ours, theirs: theirs).session.part(
      ReviewScope(title: "all", items: [Sample.root.id]))
  }

  private func with(_ note: String, _ session: ReviewSession) throws -> ReviewSession {
    var session = session
    try session.decide(
      DecisionContent(.notApplicable, note: note), on: [.finding(Sample.users.findings[1])],
      by: Reviewer(name: note, host: "h"), at: Sample.now)
    return session
  }

  /// Objects whose members are named by ids, not by the format.
  private static let maps: Set<String> = [
    "findings", "items", "known", "facts", "files", "decisions",
  ]

  /// The value with an extra member in each object except those named by ids, and the number of
  /// members added.
  private func strewn(_ value: JSONValue, name: String, count: inout Int) -> JSONValue {
    switch value {
    case .object(let members):
      var members = members.map { member in
        // History entries are kept unchanged, with their digests.
        member.name == "history"
          ? member : JSONMember(member.name, strewn(member.value, name: member.name, count: &count))
      }
      if !Self.maps.contains(name) || name == "decisions" {
        members.append(JSONMember("zzFuture\(count)", ["x": ["y": true]]))
        count += 1
      }
      return .object(members)
    case .array(let elements):
      return .array(elements.map { strewn($0, name: "element", count: &count) })
    default: return value
    }
  }

  @Test("unknown members are kept at every level")
  func everyLevel() throws {
    let session = try session()
    #expect(session.decisions.values.contains { $0.conflict != nil })
    let document = try JSONDocument(Array(session.text.utf8))
    var count = 0
    let strewn = strewn(JSONValue(document.root), name: "", count: &count)
    #expect(count > 25)
    let read = try ReviewSession(Array(strewn.compactText.utf8))
    for number in 0..<count {
      #expect(read.text.contains("\"zzFuture\(number)\""), "\(number) of \(count)")
    }
    let again = try ReviewSession(Array(read.text.utf8))
    #expect(again.text == read.text)
  }
}
