import Testing

@testable import Model
@testable import Platform

/// Calls for a secret as logs show them: `read a`, `write a`, with the name of the secret.
struct ObservedCall {
  var event = "GetSecretValue"
  var source = "secretsmanager.amazonaws.com"
  var resources: [String] = []
  var count = 1
  var result = "allowed"
  var at: Int64 = 1_000_100
  var since: Int64 = 1_000_000
  var passes: [String] = []

  func row(_ principal: ARN) -> ActivityRow {
    let separator = String(ActivityColumn.separator)
    let values: [ActivityColumn: String] = [
      .principal: principal.description, .principalType: "AssumedRole", .account: SmallAccount.id,
      .source: source, .event: event, .eventType: "AwsApiCall", .category: "Management",
      .result: result, .region: "eu-west-1", .recipient: SmallAccount.id,
      .resources: resources.joined(separator: separator),
      .passes: passes.joined(separator: separator),
    ]
    return ActivityRow(
      values: ActivityColumn.allCases.map { values[$0] ?? "" }, count: count,
      first: Instant(seconds: since), last: Instant(seconds: at), weeks: [],
      sessions: .init(names: [], count: 0), addresses: .init(names: [], count: 0))
  }
}

private func secret(_ name: String) -> String {
  "arn:aws:secretsmanager:eu-west-1:\(SmallAccount.id):secret:\(name)"
}

private func reading(_ names: String..., count: Int = 1) -> [ObservedCall] {
  names.map { ObservedCall(resources: [secret($0)], count: count) }
}

/// Permissions are narrowed to what CloudTrail logs show, and kept where logs cannot show their use.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_generate-policy.html.
@Suite struct ObservedUseTests {
  private static let cutoff = Instant(seconds: 1_000_050)
  private static let tagging = "secretsmanager:TagResource secretsmanager:UntagResource"

  private func narrowed(
    _ statements: [String], _ calls: [ObservedCall], others: [ObservedCall] = [],
    isWhole: Bool = true
  ) throws -> (policy: NarrowerPolicy?, use: GrantedUse) {
    var small = SmallAccount()
    let arn = small.role("worker", statements.map { document($0) })
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let access = engine.effectiveAccess(of: subject)
    let rows =
      others.map { $0.row(SmallAccount.arn("role", "another")) } + calls.map { $0.row(arn) }
    var coverage = ActivityCoverage()
    for row in rows { coverage.add(row) }
    let activity = AccountActivity(rows, coverage: coverage)
    let evidence: Evidence<AccountActivity> =
      isWhole
      ? .collected(activity, files: ["a"]) : .partial(activity, files: ["a"], reason: "damaged")
    let observed = try #require(
      ObservedUse(of: arn, in: evidence, since: Self.cutoff, showsUnused: true))
    let use = GrantedUse(access, nil, observed: observed, since: Self.cutoff)
    return (engine.narrowerPolicy(for: subject, access, use, observed: observed), use)
  }

  /// The statements, each as its actions and resources.
  private func lines(_ policy: NarrowerPolicy?) -> [String] {
    (policy?.json["Statement"]?.array ?? []).map { statement in
      func list(_ name: String) -> String {
        (statement[name]?.array?.compactMap(\.string) ?? []).joined(separator: " ")
      }
      return "\(list("Action")) on \(list("Resource"))"
    }
  }

  @Test("a used action is limited to its resources, and tagging cannot be called unused")
  func resources() throws {
    let (policy, use) = try narrowed([allow("secretsmanager:*")], reading("a", "b", count: 3))
    #expect(
      lines(policy) == [
        "secretsmanager:GetSecretValue on \(secret("a")) \(secret("b"))", "\(Self.tagging) on *",
      ])
    #expect(policy?.replay?.kept == 6)
    #expect(policy?.replay?.allowedElsewhere == 0)
    #expect(use.services.map(\.usedActions) == [["GetSecretValue"]])
    #expect(use.services[0].unusedActions.contains("DeleteSecret"))
    #expect(!use.services[0].unusedActions.contains("TagResource"))
    #expect(policy?.removed.contains("secretsmanager:DeleteSecret") == true)
  }

  @Test(
    "where logs cannot show all uses, the resources and actions of the statement are kept",
    arguments: [
      // A call without a resource.
      (["secretsmanager:GetSecretValue"], reading("a") + [ObservedCall()], [], true),
      // Read-only calls are not logged: only a change was seen.
      (["secretsmanager:GetSecretValue"], [ObservedCall(event: "PutSecretValue")], [], true),
      // A part of the logs is missing.
      (["secretsmanager:GetSecretValue"], reading("a"), [], false),
      // Data events: S3 objects, Lambda invocations.
      (
        ["s3:GetObject"],
        [
          ObservedCall(
            event: "GetObject", source: "s3.amazonaws.com", resources: ["arn:aws:s3:::b/x"])
        ], reading("a"), true
      ),
      // Roles that are passed to a service.
      (
        ["iam:PassRole"],
        [
          ObservedCall(
            event: "CreateFunction20150331", source: "lambda.amazonaws.com",
            passes: ["arn:aws:iam::\(SmallAccount.id):role/x"])
        ], reading("a"), true
      ),
      // A service whose logs are not known.
      (["sqs:SendMessage"], reading("a"), [], true),
      // AWS KMS can be left out of a trail.
      (["kms:Decrypt"], reading("a"), [], true),
    ] as [([String], [ObservedCall], [ObservedCall], Bool)])
  func kept(
    _ actions: [String], _ calls: [ObservedCall], _ others: [ObservedCall], _ isWhole: Bool
  ) throws {
    let statement = statement(
      "Allow", "Action", actions + ["secretsmanager:PutSecretValue", "lambda:CreateFunction"],
      "Resource", ["*"])
    let (policy, use) = try narrowed([statement], calls, others: others, isWhole: isWhole)
    let unused = use.services.flatMap { service in
      service.unusedActions.map { "\(service.name):\($0)" }
    }
    #expect(!unused.contains(actions[0]))
    if let policy {
      #expect(lines(policy).contains { $0.contains(actions[0]) && $0.hasSuffix(" on *") })
    }
  }

  @Test("AWS KMS calls of others show that they are logged")
  func keys() throws {
    let key = ObservedCall(event: "Encrypt", source: "kms.amazonaws.com")
    let (_, use) = try narrowed(
      [allow("kms:Decrypt", "secretsmanager:GetSecretValue")], reading("a"), others: [key])
    #expect(use.services.first { $0.name == "kms" }?.use == .notInLogs)
  }

  @Test(
    "the narrower policy never allows more than each statement",
    arguments: [
      // Only the statement that allowed the call keeps the action.
      (["a*", "b*"], ["a1"], ["a1"]),
      (["a*", "b*"], ["a1", "b2"], ["a1", "b2"]),
      // The statement allows only a part of what the logs show.
      (["a1*"], ["a*"], ["a1*"]),
      // Similar names are combined.
      (
        ["*"], ["prod-1", "prod-2", "prod-3", "prod-4", "prod-5", "prod-6", "test-1"],
        ["prod-*", "test-1"]
      ),
      (["*"], ["a", "b", "c", "d", "e", "f"], ["a", "b", "c", "d", "e", "f"]),
      (["*"], (0..<30).map { "\($0 % 10)x\($0)" }, ["*"]),
    ])
  func limits(_ allowed: [String], _ used: [String], _ expected: [String]) throws {
    let statements = allowed.map {
      statement(
        "Allow", "Action", ["secretsmanager:GetSecretValue", "secretsmanager:DeleteSecret"],
        "Resource", [secret($0)])
    }
    let calls = used.map { ObservedCall(resources: [secret($0)]) }
    let (policy, _) = try narrowed(statements, calls)
    let found = Set(
      (policy?.json["Statement"]?.array ?? []).flatMap {
        $0["Resource"]?.array?.compactMap(\.string) ?? []
      })
    #expect(found == Set(expected.map(secret)))
    #expect(lines(policy).allSatisfy { $0.hasPrefix("secretsmanager:GetSecretValue on ") })
  }

  @Test("calls that the present policies do not allow are counted apart")
  func elsewhere() throws {
    let statement = statement(
      "Allow", "Action", ["secretsmanager:*"], "Resource", [secret("a*")])
    let (policy, _) = try narrowed(
      [statement], reading("a1", count: 2) + reading("z", count: 5))
    #expect(policy?.replay?.kept == 2)
    #expect(policy?.replay?.allowedElsewhere == 5)
  }

  @Test("denied calls and calls before the period are not used")
  func unused() throws {
    let (policy, use) = try narrowed(
      [allow("secretsmanager:*")],
      reading("a") + [
        ObservedCall(event: "DeleteSecret", resources: [secret("a")], result: "denied"),
        ObservedCall(event: "PutSecretValue", resources: [secret("a")], at: 1_000_010),
      ])
    #expect(use.services[0].usedActions == ["GetSecretValue"])
    #expect(lines(policy).count == 2)
  }

  @Test("a long policy is divided, and its parts allow what it allows")
  func parts() throws {
    // 400 secrets, each read by a call, in statements of their own conditions.
    let statements = (0..<60).map { place in
      statement(
        "Allow", "Action", ["secretsmanager:GetSecretValue"], "Resource",
        [secret("team\(place)-with-a-long-name-*")],
        #"{"StringEquals":{"aws:RequestedRegion":["eu-west-1"]}}"#)
    }
    let calls = (0..<60).map { ObservedCall(resources: [secret("team\($0)-with-a-long-name-x")]) }
    let policy = try #require(try narrowed(statements, calls).policy)
    #expect(PolicySplit.characters(in: policy.text) > PolicySplit.quota)
    #expect(policy.parts.count > 1)
    #expect(
      policy.parts.allSatisfy {
        PolicySplit.characters(in: $0.compactText) <= PolicySplit.quota
      })
    #expect(policy.replay?.kept == 60)
    let all = policy.parts.flatMap { $0["Statement"]?.array ?? [] }
    #expect(all == policy.json["Statement"]?.array)
    #expect(try narrowed(statements, calls).policy?.parts == policy.parts)
    let short = try #require(try narrowed([allow("secretsmanager:*")], reading("a")).policy)
    #expect(short.parts == [short.json])
  }
}
