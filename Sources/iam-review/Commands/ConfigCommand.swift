import Checklist
import CommandSyntax
import Platform
import TUI

extension Command {
  /// `config`: prints the effective configuration.
  static let config: Command = Command(
    name: "config",
    summary: "Print the effective configuration.",
    details: """
      The configuration file is $XDG_CONFIG_HOME/iam-review/config, or else
      ~/.config/iam-review/config. It sets the theme, the reviewer, thresholds and limits for new
      reviews, filters, and templates for notes. The output is a valid configuration file. Options of
      a command take precedence.
      """,
    forms: [Form()],
    options: [], exits: [.success, .usage, .unreadable, .failure],
    examples: [Example("iam-review config", "Print all settings with their values.")]
  ) { _ in
    var configuration = try UserConfiguration.load()
    configuration.reviewer = try ProcessEnvironment.reviewer(named: nil).name
    let path = UserConfiguration.path
    return Messages.printResult(configuration.text(path: path ?? "")) ? .success : .failure
  }
}
