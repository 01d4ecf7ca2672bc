internal import TUI

extension Command {
  /// `man-page`: prints the manual page.
  static let manualPage = Command(
    name: "man-page",
    usage: "iam-review man-page",
    summary: "Print the manual page, as source for man(1).",
    details: "To read it: iam-review man-page | man -l -",
    options: []
  ) { arguments in
    try arguments.atMost(0)
    return Messages.printResult(ManualPage.source) ? .success : .failure
  }
}
