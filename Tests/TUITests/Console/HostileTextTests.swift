import Model
import Platform
import Testing

@testable import Checklist
@testable import TUI

/// Whatever names and texts the evidence contains, columns are aligned and no control character is
/// shown.
@Suite struct HostileTextTests {
  static let names = [
    "\u{1B}[2J\u{1B}]0;owned\u{7}", "\u{202E}nimda", "a\nb\r\tc", "\u{200B}\u{FEFF}\u{E0041}",
    "日本語のロール名日本語のロール名", "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "\u{9B}31m\u{7F}",
    String(repeating: "w", count: 5000), "", " ", "🏳️‍🌈👨‍👩‍👧‍👦", "⟨U+001B⟩", "\u{0}",
  ]

  /// The fixture with the same text in every text field.
  static func model(_ name: String) -> ConsoleModel {
    let place = Citation(file: name, place: name, line: nil)
    let attached = AttachedPolicy(name: name, arn: ARN(name), citation: place)
    let document = PolicyDocument(
      version: name,
      statements: [
        Statement(
          index: 0, sid: name, effect: .allow,
          principals: .only([Principal(kind: .aws, value: name)]), actions: .only([name]),
          resources: .only([name]),
          conditions: [Condition(operatorName: name, key: name, values: [name])],
          citation: place)
      ], text: JSONValue.object([JSONMember("Statement", .array([.string(name)]))]).compactText,
      citation: place, defects: [name])
    let identity = Identity(
      name: name, path: name, arn: ARN(name), uniqueID: name, created: nil,
      inlinePolicies: [InlinePolicy(name: name, document: document, citation: place)],
      attachedPolicies: [attached], boundary: attached, tags: [Tag(key: name, value: name)],
      citation: place)
    var account = Account(id: name, asOf: .init(Fixture.asOf, origin: .fileModification))
    account.alias = name
    account.identities = .collected(
      Identities(
        users: [User(identity: identity, groups: [name])], groups: [Group(identity: identity)],
        roles: [
          Role(
            identity: identity, trust: document,
            instanceProfiles: [InstanceProfile(name: name, arn: ARN(name), roles: [name])],
            lastUsed: .at(Fixture.asOf, region: name))
        ],
        policies: [
          ManagedPolicy(
            name: name, arn: ARN(name), uniqueID: name, defaultVersion: name, versionCount: 1,
            document: PolicyDocument(
              version: nil, statements: [], text: name, citation: place), attachmentCount: nil,
            boundaryCount: nil, citation: place)
        ]), files: [name])
    account.controlPolicies = .collected(
      ControlPolicies(
        path: [
          .init(
            target: name,
            policies: [
              ControlPolicy(
                id: name, name: name, arn: ARN(name), document: document, citation: place)
            ])
        ], unattached: []), files: [name])
    let finding = Finding(
      id: FindingID("users.mfa/" + name), item: ItemID("users.mfa"),
      subject: Subject(kind: .user, name: name, arn: ARN(name)), severity: .high, summary: name,
      facts: [Fact(name, name)], evidence: [place], advice: Advice(name, command: name))
    let results = [
      ItemResult(
        item: Fixture.item("users.mfa", .users, name), outcome: .fail, missing: [],
        findings: [finding], notes: [name]),
      ItemResult(
        item: Fixture.item("users.unused", .users, name), outcome: .unavailable,
        missing: [MissingEvidence(.credentialReport, reason: name, command: name)], findings: [],
        notes: [name]),
    ]
    return ConsoleModel(
      Assessment(
        account: account, settings: Settings(), items: results, catalogueVersion: name))
  }

  @Test(
    "hostile text is escaped on every screen", arguments: names,
    [Size(columns: 1, rows: 1), Size(columns: 41, rows: 11), Size(columns: 80, rows: 24)])
  func screens(_ name: String, _ size: Size) { walk(name, size) }

  @Test("hostile text is escaped on the largest screens", arguments: [names[1], names[5]])
  func largest(_ name: String) { walk(name, Size(columns: 500, rows: 200)) }

  private func walk(_ name: String, _ size: Size) {
    let console = TestConsole(size, model: Self.model(name))
    func check(_ screen: String) {
      let wrong = console.lines.firstIndex { line in
        let text = SafeText(line)
        return text.width != size.columns || text.runs.contains(where: \.isEscape)
      }
      #expect(wrong == nil, "\(screen)")
    }
    check("start")
    console.type("n")
    check("finding")
    console.press(.tab)
    console.type("G")
    check("detail")
    console.send(.paste("?"))
    console.type("Jnote")
    console.send(.paste(name))
    check("form")
    console.press(.tab, .tab, .enter)
    check("decided")
    console.type("q")
    for view in "23456" {
      console.type(String(view))
      check("view \(view)")
      console.press(.enter)
      check("page \(view)")
      console.type("G")
      check("page end \(view)")
      console.press(.home, .character("}"), .enter)
      check("link \(view)")
    }
    for view in "234" {
      console.type("\(view)a")
      check("access \(view)")
      console.press(.enter)
      check("service \(view)")
      console.type("c")
      console.send(.paste("s3:\(name)"))
      check("question \(view)")
      console.press(.tab, .enter)
      check("answer \(view)")
      console.press(.escape)
      console.type(":can ")
      console.send(.paste(name))
      console.press(.tab, .enter)
      check("complaint \(view)")
      console.press(.escape)
    }
    for view in "23456" {
      console.type("\(view)b")
      check("used by \(view)")
      console.press(.tab, .enter)
      check("user of \(view)")
    }
    for line in ["check", "sign", "drafts", "open ", "filter policy:", "theme "] {
      console.press(.escape, .escape)
      console.type("1:" + line)
      if line.hasSuffix(" ") || line.hasSuffix(":") { console.send(.paste(name)) }
      check("line \(line)")
      console.press(.enter)
      check("page of \(line)")
      console.press(.character("}"), .enter, .escape, .escape, .escape)
    }
    console.type("1f*")
    check("all findings")
    console.type("Rnote")
    console.press(.enter)
    console.send(.paste(name))
    console.press(.control("o"))
    check("owner")
    console.type("R")
    check("owner proposed")
    console.press(.control("e"), .escape)
    console.type("y?")
    check("help")
    console.press(.escape)
    console.type("1/")
    console.send(.paste(name))
    check("filter")
    console.send(.notice(name))
    console.press(.escape)
    console.send(.saveEnded(.failed(name)))
    check("not saved")
  }
}
