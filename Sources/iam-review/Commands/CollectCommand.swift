import Checklist
import Model

extension Command {
  private static let profile = Option(
    "--profile", value: "NAME", "The profile of the aws command line; its own choice unless given.")
  private static let region = Option(
    "--region", value: "NAME",
    "Ask in this region only; may be given again. All enabled regions unless given.")
  private static let organization = Option(
    "--org",
    "Collect the account's way up the organization with the service control policies on it.")
  private static let organizationProfile = Option(
    "--org-profile", value: "NAME",
    "Ask for that with another profile, such as the management account's; implies --org.")
  private static let jobs = Option(
    "--jobs", value: "NUMBER", "How many calls may run at once; 8 unless given.")
  private static let timeout = Option(
    "--timeout", value: "SECONDS", "Stop a call that takes longer; 900 unless given.")
  private static let pollTimeout = Option(
    "--poll-timeout", value: "SECONDS",
    "Give up on a report or job that AWS has not finished; 1800 unless given.")
  private static let answerSize = Option(
    "--max-answer-size", value: "SIZE",
    "Stop a call whose answer is longer (512M, 64K, bytes); 1G unless given, which is what is read."
  )
  private static let resume = Option(
    "--resume", "Go on in a folder that is there: what is in it, unchanged, is not asked again.")
  private static let keepEnvironment = Option(
    "--keep-environment",
    "Keep the values of Lambda functions' environment variables, which are else replaced.")
  private static let printPolicy = Option(
    "--print-policy", "Print the least IAM policy that the calls need, and exit.")
  private static let printScript = Option(
    "--print-script", "Print the same calls as a shell script for somebody else to run, and exit.")

  /// `collect`: from a profile of the `aws` command line to a folder of evidence.
  static let collect = Command(
    name: "collect",
    usage: """
      iam-review collect OUT [--profile NAME] [--region NAME]… [--org] [options]
             iam-review collect --print-policy | --print-script [--org] [options]
      """,
    summary: "Collect the evidence of an account with the aws command line.",
    details: """
      OUT is a folder that is made. The calls are read-only; credentials, SSO, MFA and proxies are
      the business of aws. What AWS refuses is noted in OUT/manifest.json, and the console shows
      it at the items it leaves open. Exit status 5 says that something was refused, 130 that it
      was interrupted: go on with --resume. docs/collect.md has the rest.
      """,
    options: [
      profile, region, organization, organizationProfile, jobs, timeout, pollTimeout, answerSize,
      resume, keepEnvironment, printPolicy, printScript,
    ]
  ) { arguments in
    let settings = try collectSettings(arguments)
    if arguments.has(printPolicy) || arguments.has(printScript) {
      try arguments.atMost(0)
      if arguments.has(printPolicy), arguments.has(printScript) {
        throw UsageError.conflict("--print-policy and --print-script are two things; ask for one")
      }
      let text =
        arguments.has(printPolicy)
        ? CollectPolicy.text(withOrganization: settings.withOrganization)
        : CollectScript(settings).text
      return Messages.printResult(text) ? .success : .failure
    }
    try arguments.atMost(1)
    guard let path = arguments.positional.first, !path.isEmpty else {
      throw UsageError.conflict("collect: expected a folder to collect into")
    }
    return run(settings, into: path, resuming: arguments.has(resume))
  }

  @MainActor private static func collectSettings(_ arguments: Arguments) throws(UsageError)
    -> CollectSettings
  {
    var settings = CollectSettings(version: CommandLineTool.version)
    settings.profile = arguments[profile]
    settings.organizationProfile = arguments[organizationProfile]
    settings.withOrganization = arguments.has(organization) || arguments.has(organizationProfile)
    settings.keepsEnvironment = arguments.has(keepEnvironment)
    settings.regions = arguments.all(region).flatMap { $0.split(separator: ",").map(String.init) }
    if let wrong = settings.regions.first(where: { !CollectSettings.isRegion($0) }) {
      throw .wrongValue(option: "--region", value: wrong, expected: "a region such as eu-west-1")
    }
    settings.jobs =
      try arguments.value(jobs, expected: "a number from 1 to 64") {
        Int($0).flatMap { (1...64).contains($0) ? $0 : nil }
      } ?? settings.jobs
    settings.timeoutSeconds =
      try arguments.value(timeout, expected: "a number of seconds from 1 to 86400") {
        Int($0).flatMap { (1...86_400).contains($0) ? $0 : nil }
      } ?? settings.timeoutSeconds
    settings.pollSeconds =
      try arguments.value(pollTimeout, expected: "a number of seconds from 1 to 86400") {
        Int($0).flatMap { (1...86_400).contains($0) ? $0 : nil }
      } ?? settings.pollSeconds
    settings.mostAnswerBytes =
      try arguments.value(answerSize, expected: "a size from 1K to 1G, such as 512M") {
        ByteCount.bytes($0).flatMap {
          (1024...CollectSettings.mostAnswerBytes).contains($0) ? $0 : nil
        }
      } ?? settings.mostAnswerBytes
    return settings
  }

  private static func run(
    _ settings: CollectSettings, into path: String, resuming: Bool
  ) -> ExitStatus {
    Surroundings.holdEndingSignals()
    let line = CollectProgressLine()
    var collector = Collector(
      settings,
      runner: ProcessPool(
        defaults: CollectSettings.clientDefaults, overrides: CollectSettings.clientOverrides),
      surroundings: CollectSurroundings(
        now: { Surroundings.now }, shouldStop: { Surroundings.isToldToEnd },
        tell: { line.show($0) }))
    do throws(CollectError) {
      let report = try collector.collect(into: path, resuming: resuming)
      line.clear()
      return tell(report, of: path, took: line.elapsed)
    } catch {
      line.clear()
      Messages.complain(error.message)
      switch error {
      case .interrupted: return .interrupted
      case .wrongRegions: return .usage
      default: return .failure
      }
    }
  }

  private static func tell(
    _ report: CollectReport, of path: String, took: String
  ) -> ExitStatus {
    for file in report.changed {
      Messages.complain(
        "\(path)/\(file) had changed since it was collected; it was asked for again, and the"
          + " changed one is kept as .\(file.split(separator: "/").last ?? "").changed beside it")
    }
    let refused = report.refused
    for words in report.manifest.refusalWords { Messages.complain(words) }
    let kept = report.kept > 0 ? ", \(report.kept.counted("answer")) kept from earlier" : ""
    let files = report.manifest.calls.count { $0.file != nil }
    Messages.complain(
      "\(path): \(files.counted("file")) of account \(report.manifest.account ?? "unknown")"
        + ", \(report.callsMade.counted("call")) in \(took)\(kept)"
        + (refused.isEmpty ? "; all was collected" : "; \(refused.count) refused (above)"))
    if report.leavesOrganization {
      Messages.complain(
        "the account is in an organization: iam-review collect --resume --org \(path) collects the"
          + " service control policies on its way up (add --org-profile for another account's profile)"
      )
    }
    if !refused.isEmpty {
      Messages.complain(
        "what was refused stands in \(path)/\(Manifest.fileName) and at the items it leaves open;"
          + " iam-review collect --print-policy prints the rights that are needed, --resume asks again"
      )
    }
    return refused.isEmpty ? .success : .partial
  }
}
