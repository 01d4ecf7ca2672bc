internal import Checklist
internal import Model
internal import Platform

extension Fact {
  /// Whether a person needs the fact: it is not empty, and not an identifier or a digest for programs.
  /// JSON contains all facts.
  var isForReaders: Bool {
    !repeatsSummary && !(value == "false" && Fact.usuallyFalse.contains(name))
      && !Fact.programFacts.contains(name) && !Fact.repeated.contains(name)
      && !value.isBlank && !Fact.emptyValues.contains(value)
  }

  /// The value in words.
  var readerValue: String {
    switch value {
    case "true": return "yes"
    case "false": return "no"
    default:
      if name == "affectedActions", let count = Int(value) { return count.grouped }
      return moment?.day ?? shownValue
    }
  }

  /// Facts that matter only if they are true.
  private static let usuallyFalse: Set = [
    "identityCenter", "permissionsManagement", "sourcesDisagree", "isPublic",
  ]

  private static let emptyValues: Set = ["nothing", "none", "0", "unknown", "nobody"]

  /// Facts that only a program compares.
  private static let programFacts: Set = [
    "analyzers", "documentSha256", "findingsDigest", "uniqueId", "findingId", "narrowerPolicy",
    "paths",
    "truncated", "notTracked", "instanceId", "resourceType",
  ]

  /// Facts that the heading, the statement or the settings show.
  private static let repeated: Set = [
    "policy", "policies", "actions", "resources", "thresholdDays", "maxAgeDays", "statements",
    "policyName", "reach", "services", "conditions", "near", "open", "passwordEnabled", "mfaActive",
    "resource", "region", "provider", "sub", "key", "targets", "principals", "trusts", "path",
  ]
}
