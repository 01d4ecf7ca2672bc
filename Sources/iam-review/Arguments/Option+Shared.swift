import Checklist
import CommandSyntax
import Platform

/// Options of several commands.
extension Option {
  static let asOf = Option(
    "--as-of", value: "DATE",
    "Calculate ages as of DATE, such as 2026-11-20 or 2026-11-20T10:00:00Z (default: the date of "
      + "the evidence).")
  static let origin = Option(
    "--origin", value: "NAME", choices: Item.Origin.allCases.map(\.rawValue),
    "Evaluate only the items marked NAME: checklist (\(items(of: .checklist))) or guide "
      + "(\(items(of: .guide))) (default: both).")
  private static func items(of origin: Item.Origin) -> String {
    Checklist.items.count { $0.origin == origin }.counted("item")
  }
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

extension Positional {
  /// The evidence of a command that also opens the sample account.
  static let evidenceOrSample = Positional(
    "EVIDENCE",
    "A folder with the output of the AWS CLI, a file, or - for standard input (default: the built-in"
      + " sample account).", .optional)
}

extension Arguments {
  /// Whether `--format` asks for JSON.
  func wantsJSON() throws(UsageError) -> Bool {
    try choice(.textOrJSON) { ["text": false, "json": true][$0] } ?? false
  }
}
