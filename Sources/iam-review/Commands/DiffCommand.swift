import Checklist
import CommandSyntax
import Evidence
import Model
import Platform
import Reports
import TUI
import Workspace

extension Command {
  private static let format = Option(
    "--format", value: "NAME", choices: ["text", "json", "markdown"],
    "The output format: text, json or markdown (default: text).")

  private static let output = Option(
    "--output", short: "-o", value: "FILE",
    "Write to FILE (default: -, standard output); an existing file is replaced.")

  /// `diff`: compares the findings of two reviews.
  static let diff = Command(
    name: "diff",
    summary: "Print what changed between two reviews or two evidence folders.",
    details: """
      Findings are unchanged, changed (different facts, or a different principal with the same
      name), new, gone, or unseen (evidence is missing). Both sides are evaluated with the settings
      of NEW.
      """,
    forms: [
      Form(
        [
          Positional(
            "OLD",
            "The earlier evidence folder (with or without a review.json), session file or evidence file."
          ),
          Positional("NEW", "The later one."),
        ], [.optional(format), .optional(output)])
    ],
    options: [format, output, .origin, .maxAgeDays, .sensitiveServices],
    exits: [.success, .usage, .unreadable, .failure],
    examples: [
      Example(
        "iam-review diff client-q3/ client-q4/ --format markdown -o changes.md",
        "Write what changed since the last quarter.")
    ]
  ) { arguments in
    let chosen = try arguments.choice(format) { DiffReport.Format(rawValue: $0) } ?? .text
    let (old, new) = (arguments.positional[0], arguments.positional[1])
    let settings = try Judging(arguments).applied(
      to: NamedReview.settings(of: new, warnings: .printed)
        ?? NamedReview.settings(of: old, warnings: .printed))
    let sides = try [old, new].map {
      try NamedReview.open($0, settings: settings, warnings: .printed)
    }
    for remark in sides.compactMap(\.remark) { Messages.printError(remark) }
    for (path, side) in zip([old, new], sides) {
      Warnings.printed.add(
        errors: (side.session?.historyErrors ?? []).map { "\(path): \($0.message)" })
    }
    let comparison = ReviewComparison(from: sides[0].side, to: sides[1].side)
    if let mismatch = comparison.mismatch { throw ReviewError(message: "\(new): \(mismatch)") }
    let file = arguments.outputFile(output)
    for (path, side) in zip([old, new], sides) {
      let own = files(of: path, hasSession: side.session != nil)
      if let file, let refusal = try own.refusal(ofDocument: file) {
        Messages.printError(refusal)
        return .failure
      }
    }
    let text = DiffReport.render(comparison, as: chosen)
    return try ResultFile.write(to: file) { $0.put(text) } ? .success : .failure
  }

  /// The files at `path`, which the result must not replace.
  private static func files(of path: String, hasSession: Bool) -> ReviewFiles {
    ReviewFiles(
      evidence: .path(path), session: hasSession ? ReviewSession.place(of: path) : nil)
  }
}
