internal import Model

extension CollectOperation {
  static let regionOperations: [CollectOperation] = [
    CollectOperation(
      command: "accessanalyzer list-analyzers", kind: .accessAnalyzers, scope: .region,
      actions: ["access-analyzer:ListAnalyzers"], expects: "analyzers", file: "analyzers",
      followUps: [
        // The first version supports only external access findings and rejects other analyzers.
        FollowUp(
          path: AnswerPath(
            "analyzers", where: .among("type", ["ACCOUNT", "ORGANIZATION"]), "arn"),
          command: "accessanalyzer list-findings"),
        FollowUp(
          path: AnswerPath("analyzers", "arn"), command: "accessanalyzer list-findings-v2"),
      ]),
    CollectOperation(
      command: "accessanalyzer list-findings", kind: .analyzerFindings, scope: .subject,
      actions: ["access-analyzer:ListFindings"], expects: "findings", file: "findings",
      subject: ("analyzer-arn", "analyzerArn")),
    CollectOperation(
      command: "accessanalyzer list-findings-v2", kind: .analyzerFindings, scope: .subject,
      actions: ["access-analyzer:ListFindings"], expects: "findings", file: "findings-v2",
      subject: ("analyzer-arn", "analyzerArn")),
    CollectOperation(
      command: "ec2 describe-instances", kind: .instances, scope: .region,
      actions: ["ec2:DescribeInstances"], expects: "Reservations", file: "instances"),
    CollectOperation(
      command: "lambda list-functions", kind: .functions, scope: .region,
      actions: ["lambda:ListFunctions"], expects: "Functions", file: "functions"),
    CollectOperation(
      command: "cloudtrail describe-trails", kind: .trails, scope: .region,
      actions: ["cloudtrail:DescribeTrails"], expects: "trailList", file: "trails",
      followUps: [
        FollowUp(
          path: AnswerPath("trailList", "TrailARN"), command: "cloudtrail get-trail-status",
          isInOwnRegion: true)
      ]),
    CollectOperation(
      command: "cloudtrail get-trail-status", kind: .recorderStatus, scope: .subject,
      actions: ["cloudtrail:GetTrailStatus"], expects: "IsLogging", file: "trail-status",
      subject: ("name", "Name")),
    CollectOperation(
      command: "configservice describe-configuration-recorders", kind: .recorders,
      scope: .region, actions: ["config:DescribeConfigurationRecorders"],
      expects: "ConfigurationRecorders", file: "config-recorders"),
    CollectOperation(
      command: "configservice describe-configuration-recorder-status", kind: .recorderStatus,
      scope: .region, actions: ["config:DescribeConfigurationRecorderStatus"],
      expects: "ConfigurationRecordersStatus", file: "config-recorder-status"),
  ]

  /// The event history has the management events of 90 days. It cannot be filtered by role. See
  /// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html.
  static let eventHistory = CollectOperation(
    command: "cloudtrail lookup-events", kind: .activity, scope: .history,
    arguments: ["--max-results=50", "--no-paginate"], actions: ["cloudtrail:LookupEvents"],
    expects: "Events", file: "event-history")
}
