import Model

/// An option of a command, declared once: parsing and `--help` are made from it.
struct Option: Sendable {
  let name: String
  let short: String?
  /// How help names the value; nil for an option that takes none.
  let value: String?
  let help: String

  init(_ name: String, short: String? = nil, value: String? = nil, _ help: String) {
    self.name = name
    self.short = short
    self.value = value
    self.help = help
  }

  /// A value as messages show it: a path has single slashes.
  func tidied(_ text: String) -> String {
    ["FILE", "DIR", "REVIEW"].contains(value) ? FileSystem.tidied(text) : text
  }

  static let help = Option("--help", short: "-h", "Print this and exit.")
  static let version = Option("--version", "Print the version and exit.")
  static let asOf = Option(
    "--as-of", value: "DATE",
    "Count ages back from DATE (2026-11-20, or with a time and zone), not from the evidence's own.")
  static let origin = Option(
    "--origin", value: "NAME",
    "Take only the items of one origin: checklist (the sixteen) or guide.")
  static let maxAgeDays = Option(
    "--max-age-days", value: "DAYS",
    "How old a key may be, and how long a credential may rest unused; 90 unless given.")
  static let sensitiveServices = Option(
    "--sensitive-services", value: "LIST",
    "Services no role should have whole, comma-separated; iam,s3,ec2,kms unless given.")
  static let session = Option(
    "--session", value: "FILE",
    "Keep the decisions in FILE, not in review.json of the evidence folder.")
  static let previous = Option(
    "--previous", value: "REVIEW",
    "Show what became of an earlier review (its folder or session file), to carry it forward.")
  static let identity = Option(
    "--identity", value: "FILE",
    "Your public key; its fingerprint stands beside your name in the history.")
  static let judging = [asOf, origin, maxAgeDays, sensitiveServices]
}
