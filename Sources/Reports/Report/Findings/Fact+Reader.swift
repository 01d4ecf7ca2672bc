internal import Checklist
internal import Model
internal import Platform

extension Fact {
  /// Whether a person needs the fact: it is not empty, and not an identifier or a digest for programs.
  /// JSON contains all facts.
  var isForReaders: Bool {
    !repeatsSummary && !(value == "false" && Fact.usuallyFalse.contains(name))
      && !(name == "steps" && !value.contains(" | ")) && !Fact.programFacts.contains(name)
      && !isPart && !Fact.repeated.contains(name)
      && !value.isBlank && !Fact.emptyValues.contains(value)
  }

  /// The value in words.
  var readerValue: String {
    switch value {
    case "true": return "yes"
    case "false": return "no"
    default:
      if name == "steps" { return steps }
      if name == "chain" {
        return shownValue.replacing(Fact.pathNumber, with: "").replacing(" | ", with: ", then ")
      }
      if name == "affectedActions", let count = Int(value) { return count.grouped }
      // A number, such as an account id, is not a time.
      guard value.dropFirst(4).first == "-", let instant = Instant(value) else { return shownValue }
      return instant.day
    }
  }

  /// The number of escalation paths that are shown.
  private static let shownPaths = 3

  /// The first escalation paths, without their ids and statements.
  private var steps: String {
    let paths = value.split(separator: " | ").map { path in
      path.replacing(Fact.pathName, with: "").replacing(Fact.pathStatement, with: "")
        .replacing(Fact.arnStart, with: "")
    }
    let more = paths.count - Fact.shownPaths
    return paths.prefix(Fact.shownPaths).joined(separator: "; or ")
      + (more > 0 ? "; or \(more.counted("more path"))" : "")
  }

  /// The part of an ARN before the resource.
  private static var arnStart: Regex<Substring> { #/\barn:[^: ]*:[^: ]*:[^: ]*:[^: ]*:/# }
  /// The statement that allows a step.
  private static var pathStatement: Regex<Substring> { #/ by statement [^|]*?(?=, then |$)/# }
  /// The id of an escalation path, after the words for it.
  private static var pathNumber: Regex<Substring> { #/ \([a-z0-9]+(?:-[a-z0-9]+)+\)(?= \||$)/# }
  /// The id of an escalation path, before the words for it.
  private static var pathName: Regex<Substring> { #/^[a-z0-9]+(?:-[a-z0-9]+)+: /# }

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
