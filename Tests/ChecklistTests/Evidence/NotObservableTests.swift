import Testing

@testable import Checklist
@testable import Model

/// A region in which a service control policy denies the calls: nobody in the account can collect
/// it, and a person who passes the item confirms what remains unknown.
@Suite struct NotObservableTests {
  /// Evidence for which AWS denied listing the functions of `regions` to the session `session`.
  private static func folder(denying regions: [String], to session: String) -> DamagedFolder {
    var folder = DamagedFolder()
    folder.list()
    let calls = regions.map { region in
      #"{"arguments": ["lambda", "list-functions"], "region": "\#(region)", "exitStatus": 254, "error":"#
        + #" "An error occurred (AccessDeniedException) when calling the ListFunctions operation: User:"#
        + #" arn:aws:sts::123456789012:assumed-role/audit/\#(session) is not authorized to perform:"#
        + #" lambda:ListFunctions with an explicit deny in a service control policy"}, "#
    }
    folder.replace(DamagedFolder.manifest, #""calls": ["#, #""calls": [\#(calls.joined())"#)
    return folder
  }

  private static func item(_ regions: String..., session: String = "one") throws -> ItemResult {
    let assessment = try folder(denying: regions, to: session).assessment()
    return try #require(assessment.items.first { $0.id.rawValue == "roles.lambda-scope" })
  }

  @Test("the item is unavailable until a person passes it, and the decision says what it confirms")
  func confirmed() throws {
    let item = try Self.item("us-east-1")
    #expect(item.outcome == .unavailable)
    var session = ReviewSession()
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.item(item)], by: Sample.alice, at: Sample.now)
    let state = session.state(of: .item(item), at: Sample.now)
    #expect(state.isDecided)
    #expect(
      state.decision?.facts.first { $0.name == "notObservable" }?.value
        == "not observable (a service control policy denies lambda:ListFunctions):"
        + " aws lambda list-functions --region=us-east-1")
  }

  @Test(
    "another denied region makes the decision stale, another session of the collector does not",
    arguments: [
      (["us-east-1"], "one", true), (["us-east-1"], "two", true),
      (["us-east-1", "us-east-2"], "one", false), (["us-east-2"], "one", false), ([], "one", false),
    ])
  func changed(regions: [String], session name: String, stands: Bool) throws {
    var session = ReviewSession()
    try session.decide(
      DecisionContent(.pass, note: "checked"), on: [.item(try Self.item("us-east-1"))],
      by: Sample.alice,
      at: Sample.now)
    let assessment = try Self.folder(denying: regions, to: name).assessment()
    let item = try #require(assessment.items.first { $0.id.rawValue == "roles.lambda-scope" })
    #expect(session.state(of: .item(item), at: Sample.now).isDecided == stands)
  }

  @Test(
    "only the organization's denial makes a call not observable",
    arguments: [
      ("with an explicit deny in a service control policy", true),
      ("because no service control policy allows the lambda:ListFunctions action", true),
      ("with an explicit deny in an identity-based policy", false),
      ("because no identity-based policy allows the lambda:ListFunctions action", false),
      ("with an explicit deny in a permissions boundary", false),
      ("", false),
    ])
  func layer(words: String, isNotObservable: Bool) throws {
    var folder = Self.folder(denying: ["us-east-1"], to: "one")
    folder.replace(
      DamagedFolder.manifest, "with an explicit deny in a service control policy", words)
    let assessment = try folder.assessment()
    let item = try #require(assessment.items.first { $0.id.rawValue == "roles.lambda-scope" })
    #expect(item.outcome == .unavailable)
    #expect(item.missing.flatMap(\.notObservable).isEmpty == !isNotObservable)
  }
}
