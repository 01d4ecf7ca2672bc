import Checklist
import Model
import Reports
import TUI

extension Command {
  private static let format = Option(
    "--format", value: "NAME", choices: ["text", "json", "markdown"],
    "The output format: text, json or markdown (default: text).")

  /// `diff`: compares the findings of two reviews.
  static let diff = Command(
    name: "diff",
    usage: "iam-review diff OLD NEW [--format text|json|markdown] [options]",
    summary: "Print what changed between two reviews or two evidence folders.",
    details: """
      OLD and NEW are evidence folders (with or without a review.json), session files, or evidence
      files. Findings are unchanged, changed (different facts, or a different principal with the same
      name), new, gone, or unseen (evidence is missing). Both sides are evaluated with the settings
      of NEW.
      """,
    options: [format, .origin, .maxAgeDays, .sensitiveServices]
  ) { arguments in
    try arguments.atMost(2)
    guard arguments.positional.count == 2 else {
      throw UsageError.conflict("diff: expected two reviews or evidence folders, OLD and NEW")
    }
    let chosen =
      try arguments.value(format, expected: "text, json or markdown") {
        DiffReport.Format(rawValue: $0)
      } ?? .text
    let (old, new) = (arguments.positional[0], arguments.positional[1])
    let settings = try JudgingOptions(arguments).applied(
      to: NamedReview.settings(of: new) ?? NamedReview.settings(of: old))
    let sides = [
      try NamedReview.open(old, settings: settings), try NamedReview.open(new, settings: settings),
    ]
    for remark in sides.compactMap(\.remark) { Messages.printError(remark) }
    for (path, side) in zip([old, new], sides) {
      Messages.printErrors(
        (side.session?.historyErrors ?? []).map { "\(path): \($0.message)" })
    }
    let comparison = ReviewComparison(from: sides[0].side, to: sides[1].side)
    if let mismatch = comparison.mismatch { throw ReviewError(message: "\(new): \(mismatch)") }
    return Messages.printResult(DiffReport.render(comparison, as: chosen)) ? .success : .failure
  }
}
