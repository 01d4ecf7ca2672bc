/// The calls as a plain shell script, for a client who runs them himself.
///
/// It is made from the declarations that the collector follows: a function for each call, and for
/// each call that another leads to a loop over what `aws --query` prints. It needs `aws` and what
/// POSIX has, and leaves a folder that is read like one of `collect`.
public struct CollectScript {
  private let settings: CollectSettings

  /// The script for `settings`: its regions, its profiles, with the organization or without.
  public init(_ settings: CollectSettings) { self.settings = settings }

  /// The script.
  public var text: String {
    let operations = CollectOperation.all.filter {
      settings.withOrganization || $0.kind != .controlPolicies
    }
    var parts = [CollectScript.head, surroundings, CollectScript.tools]
    parts += operations.map(function)
    parts.append(main(operations))
    return parts.joined(separator: "\n")
  }

  private var surroundings: String {
    let profile = settings.profile.map { "export AWS_PROFILE=\(shellQuoted($0))\n" } ?? ""
    return profile
      + CollectSettings.clientDefaults.sorted { $0.key < $1.key }
      .map { "export \($0.key)=\"${\($0.key):-\($0.value)}\"\n" }.joined()
      + "export AWS_PAGER=\n"
  }

  /// `iam list-saml-providers` as the name of a function.
  private func name(_ command: String) -> String {
    String(command.map { $0 == " " || $0 == "-" ? "_" : $0 })
  }

  /// `aws` and the words of a call; `$1` is its region and `$2` its subject.
  private func words(
    _ command: String, _ arguments: [String], _ operation: CollectOperation
  ) -> String {
    var words = [command] + arguments.map(shellQuoted)
    if operation.kind == .controlPolicies, let profile = settings.organizationProfile {
      words.append("--profile=\(shellQuoted(profile))")
    }
    return words.joined(separator: " ") + #" ${1:+"--region=$1"}"#
  }

  private func subject(_ operation: CollectOperation) -> [String] {
    guard operation.preparation?.job == nil, let option = operation.subject?.option else {
      return []
    }
    return ["--\(option)=\"$2\""]
  }

  /// The line that makes a call and keeps its answer, and those that follow up.
  private func function(_ operation: CollectOperation) -> String {
    var lines = ["\(name(operation.command))() {"]
    let isBare = operation.scope == .account || operation.scope == .organization
    lines.append("  file=\(fileName(operation)) request=\(isBare ? "" : request(operation))")
    lines += operation.preparation.map { prepared(operation, $0) } ?? plain(operation)
    for (index, followUp) in operation.followUps.enumerated() {
      // Calls of one sort are led to by one question.
      let alike = operation.followUps.filter { $0.command == followUp.command }
      let isFirst = operation.followUps.prefix(index).allSatisfy { $0.command != followUp.command }
      guard isFirst, let next = CollectOperation.named(followUp.command) else { continue }
      lines += loop(operation, alike.map(\.path.query), followUp, next)
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  /// Makes the call `next` for each value that the queries find in the answer.
  private func loop(
    _ operation: CollectOperation, _ queries: [String], _ followUp: CollectOperation.FollowUp,
    _ next: CollectOperation
  ) -> [String] {
    let query = queries.count == 1 ? queries[0] : "[\(queries.joined(separator: ", "))][]"
    let call = [words(operation.command, operation.arguments, operation)] + subject(operation)
    let region =
      followUp.isInOwnRegion
      ? "$(printf %s \"$value\" | cut -d: -f4)" : next.kind == .lastAccessed ? "" : "$1"
    let except = followUp.except.map { "[ \"${value#\($0)}\" = \"$value\" ] && " } ?? ""
    return [
      "  aws \(call.joined(separator: " ")) \\",
      "    --query=\(shellQuoted(query)) --output=text </dev/null 2>/dev/null |",
      "    tr '\\t' '\\n' | while IFS= read -r value; do",
      "      [ -n \"$value\" ] && [ \"$value\" != None ] && \(except)\\",
      "        \(name(next.command)) \"\(region)\" \"$value\"",
      "    done",
    ]
  }

  private func plain(_ operation: CollectOperation) -> [String] {
    // Values of variables never leave the account: their names are all that is asked for.
    let query =
      operation.kind == .functions && !settings.keepsEnvironment
      ? [" --query=\(shellQuoted(CollectScript.functionsQuery))"] : []
    let call = words(operation.command, operation.arguments, operation)
    return [
      "  if run \(([call] + subject(operation)).joined(separator: " "))\(query.joined()); then keep;"
        + " else refused; return; fi"
    ]
  }

  private func prepared(
    _ operation: CollectOperation, _ preparation: CollectOperation.Preparation
  ) -> [String] {
    let subject = preparation.subjectOption.map { " --\($0)=\"$2\"" } ?? ""
    var lines = [
      "  while :; do",
      "    run \(words(preparation.command, preparation.arguments, operation))\(subject) ||"
        + " { refused; return; }",
    ]
    if let done = preparation.done {
      lines.append("    [ \"$(member \(done.member))\" = \(done.value) ] && break")
      lines.append("    sleep 2")
    }
    if let job = preparation.job { lines += ["    job=$(member \(job.member))", "    break"] }
    lines += ["  done", "  base=${file%.json} page=1 marker="]
    let job = preparation.job.map { " --\($0.option)=\"$job\"" } ?? ""
    let marker = operation.isPaged ? #" ${marker:+"--marker=$marker"}"# : ""
    lines += [
      "  while :; do",
      "    run \(words(operation.command, operation.arguments, operation))\(job)\(marker) ||"
        + " { refused; return; }",
    ]
    if let busy = operation.busy {
      lines.append(
        "    if [ \"$(member \(busy.member))\" = \(busy.value) ]; then sleep 2; continue; fi")
    }
    guard operation.isPaged else { return lines + ["    keep; break", "  done"] }
    return lines + [
      "    more=$(member IsTruncated) marker=$(member Marker)",
      "    keep",
      "    [ \"$more\" = true ] || break",
      "    page=$((page + 1)) file=$base-$page.json",
      "  done",
    ]
  }

  private func fileName(_ operation: CollectOperation) -> String {
    let isRegional =
      operation.scope == .region || operation.command.hasPrefix("accessanalyzer ")
      || operation.command.hasPrefix("cloudtrail ")
    let folder = isRegional ? "\"regions/$1/\"" : ""
    guard operation.subject != nil else { return folder + operation.file + ".json" }
    let dash = operation.file.hasSuffix("/") ? "" : "-"
    return folder + operation.file + dash + "\"$(word \"$2\")\".json"
  }

  private func request(_ operation: CollectOperation) -> String {
    var members = ["\\\"command\\\": \\\"\(operation.command)\\\""]
    if let asked = operation.subject?.asked {
      members.append("\\\"\(asked)\\\": \\\"$(text \"$2\")\\\"")
    }
    for argument in operation.arguments {
      let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1)
      if parts.count == 2 { members.append("\\\"\(parts[0])\\\": \\\"\(parts[1])\\\"") }
    }
    return "\"" + members.joined(separator: ", ") + "${1:+, \\\"region\\\": \\\"$1\\\"}\""
  }

  /// What is called, and in which order.
  private func main(_ operations: [CollectOperation]) -> String {
    let identity = CollectOperation.callerIdentity, regions = CollectOperation.regions
    let details = CollectOperation.named("iam get-account-authorization-details") ?? identity
    let once = operations.filter {
      $0.scope == .account || $0.scope == .organization
    }.map(\.command).filter { ![identity.command, regions.command, details.command].contains($0) }
    let list =
      settings.regions.isEmpty
      ? "$(aws \(regions.command) --region=us-east-1"
        + " --query=\(shellQuoted(CollectOperation.enabledRegions.query)) --output=text"
        + " </dev/null)" : settings.regions.joined(separator: " ")
    var lines = ["\(name(identity.command)) \"\" \"\"", "account=$(stored_account)"]
    lines.append("[ -n \"$account\" ] || { echo 'nobody is logged in' >&2; exit 4; }")
    lines.append("\(name(regions.command)) us-east-1 \"\"")
    lines += once.map { "\(name($0)) \"\" \"\"" }
    if settings.withOrganization {
      lines += [CollectOperation.parents, .policiesForTarget].map {
        "\(name($0.command)) \"\" \"$account\""
      }
    }
    lines.append("for region in \(list); do")
    lines += operations.filter { $0.scope == .region }.map {
      "  \(name($0.command)) \"$region\" \"\""
    }
    return (lines + ["done", "\(name(details.command)) \"\" \"\"", "finish"])
      .joined(separator: "\n") + "\n"
  }
}
