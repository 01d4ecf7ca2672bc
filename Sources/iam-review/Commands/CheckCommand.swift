import Checklist
import Model

extension Command {
  private static let format = Option(
    "--format", value: "NAME", "text, json or ndjson; text unless given.")

  /// `check`: the findings, for scripts and CI.
  static let check = Command(
    name: "check",
    usage: "iam-review check [EVIDENCE] [--format text|json|ndjson] [options]",
    summary: "Print what the evidence says of each item, without a person.",
    details: """
      EVIDENCE is a folder, a file, or - for standard input; without it the built-in sample
      account is taken. Exit status 1 says that there are findings.
      """,
    options: [format] + Option.judging
  ) { arguments in
    try arguments.atMost(1)
    let chosen =
      try arguments.value(format, expected: "text, json or ndjson") {
        CheckReport.Format(rawValue: $0)
      } ?? .text
    let judging = try JudgingOptions(arguments)
    let source = EvidenceSource(argument: arguments.positional.first)
    let account = try EvidenceLoader.load(source, asOf: judging.asOf)
    Messages.complain(account.problems, in: source)
    let assessment = Checklist.assess(account, settings: judging.applied(to: Settings()))
    var results = ResultWriter()
    CheckReport.write(assessment, as: chosen) { results.add($0) }
    guard results.finish() else { return .failure }
    let isOpen = assessment.items.contains { $0.outcome == .fail }
    // Freeing a large account piece by piece takes longer than reading it took; the end of the
    // process frees it at once.
    withExtendedLifetime(assessment) {
      Surroundings.leave(isOpen ? .openFindings : .success)
    }
  }
}
