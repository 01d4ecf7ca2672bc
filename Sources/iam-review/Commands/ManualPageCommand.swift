import CommandSyntax
import Model

extension Command {
  /// `man-page`: prints the manual page.
  static let manualPage: Command = Command(
    name: "man-page",
    summary: "Print the manual page, as source for man(1).",
    forms: [Form()], options: [], exits: [.success, .usage, .failure],
    examples: [Example("iam-review man-page | man -l -", "Read the manual page.")]
  ) { _ in
    // The date of the commit, or of the action catalogue if the commit is unknown.
    let date = BuildCommit.day ?? ActionCatalogue.bundled.version
    return Messages.printResult(ManualPage(.all, date: date).source) ? .success : .failure
  }
}
