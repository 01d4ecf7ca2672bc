import Testing

@testable import Model
@testable import Platform

/// Used access is kept, unused access is removed, and access that AWS does not track is kept. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html.
@Suite struct NarrowerPolicyTests {
  private static let cutoff = Instant(seconds: 1_000_000)
  private static let recent = Instant(seconds: 1_000_000)
  private static let old = Instant(seconds: 999_999)

  private static func service(
    _ name: String, _ used: Instant?, _ actions: [(String, Instant?)]? = nil
  ) -> LastAccessed.Service {
    LastAccessed.Service(
      namespace: name, name: name, used: used,
      actions: actions?.map { LastAccessed.Action(name: $0.0, used: $0.1) })
  }

  private func narrowed(
    _ statements: [String], _ services: [LastAccessed.Service], isTruncated: Bool = false,
    levels: [[PolicyDocument]] = []
  ) throws -> (policy: NarrowerPolicy?, use: GrantedUse, before: EffectiveAccess) {
    var small = SmallAccount()
    small.levels = levels
    let arn = small.role("worker", statements.map { document($0) })
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let access = engine.effectiveAccess(of: subject)
    let answer = LastAccessed(
      subject: arn, services: services, isActionLevel: true, isTruncated: isTruncated,
      citation: SmallAccount.nowhere)
    let use = GrantedUse(access, answer, since: Self.cutoff)
    return (engine.narrowerPolicy(for: subject, access, use), use, access)
  }

  /// The actions of all statements, in order.
  private func actions(_ policy: NarrowerPolicy?) -> [String]? {
    policy?.json["Statement"]?.array?.map { statement in
      let list = statement["Action"]?.array?.compactMap(\.string) ?? []
      return (statement["Effect"]?.string == "Deny" ? "deny " : "") + list.joined(separator: " ")
    }
  }

  @Test("a used service is kept as a whole if its actions are not tracked")
  func services() throws {
    let (policy, _, _) = try narrowed(
      [allow("s3:*", "sqs:*", "sns:Publish")],
      [
        Self.service("s3", Self.recent), Self.service("sqs", Self.old),
        Self.service("sns", nil),
      ])
    #expect(actions(policy) == ["s3:*"])
  }

  @Test("used and untracked actions are kept")
  func trackedActions() throws {
    let (policy, use, before) = try narrowed(
      [allow("sts:GetCallerIdentity", "sts:AssumeRole", "sts:TagSession")],
      [
        Self.service(
          "sts", Self.recent, [("AssumeRole", Self.recent), ("TagSession", Self.old)])
      ])
    #expect(actions(policy) == ["sts:AssumeRole sts:GetCallerIdentity"])
    #expect(use.services.first?.unusedActions == ["TagSession"])
    #expect(before.allowed.count == 3)
  }

  @Test("verb wildcards are only written if the grant has them")
  func verbs() throws {
    let unused = [("DeleteQueue", nil as Instant?), ("CreateQueue", nil)]
    let wide = try narrowed([allow("sqs:*")], [Self.service("sqs", Self.recent, unused)])
    let text = try #require(actions(wide.policy)?.first)
    #expect(text.contains("sqs:List*") && !text.contains("sqs:DeleteQueue") && !text.contains(":*"))
    let list = ActionCatalogue.bundled.actions(ofService: "sqs").filter { $0.contains(":List") }
    let exact = try narrowed(
      [statement("Allow", "Action", list, "Resource", ["*"])], [Self.service("sqs", Self.recent)])
    #expect(actions(exact.policy) == [list.sorted().joined(separator: " ")])
  }

  @Test("resources, conditions and Denies are unchanged")
  func shape() throws {
    let bucket = "arn:aws:s3:::one/*"
    let (policy, _, _) = try narrowed(
      [
        allow("s3:GetObject", on: [bucket], when: ifSecure), allow("s3:PutObject", on: [bucket]),
        deny("s3:GetObject", on: ["arn:aws:s3:::one/secret"], when: ifSecure),
      ], [Self.service("s3", Self.recent)])
    #expect(
      policy?.text
        == #"{"Version":"2012-10-17","Statement":["#
        + #"{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::one/*"],"#
        + #""Condition":{"Bool":{"aws:SecureTransport":["true"]}}},"#
        + #"{"Effect":"Allow","Action":["s3:PutObject"],"Resource":["arn:aws:s3:::one/*"]},"#
        + #"{"Effect":"Deny","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::one/secret"],"#
        + #""Condition":{"Bool":{"aws:SecureTransport":["true"]}}}]}"#)
  }

  @Test("NotAction becomes the list of used actions")
  func notAction() throws {
    let (policy, _, _) = try narrowed(
      [statement("Allow", "NotAction", ["iam:*"], "Resource", ["*"])],
      [Self.service("sqs", Self.recent), Self.service("s3", nil)])
    #expect(actions(policy) == ["sqs:*"])
  }

  @Test("untracked access is kept: iam:PassRole, and services named in a statement")
  func untracked() throws {
    let (policy, use, _) = try narrowed(
      [allow("iam:PassRole", "iam:GetUser", "pricing:GetProducts", "nonesuch:Do", "s3:GetObject")],
      [Self.service("s3", Self.recent), Self.service("iam", nil)])
    #expect(
      actions(policy) == ["iam:PassRole nonesuch:Do pricing:GetProducts s3:GetObject"])
    #expect(policy?.untrackedServices == ["nonesuch", "pricing"])
    #expect(use.services.first { $0.name == "pricing" }?.use == .notTracked)
    #expect(use.services.first { $0.name == "iam" }?.use == .never)
  }

  @Test("no policy is suggested if the details are truncated or nothing was used")
  func none() throws {
    let cut = try narrowed(
      [allow("s3:*", "sqs:*")], [Self.service("s3", Self.recent)], isTruncated: true)
    #expect(cut.policy == nil)
    #expect(cut.use.services.first { $0.name == "sqs" }?.use == .unknown)
    #expect(try narrowed([allow("s3:*")], [Self.service("s3", Self.old)]).policy == nil)
  }

  @Test("nothing used is lost and nothing is added, for all combinations of grants and use")
  func invariant() throws {
    let grants = [
      allow("*"), allow("s3:*", "ec2:*", on: ["arn:aws:s3:::*", "*"]),
      statement("Allow", "NotAction", ["iam:*", "s3:Delete*"], "Resource", ["*"]),
      allow("ec2:Describe*", "s3:G*Object", "iam:Pass*"),
    ]
    let answers = [
      [Self.service("s3", Self.recent), Self.service("ec2", nil), Self.service("iam", Self.old)],
      [
        Self.service("ec2", Self.recent, [("DescribeInstances", nil), ("RunInstances", Self.old)]),
        Self.service("s3", Self.recent, [("DeleteBucket", Self.recent), ("ListBucket", nil)]),
      ],
    ]
    for grant in grants {
      for answer in answers {
        let (policy, use, before) = try narrowed(
          [grant, deny("s3:DeleteBucket", on: ["arn:aws:s3:::x"])], answer,
          levels: [[document(allow("*"), deny("ec2:RunInstances"))]])
        let text = try #require(policy?.text)
        let parts = policy?.json["Statement"]?.array?.map(\.compactText) ?? []
        let after = try narrowed(parts, answer, levels: [[document(allow("*"))]]).before
        #expect(!text.contains("ThatIsNotKnownYet"))
        for service in use.services where service.isUsed {
          for name in before.allowed.actions(ofService: service.name) {
            let action = String(name.drop { $0 != ":" }.dropFirst())
            #expect(
              after.allowed.contains(name) != service.unusedActions.contains(action), "\(name)")
          }
        }
      }
    }
  }
}
