import Checklist
import Evidence
import Model
import Platform
import Reports
import TUI

extension Command {

  /// `evidence`: lists the evidence in a folder.
  static let evidence = Command(
    name: "evidence",
    usage: "iam-review evidence EVIDENCE [--format text|json]",
    summary:
      "List the evidence with its age, missing evidence, and files changed since collection.",
    details: """
      Each kind of evidence is complete, partial, missing, or none (AWS answered that it does not
      exist), with the items that depend on it. Exit status 1 means that a file differs from what
      collect wrote.
      """,
    options: [.textOrJSON]
  ) { arguments in
    try arguments.atMost(1)
    guard let path = arguments.positional.first else {
      throw UsageError.conflict("evidence: expected a folder with evidence")
    }
    let isJSON = try arguments.wantsJSON()
    let source = EvidenceSource(argument: path)
    let account = try EvidenceLoader.load(source)
    Messages.printError(account.problems, in: source)
    let inventory = EvidenceInventory(Checklist.assess(account, settings: Settings()))
    let text =
      isJSON
      ? inventory.json(of: account).prettyText
      : inventory.lines(of: account, at: ProcessEnvironment.now).joined(separator: "\n")
    guard Messages.printResult(text + "\n") else { return .failure }
    return inventory.matchesManifest ? .success : .openFindings
  }
}
