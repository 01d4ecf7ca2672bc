import Testing

@testable import Model

/// Long trust policies: only the statements about a principal are evaluated.
@Suite struct TrustPlacesTests {
  private static let account = "123456789012"
  private static func allows(_ principal: String, _ rest: String = "") -> String {
    #"{"Effect":"Allow","Principal":{"AWS":"\#(principal)"},"Action":"sts:AssumeRole"\#(rest)}"#
  }
  private static let tagged = #","Condition":{"StringEquals":{"aws:PrincipalTag/a":"b"}}"#

  static let rows: [(String, Truth, Bool, String?)] = [
    (allows("arn:aws:iam::123456789012:role/me"), .yes, true, nil),
    (allows("AROAME"), .yes, true, nil),
    (allows("arn:aws:iam::123456789012:root"), .yes, false, nil),
    (allows("123456789012"), .yes, false, nil),
    (allows("*"), .yes, true, nil),
    (allows("arn:aws:sts::123456789012:assumed-role/me/night"), .yes, true, "night"),
    (allows("arn:aws:sts::999999999999:assumed-role/me/night"), .no, false, nil),
    (allows("arn:aws:iam::123456789012:role/me", tagged), .unknown, true, nil),
    (allows("arn:aws:iam::123456789012:role/other"), .no, false, nil),
    (allows("arn:aws:iam::999999999999:root"), .no, false, nil),
    (
      #"{"Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::123456789012:role/other"},"#
        + #""Action":"sts:AssumeRole"}"#, .yes, false, nil
    ),
  ]

  @Test("the answer is the same among 1,000 statements", arguments: [0, 1000])
  func answers(others: Int) {
    for (text, admits, byName, session) in Self.rows {
      var small = SmallAccount()
      small.uniqueIDs["me"] = "AROAME"
      let me = small.role("me")
      let padding = (0..<others).map { Self.allows("arn:aws:iam::123456789012:role/r\($0)") }
      let trust = PolicyDocument.joined(padding + [text])
      let target = small.role("target", trust: trust)
      let engine = small.engine
      guard let subject = engine.subject(me), let role = engine.subject(target) else {
        Issue.record("no subject")
        return
      }
      let built = RoleTrust(role: role, trust: trust, catalogue: engine.catalogue)
      let answer = built.admits(subject.session(named: "night"), account: Self.account)
      #expect(answer.admits == admits, "\(text)")
      #expect((answer.named.admits != .no) == byName, "\(text)")
      #expect(answer.sessionName == session, "\(text)")
      #expect(built.places(naming: subject, account: Self.account).count <= 1, "\(text)")
    }
  }
}

extension PolicyDocument {
  fileprivate static func joined(_ statements: [String]) -> PolicyDocument {
    document(statements.joined(separator: ","))
  }
}
