import Checklist
import CommandSyntax
import Evidence
import Model
import Platform
import TUI

extension Command {
  private static let profile = Option(
    "--profile", value: "NAME",
    "The profile of the AWS CLI (default: AWS_PROFILE, or the default profile).")
  private static let region = Option(
    "--region", value: "NAME", isRepeatable: true,
    "Collect from this region only; repeatable (default: all enabled regions).")
  private static let organization = Option(
    "--org",
    "Collect the service control policies from the account up to the organization root.")
  private static let organizationProfile = Option(
    "--org-profile", value: "NAME",
    "Use another profile for --org, such as one of the management account; implies --org.")
  private static let jobs = Option(
    "--jobs", value: "NUMBER", "The number of concurrent calls (default: 8).")
  private static let timeout = Option(
    "--timeout", value: "SECONDS", "The time limit of a call in seconds (default: 900).")
  private static let pollTimeout = Option(
    "--poll-timeout", value: "SECONDS",
    "The time limit for a report or job that AWS has not finished, in seconds (default: 1800).")
  private static let answerSize = Option(
    "--max-answer-size", value: "SIZE",
    "The maximum size of a response: bytes, 64K, 512M or 1G (default and maximum: 1G).")
  private static let resume = Option(
    "--resume",
    "Continue an earlier collection; only missing, denied and changed responses are requested.")
  private static let keepEnvironment = Option(
    "--keep-environment",
    "Keep the values of Lambda environment variables (default: redacted).")
  private static let activityDays = Option(
    "--activity", value: "DAYS",
    "Read the event history of the last DAYS days (1 to 90) in each region; see docs/activity.md.")
  private static let maximumPages = Option(
    "--max-pages", value: "NUMBER",
    "The number of requests for the event history of a region (default: 20000).")
  private static let printPolicy = Option(
    "--print-policy", "Print the IAM policy that the calls need, and exit.")
  private static let printScript = Option(
    "--print-script", "Print the calls as a shell script for another person to run, and exit.")

  /// `collect`: collects the evidence of a profile of the `aws` command line into a folder.
  static let collect = Command(
    name: "collect",
    summary: "Collect the evidence of an account with the AWS CLI.",
    details: """
      All calls are read-only; the AWS CLI handles credentials, SSO, MFA and
      proxies. Denied calls are listed in OUT/manifest.json, and the console shows them under the
      items that need them. See docs/collect.md.
      """,
    forms: [
      Form(
        [Positional("OUT", "The folder to collect into; created if needed.")],
        [
          .optional(profile), .optional(region), .optional(organization), .optional(activityDays),
        ]),
      Form(selectedBy: [printPolicy, printScript], [], [.optional(organization)]),
    ],
    options: [
      profile, region, organization, organizationProfile, jobs, timeout, pollTimeout, answerSize,
      resume, keepEnvironment, activityDays, maximumPages, printPolicy, printScript,
    ],
    exits: [
      Exit(.success, "everything was collected"),
      Exit(.usage, "usage error, or a region that is not enabled"),
      Exit(.failure, "nothing could be collected or written"),
      Exit(.partial, "some calls were denied or failed"),
      Exit(.interrupted, "interrupted; continue with --resume"),
    ],
    examples: [
      Example(
        "iam-review collect client-prod/ --profile client-prod --org",
        "Collect an account and the service control policies that apply to it."),
      Example(
        "iam-review collect client-prod/ --resume",
        "Continue after an interruption or denied calls."
      ),
      Example(
        "iam-review collect client-prod/ --activity 90",
        "Collect also what users and roles did in the last 90 days."),
      Example(
        "iam-review collect --print-policy --org", "Print the permissions that the calls need."),
    ]
  ) { arguments in
    let settings = try collectSettings(arguments)
    if arguments.has(printPolicy) || arguments.has(printScript) {
      let text =
        arguments.has(printPolicy)
        ? CollectPolicy.text(
          withOrganization: settings.withOrganization,
          withActivity: settings.activityDays != nil)
        : CollectScript(settings).text
      return Messages.printResult(text) ? .success : .failure
    }
    let path = arguments.positional[0]
    guard !path.isEmpty else { throw UsageError.missingArguments(["OUT"]) }
    return run(settings, into: path, resuming: arguments.has(resume))
  }

  @MainActor private static func collectSettings(_ arguments: Arguments) throws(UsageError)
    -> CollectSettings
  {
    var settings = CollectSettings(version: Product.version)
    settings.profile = arguments[profile]
    settings.organizationProfile = arguments[organizationProfile]
    settings.withOrganization = arguments.has(organization) || arguments.has(organizationProfile)
    settings.keepsEnvironment = arguments.has(keepEnvironment)
    settings.regions = arguments.all(region).flatMap { $0.split(separator: ",").map(String.init) }
    if let wrong = settings.regions.first(where: { !CollectSettings.isRegion($0) }) {
      throw .wrongValue(option: "--region", value: wrong, expected: "a region such as eu-west-1")
    }
    settings.jobs =
      try arguments.number(jobs, in: 1...64) ?? settings.jobs
    settings.timeoutSeconds =
      try arguments.number(timeout, in: 1...86_400, of: "seconds") ?? settings.timeoutSeconds
    settings.pollSeconds =
      try arguments.number(pollTimeout, in: 1...86_400, of: "seconds") ?? settings.pollSeconds
    settings.maximumAnswerBytes =
      try arguments.value(answerSize, expected: "a size from 1K to 1G, such as 512M") {
        ByteCount.bytes($0).flatMap {
          (1024...CollectSettings.maximumAnswerBytes).contains($0) ? $0 : nil
        }
      } ?? settings.maximumAnswerBytes
    settings.activityDays = try arguments.number(activityDays, in: 1...90, of: "days")
    settings.maximumPages =
      try arguments.number(maximumPages, in: 1...1_000_000) ?? settings.maximumPages
    return settings
  }

  private static func run(
    _ settings: CollectSettings, into path: String, resuming: Bool
  ) -> ExitStatus {
    ProcessEnvironment.blockTerminationSignals()
    if let words = settings.historyWords { Messages.printError(words) }
    let line = CollectProgressLine()
    var collector = Collector(
      settings,
      runner: ProcessPool(
        defaults: CollectSettings.clientDefaults, overrides: CollectSettings.clientOverrides),
      environment: CollectEnvironment(
        now: { ProcessEnvironment.now }, shouldStop: { ProcessEnvironment.shouldStop },
        report: { line.show($0) }))
    do throws(CollectError) {
      let report = try collector.collect(into: path, resuming: resuming)
      line.clear()
      return describe(report, of: path, took: line.elapsed)
    } catch {
      line.clear()
      Messages.printError(error.message)
      switch error {
      case .interrupted: return .interrupted
      case .wrongRegions: return .usage
      default: return .failure
      }
    }
  }

  private static func describe(
    _ report: CollectReport, of path: String, took: String
  ) -> ExitStatus {
    for file in report.changed {
      Messages.printError(
        "\(path)/\(file) was changed after collection; it was collected again, and the"
          + " changed file is kept as .\(file.split(separator: "/").last ?? "").changed beside it")
    }
    let refused = report.refused
    for words in report.manifest.refusalWords { Messages.printError(words) }
    let kept =
      report.kept > 0 ? ", \(report.kept.counted("response")) kept from an earlier run" : ""
    let files = report.manifest.calls.count { $0.file != nil }
    Messages.printError(
      "\(path): \(files.counted("file")) of account \(report.manifest.account ?? "unknown")"
        + ", \(report.callsMade.counted("call")) in \(took)\(kept)"
        + (refused.isEmpty
          ? "; everything was collected"
          : "; \(refused.count.counted("call")) denied or incomplete (above)"))
    if report.leavesOrganization {
      Messages.printError(
        "the account is in an organization: iam-review collect --resume --org \(path) collects the"
          + " service control policies up to the organization root (add --org-profile for another"
          + " account's profile)"
      )
    }
    if !refused.isEmpty {
      Messages.printError(
        "these calls are listed in \(path)/\(Manifest.fileName) and under the items that need"
          + " them; iam-review collect --print-policy prints the required permissions, --resume tries"
          + " again"
      )
    }
    return refused.isEmpty ? .success : .partial
  }
}
