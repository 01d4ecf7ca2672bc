import Testing

@testable import Evidence
@testable import Model
@testable import Platform

/// The declarations of the calls, and everything derived from them.
@Suite struct CollectPlanTests {
  @Test("every action that a call needs exists in AWS and is read-only")
  func actions() {
    let catalogue = ActionCatalogue.bundled
    for operation in CollectOperation.all {
      for action in operation.actions + (operation.preparation?.actions ?? []) {
        let level = catalogue.level(of: action)
        #expect(level == .read || level == .list, "\(action)")
      }
    }
  }

  @Test("commands are declared once, and so are the calls that follow them")
  func commands() {
    let commands = CollectOperation.all.map(\.command)
    #expect(Set(commands).count == commands.count)
    for followUp in CollectOperation.all.flatMap(\.followUps) {
      let next = CollectOperation.named(followUp.command)
      #expect(next?.scope == .subject)
      #expect(next?.subject != nil)
    }
  }

  @Test("each kind of evidence is collected, and each answer is recognized")
  func kinds() {
    for kind in EvidenceKind.allCases where !kind.isOptional {
      #expect(!CollectOperation.commands(of: kind).isEmpty, "\(kind)")
    }
  }

  @Test("a path finds the same values here and in aws --query")
  func paths() throws {
    let answer = try JSONDocument(
      Array(
        #"""
        {"L": [{"A": "1", "T": "x"}, {"A": "2", "T": "y:z:"}, {"T": "x"}, {"A": "1", "T": "x"}, 3]}
        """#.utf8)
    ).root
    let cases: [(AnswerPath, [String], String)] = [
      (AnswerPath("L", "A"), ["1", "2"], "L[].A"),
      (AnswerPath("L", where: .among("T", ["x", "q"]), "A"), ["1"], "L[?T=='x' || T=='q'].A"),
      (AnswerPath("L", where: .isNot("T", "x"), "A"), ["2"], "L[?T!='x'].A"),
      (AnswerPath("L", where: .doesNotContain("T", ":z"), "A"), ["1"], "L[?!contains(T, ':z')].A"),
      (AnswerPath("M", "A"), [], "M[].A"),
    ]
    for (path, values, query) in cases {
      #expect(path.values(in: answer) == values)
      #expect(path.query == query)
    }
  }

  @Test("the least-privilege policy includes the organization only on request")
  func policy() throws {
    let small = try JSONDocument(Array(CollectPolicy.text(withOrganization: false).utf8)).root
    let actions = small["Statement"]?.elements.first?["Action"]?.elements.compactMap(\.string) ?? []
    #expect(actions.contains("iam:GenerateCredentialReport"))
    #expect(
      actions.filter { $0.hasPrefix("organizations:") } == ["organizations:DescribeOrganization"])
    #expect(CollectPolicy.text(withOrganization: true).contains("organizations:ListParents"))
  }

  @Test("the documentation names every call and every action")
  func documentation() throws {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let bytes = try FileSystem.live.readWhole("/" + root + "/docs/collect.md", limit: 1 << 20).bytes
    let text = String(decoding: bytes, as: UTF8.self)
    for operation in CollectOperation.all {
      let words =
        [operation.command] + operation.actions + (operation.preparation?.actions ?? [])
        + (operation.preparation.map { [$0.command] } ?? [])
      for word in words { #expect(text.contains("`\(word)`"), "\(word)") }
    }
  }

  @Test("the manifest survives writing and reading")
  func manifest() throws {
    let call = Manifest.Call(
      arguments: ["iam", "x", "--arn=\u{202E}\""], region: "eu-west-1", subject: "s", page: 2,
      exitStatus: 254, error: "line\nline", file: "a/b.json", bytes: 3, digest: "ab",
      at: Instant(seconds: 1_795_168_800), notAsked: 7)
    let manifest = Manifest(
      version: "1", account: "123456789012", alias: nil, caller: "arn:aws:iam::1:user/a",
      started: Instant(seconds: 1_795_168_800), finished: nil, calls: [call])
    let document = try JSONDocument(Array(manifest.text.utf8))
    #expect(Manifest(document.root, file: "") == manifest)
  }

  @Test("evidence that is missing because an earlier call was denied is reported as such")
  func sources() throws {
    let denied = """
      {"tool": "iam-review", "version": "1", "account": "123456789012", "calls": [
       {"arguments": ["ec2", "describe-regions"], "region": "us-east-1", "exitStatus": 254,
        "error": "An error occurred (UnauthorizedOperation) when calling the DescribeRegions"},
       {"arguments": ["iam", "get-account-authorization-details"], "exitStatus": 254,
        "error": "An error occurred (AccessDenied) when calling the X"}]}
      """
    let account = try EvidenceFiles([
      "manifest.json": denied, "s.json": #"{"SummaryMap": {"Users": 0}}"#,
    ]).account()
    #expect(
      account.instances.shortcoming?.hasPrefix(
        "access denied (missing ec2:DescribeRegions): aws ec2 describe-regions --region=us-east-1")
        == true)
    #expect(
      account.lastAccessed.shortcoming?.hasPrefix(
        "access denied (missing iam:GetAccountAuthorizationDetails): aws iam") == true)
  }
}
