import Model
import Testing

@testable import Checklist

@Suite struct PoliciesInlineTests {
  @Test(
    "the severity depends on the document",
    arguments: [
      (#"{"Effect":"Allow","Action":"*","Resource":"*"}"#, "high"),
      (#"{"Effect":"Allow","Action":["s3:GetObject","*:*"],"Resource":"*"}"#, "high"),
      (#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#, "high"),
      (#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, "medium"),
      (#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#, "low"),
      (#"{"Effect":"Deny","Action":"*","Resource":"*"}"#, "low"),
    ])
  func severity(_ statement: String, _ severity: String) throws {
    let policy = InlinePolicy(
      name: "p", document: try TinyAccount.document(statement), citation: TinyAccount.nowhere)
    var tiny = TinyAccount()
    tiny.account.identities = TinyAccount.whole(
      Identities(users: [
        User(identity: TinyAccount.identity("user", "a", inline: [policy]), groups: [])
      ]))
    #expect(tiny.judgement(.policiesInline).line == "fail: user/a/p \(severity)")
  }

  @Test("users, groups and roles are covered, but not service-linked roles")
  func bearers() throws {
    let policy = InlinePolicy(name: "p", document: nil, citation: TinyAccount.nowhere)
    var tiny = TinyAccount()
    tiny.account.identities = TinyAccount.whole(
      Identities(
        users: [User(identity: TinyAccount.identity("user", "a", inline: [policy]), groups: [])],
        groups: [Group(identity: TinyAccount.identity("group", "g", inline: [policy]))],
        roles: [
          TinyAccount.role("r", inline: [policy]),
          TinyAccount.role("s", path: "/aws-service-role/s/", inline: [policy]),
        ]))
    let judgement = tiny.judgement(.policiesInline)
    #expect(judgement.line == "fail: user/a/p medium, group/g/p medium, role/r/p medium")
    #expect(judgement.notes.count == 1)
    #expect(
      judgement.findings.map(\.advice.command) == [
        "aws iam delete-user-policy --user-name=a --policy-name=p",
        "aws iam delete-group-policy --group-name=g --policy-name=p",
        "aws iam delete-role-policy --role-name=r --policy-name=p",
      ])
  }

  @Test("a changed document is a changed fact")
  func digest() throws {
    func facts(_ action: String) throws -> [Fact] {
      let policy = InlinePolicy(
        name: "p",
        document: try TinyAccount.document(
          #"{"Effect":"Allow","Action":"\#(action)","Resource":"*"}"#),
        citation: TinyAccount.nowhere)
      var tiny = TinyAccount()
      tiny.account.identities = TinyAccount.whole(
        Identities(roles: [TinyAccount.role("r", inline: [policy])]))
      return try #require(tiny.judgement(.policiesInline).findings.first).facts
    }
    #expect(try facts("s3:GetObject") == facts("s3:GetObject"))
    #expect(try facts("s3:GetObject") != facts("s3:PutObject"))
  }

  @Test("a missing list keeps the item from passing", arguments: Identities.List.allCases)
  func missing(_ list: Identities.List) {
    var identities = Identities()
    identities.shortcomings = [list: "truncated"]
    var tiny = TinyAccount()
    tiny.account.identities = TinyAccount.partial(identities)
    // The item does not need the managed policies.
    #expect(
      tiny.judgement(.policiesInline).line == (list == .policies ? "pass" : "unavailable"))
  }
}
