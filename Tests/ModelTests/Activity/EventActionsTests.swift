import Platform
import Testing

@testable import Model

/// Which IAM actions AWS checks for an event in CloudTrail.
@Suite struct EventActionsTests {
  @Test(
    "an event becomes the actions that AWS checks",
    arguments: [
      // The default: the source is the prefix, and the event the action.
      ("ec2", "RunInstances", "ec2:RunInstances"),
      ("iam", "CreateUser", "iam:CreateUser"),
      ("secretsmanager", "GetSecretValue", "secretsmanager:GetSecretValue"),
      // Versions of the API in the name.
      ("lambda", "GetFunction20150331v2", "lambda:GetFunction"),
      ("lambda", "CreateFunction20150331", "lambda:CreateFunction"),
      ("cloudfront", "CreateDistribution2020_05_31", "cloudfront:CreateDistribution"),
      // Other sources and prefixes.
      ("monitoring", "DescribeAlarms", "cloudwatch:DescribeAlarms"),
      ("tagging", "GetResources", "tag:GetResources"),
      ("streams.dynamodb", "GetRecords", "dynamodb:GetRecords"),
      ("servicecatalog-appregistry", "ListApplications", "servicecatalog:ListApplications"),
      ("autoscaling", "RegisterScalableTarget", "application-autoscaling:RegisterScalableTarget"),
      // Operations with other actions.
      ("s3", "ListObjects", "s3:ListBucket"),
      ("s3", "ListObjectsV2", "s3:ListBucket"),
      ("s3", "HeadObject", "s3:GetObject"),
      ("s3", "ListBuckets", "s3:ListAllMyBuckets"),
      ("s3", "GetBucketEncryption", "s3:GetEncryptionConfiguration"),
      ("s3", "CompleteMultipartUpload", "s3:PutObject"),
      ("s3", "CopyObject", "s3:GetObject s3:PutObject"),
      ("kms", "ReEncrypt", "kms:ReEncryptFrom kms:ReEncryptTo"),
      ("lambda", "Invoke", "lambda:InvokeFunction"),
      ("bedrock", "Converse", "bedrock:InvokeModel"),
      ("sts", "AssumeRole", "sts:AssumeRole"),
      ("signin", "SwitchRole", "sts:AssumeRole"),
    ])
  func known(source: String, event: String, actions: String) {
    let result = find(event, source)
    #expect(result.mapping == .known)
    #expect(result.actions.joined(separator: " ") == actions)
  }

  @Test(
    "an event that needs no permission has no action",
    arguments: [
      ("signin", "ConsoleLogin", "AwsConsoleSignIn"), ("signin", "CheckMfa", "AwsConsoleSignIn"),
      ("sts", "GetCallerIdentity", "AwsApiCall"),
      ("sts", "AssumeRoleWithWebIdentity", "AwsApiCall"),
      ("secretsmanager", "StartSecretVersionDelete", "AwsServiceEvent"),
    ])
  func unneeded(source: String, event: String, type: String) {
    #expect(find(event, source, type) == EventActions.Result(mapping: .none, actions: []))
  }

  @Test(
    "an event without a known action is unknown, and no action is invented",
    arguments: [
      ("s3", "GetStorageLensDashboardDataInternal"), ("example", "Made"), ("ec2", ""),
      ("lambda", "20150331"), ("", "x"),
    ])
  func unknown(source: String, event: String) {
    #expect(find(event, source) == EventActions.Result(mapping: .unknown, actions: []))
  }

  @Test("every action of the rules is in the catalogue, and every prefix too")
  func rules() {
    let catalogue = ActionCatalogue.bundled
    let rules = EventRules.bundled
    for action in rules.actions.values.flatMap(\.self) {
      #expect(catalogue.knows(action: action), "\(action)")
    }
    for service in rules.services.values.flatMap(\.self) {
      #expect(catalogue.knows(service: service), "\(service)")
    }
    #expect(!rules.denied.isEmpty && !rules.agents.isEmpty && !rules.resources.isEmpty)
  }

  @Test(
    "resources of which there can be millions are combined",
    arguments: [
      ("arn:aws:s3:::logs/2026/11/a.gz", "arn:aws:s3:::logs/2026/*"),
      ("arn:aws:s3:::logs/a.gz", "arn:aws:s3:::logs/*"),
      ("arn:aws:s3:::logs", "arn:aws:s3:::logs"),
      (
        "arn:aws:logs:eu-west-1:1:log-group:a:log-stream:b",
        "arn:aws:logs:eu-west-1:1:log-group:a:log-stream:*"
      ),
      ("arn:aws:states:eu-west-1:1:execution:a:b", "arn:aws:states:eu-west-1:1:execution:a:*"),
      ("arn:aws:iam::1:role/a/b", "arn:aws:iam::1:role/a/b"), ("not an ARN", "not an ARN"),
    ])
  func patterns(arn: String, pattern: String) {
    #expect(ResourcePattern.of(arn) == pattern)
  }

  @Test(
    "weeks begin on Monday, and belong to the year of their Thursday",
    arguments: [
      ("2026-11-27", "2026-W48"), ("2026-01-01", "2026-W01"), ("2025-12-29", "2026-W01"),
      ("2025-12-28", "2025-W52"), ("2021-01-03", "2020-W53"), ("2021-01-04", "2021-W01"),
      ("1970-01-01", "1970-W01"), ("1969-12-28", "1969-W52"),
    ])
  func weeks(day: String, week: String) throws {
    let start = try #require(CalendarDay(day)).start
    #expect(ISOWeek(seconds: start.seconds).description == week)
    #expect(ISOWeek(week) == ISOWeek(seconds: start.seconds))
  }

  @Test(
    "other texts are not weeks", arguments: ["2026-W00", "2026-W54", "2026-48", "", "2025-W53"])
  func notWeeks(text: String) { #expect(ISOWeek(text) == nil) }

  private func find(
    _ event: String, _ source: String, _ type: String = "AwsApiCall"
  ) -> EventActions.Result {
    EventActions.bundled.find(event, source: source + ".amazonaws.com", type: type)
  }
}
