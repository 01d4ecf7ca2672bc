import Testing

@testable import Model
@testable import Platform

/// Policies that are too long for one managed policy. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.
@Suite struct PolicySplitTests {
  private static func statement(
    _ actions: [String], _ resources: [String] = ["*"], effect: String = "Allow",
    action: String = "Action"
  ) -> JSONValue {
    [
      "Effect": .string(effect), .init(action): .array(actions.map(JSONValue.string)),
      "Resource": .array(resources.map(JSONValue.string)),
    ]
  }

  private func sizes(_ split: PolicySplit?) -> [Int]? {
    split?.documents.map { PolicySplit.characters(in: $0.compactText) }
  }

  /// Each action with each resource and the effect, of all documents.
  private func pairs(_ documents: [JSONValue]) -> Set<String> {
    func texts(_ name: String, of statement: JSONValue) -> [String] {
      (statement[name]?.array ?? [statement[name]].compactMap(\.self)).compactMap(\.string)
    }
    var pairs: Set<String> = []
    for statement in documents.flatMap({ $0["Statement"]?.array ?? [] }) {
      for action in texts("Action", of: statement) {
        for resource in texts("Resource", of: statement) {
          pairs.insert("\(texts("Effect", of: statement)) \(action) \(resource)")
        }
      }
    }
    return pairs
  }

  @Test("white space does not count")
  func spaces() {
    #expect(PolicySplit.characters(in: " a\t\n b é\u{2003}") == 3)
  }

  @Test("statements are kept together as far as they fit", arguments: [150, 200, 300, 10_000])
  func statements(_ quota: Int) throws {
    let statements = (0..<9).map { Self.statement(["s3:A\($0)", "s3:B\($0)"]) }
    let split = try #require(PolicySplit(statements, quota: quota))
    #expect(try #require(sizes(split)).allSatisfy { $0 <= quota })
    #expect(pairs(split.documents) == pairs([PolicySplit.document(statements)]))
    #expect(split.documents == PolicySplit(statements, quota: quota)?.documents)
    let total = PolicySplit.characters(in: PolicySplit.document(statements).compactText)
    #expect((split.documents.count == 1) == (total <= quota))
  }

  @Test("the quota is reached exactly")
  func exact() throws {
    let statements = [Self.statement(["s3:A"]), Self.statement(["s3:B"])]
    let size = PolicySplit.characters(in: PolicySplit.document(statements).compactText)
    #expect(PolicySplit(statements, quota: size)?.documents.count == 1)
    #expect(PolicySplit(statements, quota: size - 1)?.documents.count == 2)
  }

  @Test("a long statement is divided by its actions, then by its resources")
  func lists() throws {
    let actions = (0..<50).map { "s3:Action\($0)" }
    let resources = (0..<50).map { "arn:aws:s3:::bucket-\($0)" }
    for effect in ["Allow", "Deny"] {
      let statements = [Self.statement(actions, resources, effect: effect)]
      let split = try #require(PolicySplit(statements, quota: 400))
      #expect(try #require(sizes(split)).allSatisfy { $0 <= 400 })
      #expect(pairs(split.documents) == pairs([PolicySplit.document(statements)]))
    }
  }

  @Test("what cannot be divided is not")
  func indivisible() {
    let names = (0..<50).map { "s3:Action\($0)" }
    #expect(PolicySplit([Self.statement(names, action: "NotAction")], quota: 400) == nil)
    #expect(
      PolicySplit([Self.statement([String(repeating: "a", count: 500)])], quota: 400) == nil)
  }
}
