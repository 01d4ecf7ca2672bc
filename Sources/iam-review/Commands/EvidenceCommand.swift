import Checklist
import CommandSyntax
import Evidence
import Model
import Platform
import Reports
import TUI
import Workspace

extension Command {

  /// `evidence`: lists the evidence in a folder.
  static let evidence = Command(
    name: "evidence",
    summary:
      "List the evidence with its age, missing evidence, and files changed since collection.",
    details: """
      Each kind of evidence is complete, partial, missing, or none (AWS answered that it does not
      exist), with the items that depend on it.
      """,
    forms: [
      Form(
        [Positional("EVIDENCE", "A folder with evidence, a file, or - for standard input.")],
        [.optional(.textOrJSON)])
    ],
    options: [.textOrJSON],
    exits: [
      .success, Exit(.openFindings, "a file differs from what collect wrote"), .usage,
      Exit(.unreadable, "evidence not readable"), .failure,
    ],
    examples: [Example("iam-review evidence client-prod/", "List the evidence in a folder.")]
  ) { arguments in
    let path = arguments.positional[0]
    let isJSON = try arguments.wantsJSON()
    let source = EvidenceSource(argument: path)
    let account = try EvidenceLoader.load(source)
    Warnings.printed.add(account.problems, in: source)
    let inventory = EvidenceInventory(Checklist.assess(account, settings: Settings()))
    let text =
      isJSON
      ? inventory.json(of: account).prettyText
      : inventory.lines(of: account, at: ProcessEnvironment.now).joined(separator: "\n")
    guard Messages.printResult(text + "\n") else { return .failure }
    return inventory.matchesManifest ? .success : .openFindings
  }
}
