import Checklist
import Model

extension Command {
  private static let format = Option(
    "--format", value: "NAME", "text, json or markdown; text unless given.")

  /// `diff`: what became of the findings of one review in another.
  static let diff = Command(
    name: "diff",
    usage: "iam-review diff OLD NEW [--format text|json|markdown] [options]",
    summary: "Print what changed between two reviews, or two collections of evidence.",
    details: """
      OLD and NEW are each an evidence folder (with its review.json, where it has one), a session
      file, or a file of evidence. Findings are unchanged, changed (other facts, or another
      principal of the same name), new, gone, or not seen where evidence lacks. Both sides are
      judged with NEW's settings.
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
      to: NamedReview.settings(of: new) ?? NamedReview.settings(of: old) ?? Settings())
    let sides = [
      try NamedReview.open(old, settings: settings), try NamedReview.open(new, settings: settings),
    ]
    for remark in sides.compactMap(\.remark) { Messages.complain(remark) }
    for (path, side) in zip([old, new], sides) {
      for fault in side.session?.historyFaults ?? [] {
        Messages.complain("\(path): \(fault.message)")
      }
    }
    let comparison = ReviewComparison(from: sides[0].side, to: sides[1].side)
    if let mismatch = comparison.mismatch { throw ReviewError(message: "\(new): \(mismatch)") }
    return Messages.printResult(DiffReport.render(comparison, as: chosen)) ? .success : .failure
  }
}
