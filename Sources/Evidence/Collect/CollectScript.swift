internal import Model
internal import Platform

/// The calls as a plain shell script, for a client who prefers to run them.
///
/// It is generated from the same declarations that the collector uses: a function for each call,
/// and for each follow-up call a loop over the output of `aws --query`. It needs only `aws` and
/// POSIX tools, and creates a folder like that of `collect`. Values from answers are passed only as
/// option values, which the functions in `CollectScript.tools` ensure.
public struct CollectScript {
  private let settings: CollectSettings

  /// Creates the script for the regions, the profiles and the organization setting of `settings`.
  public init(_ settings: CollectSettings) { self.settings = settings }

  /// The script.
  public var text: String {
    let operations = CollectOperation.all.filter {
      $0.scope != .history && (settings.withOrganization || !$0.isOfOrganization)
    }
    var parts = [CollectScript.head, environment, CollectScript.filter, CollectScript.tools]
    parts += operations.map(function)
    parts.append(queue(operations))
    parts.append(main(operations))
    return parts.joined(separator: "\n")
  }

  private var environment: String {
    let limited = CollectOperation.all.first { $0.maximum != nil }
    let profile = settings.profile.map { "export AWS_PROFILE=\(singleQuoted($0))\n" } ?? ""
    return profile
      + CollectSettings.clientDefaults.sorted { $0.key < $1.key }
      .map { "export \($0.key)=\"${\($0.key):-\($0.value)}\"\n" }.joined()
      + CollectSettings.clientOverrides.sorted { $0.key < $1.key }
      .map { "export \($0.key)=\(singleQuoted($0.value))\n" }.joined()
        + """
        limit=\(settings.maximumAnswerBytes) patience=\(settings.pollSeconds)
        limited=\(name(limited?.command ?? "none")) most=\(limited?.maximum ?? 0)
        too_long="the response is longer than $limit bytes; the call was stopped and its output discarded"
        secrets=\(singleQuoted(CollectScript.secretPattern(keepsEnvironment: settings.keepsEnvironment)))
        # A block of ulimit is 512 bytes, but 1024 bytes in bash outside POSIX mode.
        blocks=$((limit / 512))
        case ${BASH_VERSION:+bash}:${SHELLOPTS:-}: in
          bash:*posix*) ;;
          bash:*) blocks=$((limit / 1024)) ;;
        esac

        """
  }

  /// The function name for a command such as `iam list-saml-providers`.
  private func name(_ command: String) -> String {
    String(command.map { $0 == " " || $0 == "-" ? "_" : $0 })
  }

  /// The words of a call after `aws`; `$1` is its region and `$2` its subject.
  private func words(
    _ command: String, _ arguments: [String], _ operation: CollectOperation
  ) -> String {
    var words = [command] + arguments.map(singleQuoted)
    if operation.isOfOrganization, let profile = settings.organizationProfile {
      words.append("--profile=\(singleQuoted(profile))")
    }
    return words.joined(separator: " ") + #" ${1:+"--region=$1"}"#
  }

  private func subject(_ operation: CollectOperation) -> [String] {
    guard operation.preparation?.job == nil, let option = operation.subject?.option else {
      return []
    }
    return ["--\(option)=\"$2\""]
  }

  /// The function that makes a call, stores its answer, and plans its follow-up calls.
  private func function(_ operation: CollectOperation) -> String {
    var lines = ["\(name(operation.command))() {"]
    if operation.subject != nil { lines.append(#"  next_name "$2""#) }
    let isBare = operation.scope == .account || operation.scope == .organization
    lines.append("  file=\(fileName(operation)) request=\(isBare ? "" : request(operation))")
    lines += operation.preparation.map { prepared(operation, $0) } ?? plain(operation)
    for (index, followUp) in operation.followUps.enumerated() {
      // One query finds the values for all follow-up calls of the same command.
      let alike = operation.followUps.filter { $0.command == followUp.command }
      let isFirst = operation.followUps.prefix(index).allSatisfy { $0.command != followUp.command }
      guard isFirst, let next = CollectOperation.named(followUp.command) else { continue }
      lines += loop(operation, alike.map(\.path.query), followUp, next)
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  /// Plans the call `next` for each value that the queries find in the answer.
  private func loop(
    _ operation: CollectOperation, _ queries: [String], _ followUp: CollectOperation.FollowUp,
    _ next: CollectOperation
  ) -> [String] {
    let query = queries.count == 1 ? queries[0] : "[\(queries.joined(separator: ", "))][]"
    let call = [words(operation.command, operation.arguments, operation)] + subject(operation)
    var lines = [
      "  aws \(call.joined(separator: " ")) \\",
      "    --query=\(singleQuoted(query)) --output=text </dev/null >.list 2>/dev/null || :",
      "  tr '\\t' '\\n' <.list >.values",
      "  while IFS= read -r value || [ -n \"$value\" ]; do",
    ]
    if let except = followUp.except {
      lines.append("    case $value in \(except)*) continue ;; esac")
    }
    if followUp.isInOwnRegion {
      lines.append("    where=$(printf %s \"$value\" | cut -d: -f4)")
      lines.append("    is_region \"$where\" || where=")
    }
    let region =
      followUp.isInOwnRegion ? "\"$where\"" : next.isGlobal ? "\"\"" : "\"$1\""
    return lines + [
      "    plan \(name(next.command)) \(region) \"$value\" '\(next.command)'", "  done <.values",
    ]
  }

  private func plain(_ operation: CollectOperation) -> [String] {
    let query = (settings.keepsEnvironment ? nil : operation.queryWithoutSecrets)
      .map { " --query=\(singleQuoted($0))" }
    let call = words(operation.command, operation.arguments, operation)
    return [
      "  if ! run \(([call] + subject(operation)).joined(separator: " "))\(query ?? ""); then",
      "    refused", "    return 0", "  fi", "  keep \(operation.expects) || return 0",
    ]
  }

  private func prepared(
    _ operation: CollectOperation, _ preparation: CollectOperation.Preparation
  ) -> [String] {
    let subject = preparation.subjectOption.map { " --\($0)=\"$2\"" } ?? ""
    let awaited = singleQuoted(operation.awaited ?? operation.command)
    func call(_ command: String, _ arguments: [String], _ more: String) -> [String] {
      [
        "    if ! run \(words(command, arguments, operation))\(more); then",
        "      refused", "      return 0", "    fi",
      ]
    }
    var lines = ["  waited=0 pause=2", "  while :; do"]
    lines += call(preparation.command, preparation.arguments, subject)
    if let done = preparation.done {
      lines.append("    if [ \"$(member \(done.member))\" = \(done.value) ]; then break; fi")
      lines.append("    wait_for \(awaited) || return 0")
    }
    if let job = preparation.job {
      lines += [
        "    job=$(member \(job.member))", "    if can_pass \"$job\"; then break; fi",
        "    refuse 'the response has no member \(job.member)'", "    return 0",
      ]
    }
    lines += ["  done", "  waited=0 pause=2 page=1 marker='' base=${file%.json}", "  while :; do"]
    let job = preparation.job.map { " --\($0.option)=\"$job\"" } ?? ""
    let marker = operation.isPaged ? #" ${marker:+"--marker=$marker"}"# : ""
    lines += call(operation.command, operation.arguments, job + marker)
    if let busy = operation.busy {
      lines += [
        "    if [ \"$(member \(busy.member))\" = \(busy.value) ]; then",
        "      wait_for \(awaited) || return 0", "      continue", "    fi",
        "    if [ \"$(member \(busy.member))\" = FAILED ]; then",
        "      refuse 'the job ended with status FAILED'", "      return 0", "    fi",
      ]
    }
    guard operation.isPaged else {
      return lines + ["    keep \(operation.expects) || return 0", "    break", "  done"]
    }
    return lines + [
      "    more=$(member IsTruncated) before=$marker marker=$(member Marker)",
      "    keep \(operation.expects) || return 0",
      "    if [ \"$more\" != true ]; then break; fi",
      "    if [ \"$marker\" = \"$before\" ] || [ \"$page\" -ge 100 ] || ! can_pass \"$marker\"; then",
      "      refuse 'the response is truncated and has no Marker to continue from'", "      break",
      "    fi", "    page=$((page + 1)) file=$base-$page.json", "  done",
    ]
  }

  private func fileName(_ operation: CollectOperation) -> String {
    let isRegional =
      operation.scope == .region || operation.command.hasPrefix("accessanalyzer ")
      || operation.command.hasPrefix("cloudtrail ")
    let folder = isRegional ? "\"${1:+regions/$1/}\"" : ""
    guard operation.subject != nil else { return folder + operation.file + ".json" }
    let dash = operation.file.hasSuffix("/") ? "" : "-"
    return folder + operation.file + dash + "\"$name\".json"
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

  /// The function that makes the planned calls and the calls that they lead to.
  private func queue(_ operations: [CollectOperation]) -> String {
    let cases = operations.filter { $0.scope == .subject }.map { operation in
      "      \(name(operation.command))) \(name(operation.command)) \"$where\" \"$which\" ;;"
    }
    return """
      # ask_planned: makes the planned calls, which append further calls to the same file.
      ask_planned() {
        while IFS= read -r what && IFS= read -r where && IFS= read -r which; do
          case $what in
      \(cases.joined(separator: "\n"))
          esac
        done <.queue
      }

      """
  }

  /// The main part, which calls the functions in order.
  private func main(_ operations: [CollectOperation]) -> String {
    let identity = CollectOperation.callerIdentity, regions = CollectOperation.regions
    let details = CollectOperation.authorizationDetails
    let once = operations.filter {
      $0.scope == .account || $0.scope == .organization
    }.map(\.command).filter { ![identity.command, regions.command, details.command].contains($0) }
    let identify = "\(name(identity.command)) '' ''"
    var lines = [
      identify, "# Some profiles have no region.",
      "if grep -q 'must specify a region' .error; then", "  : >.calls",
      "  export AWS_DEFAULT_REGION=\(settings.regions.first ?? "us-east-1")", "  \(identify)", "fi",
      "account=$(stored_account)",
      "if [ \"${#account}\" -ne 12 ]; then give_up 'nothing was collected: no valid credentials'; fi",
    ]
    lines.append("\(name(regions.command)) us-east-1 ''")
    lines += once.map { "\(name($0)) '' ''" }
    if settings.withOrganization {
      lines += [CollectOperation.parents, .policiesForTarget].map {
        "plan \(name($0.command)) '' \"$account\" '\($0.command)'"
      }
    }
    if settings.regions.isEmpty {
      lines.append("aws \(regions.command) --region=us-east-1 \\")
      lines.append(
        "  --query=\(singleQuoted(CollectOperation.enabledRegions.query)) --output=text"
          + " </dev/null >.list 2>/dev/null || :")
      lines.append("list=$(LC_ALL=C tr -c 'a-z0-9-' ' ' <.list)")
    } else {
      lines.append("list=\(singleQuoted(settings.regions.joined(separator: " ")))")
    }
    lines += ["for region in $list; do", "  is_region \"$region\" || continue"]
    lines += operations.filter { $0.scope == .region }.map {
      "  \(name($0.command)) \"$region\" ''"
    }
    lines += ["done", "\(name(details.command)) '' ''", "ask_planned"]
    lines += [
      "refusals=$(grep -c '\"file\": null' .calls || :)",
      "finish \"\\\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\\\"\"",
      "echo \"collected; $refusals calls were denied or failed (see manifest.json)\" >&2",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
