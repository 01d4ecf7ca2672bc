internal import Checklist
internal import TUI

extension Command {
  /// `config`: prints the effective configuration.
  static let config = Command(
    name: "config",
    usage: "iam-review config",
    summary: "Print the effective configuration.",
    details: """
      The configuration file is $XDG_CONFIG_HOME/iam-review/config, or else
      ~/.config/iam-review/config. It sets the theme, the reviewer, thresholds and limits for new
      reviews, filters, and templates for notes. The output is a valid configuration file. Options of
      a command take precedence.
      """,
    options: []
  ) { arguments in
    try arguments.atMost(0)
    var configuration = try UserConfiguration.load()
    configuration.reviewer = try ProcessEnvironment.reviewer(named: nil).name
    let path = UserConfiguration.path
    return Messages.printResult(configuration.text(path: path ?? "")) ? .success : .failure
  }
}
