import Checklist
import Model
import Platform

/// An option of a command. Parsing, `--help`, the manual page and completions are derived from it.
struct Option: Sendable {
  let name: String
  let short: String?
  /// The name of the value in the help; nil for an option without a value.
  let value: String?
  /// The possible values; empty if there are others.
  let choices: [String]
  let help: String

  init(
    _ name: String, short: String? = nil, value: String? = nil, choices: [String] = [],
    _ help: String
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.choices = choices
    self.help = help
  }

  /// A value as shown in messages: repeated slashes of a path are removed.
  func normalized(_ text: String) -> String {
    ["FILE", "DIR", "REVIEW"].contains(value) ? FileSystem.normalized(text) : text
  }

  static let help = Option("--help", short: "-h", "Print this help and exit.")
  static let version = Option("--version", "Print the version and exit.")
  static let asOf = Option(
    "--as-of", value: "DATE",
    "Calculate ages as of DATE, such as 2026-11-20 or 2026-11-20T10:00:00Z (default: the date of "
      + "the evidence).")
  static let origin = Option(
    "--origin", value: "NAME", choices: Item.Origin.allCases.map(\.rawValue),
    "Evaluate only the items marked NAME: checklist (16 items) or guide (7 items) (default: both).")
  static let maxAgeDays = Option(
    "--max-age-days", value: "DAYS",
    "Age limit for access keys and unused credentials, in days (default: 90).")
  static let sensitiveServices = Option(
    "--sensitive-services", value: "LIST",
    "Services that no role should have full access to (default: iam,s3,ec2,kms).")
  static let limits = Option(
    "--limits", value: "LIST",
    "How many days one person can accept findings for, such as critical=14,high=60 (default: "
      + "critical=30,high=90,medium=180,low=365).")
  static let session = Option(
    "--session", value: "FILE",
    "Read and save the decisions in FILE (default: review.json in the evidence folder).")
  /// The same option of a command that does not change the decisions.
  static let readSession = Option(
    "--session", value: "FILE",
    "The session file with the decisions (default: review.json in the evidence folder).")
  static let previous = Option(
    "--previous", value: "REVIEW",
    "Compare with an earlier review (folder or session file), whose decisions can be carried "
      + "forward.")
  static let identity = Option(
    "--identity", value: "FILE",
    "Your public key; the history records its fingerprint with your name.")
  static let textOrJSON = Option(
    "--format", value: "NAME", choices: ["text", "json"],
    "The output format: text or json (default: text).")
  static let judging = [asOf, origin, maxAgeDays, sensitiveServices]
}
