import Checklist
import CommandSyntax
import Evidence
import Model
import Platform
import Reports
import TUI
import Workspace

extension Command {
  private static let context = Option(
    "--context", value: "KEY=VALUE", isRepeatable: true,
    "A condition key of the request, such as aws:SourceIp=192.0.2.1; repeatable.")

  private static let allowUnknown = Option(
    "--allow-unknown", "Match ACTION as text if it is not in the catalogue.")

  /// `explain`: why a principal can or cannot perform an action.
  static let explain = Command(
    name: "explain",
    summary: "Explain why a principal can or cannot perform an action.",
    details: """
      The request is evaluated the way AWS evaluates it within one account: identity-based policies,
      the permissions boundary, service control policies and, for sts:AssumeRole, the role's trust
      policy. Other resource-based policies and session policies are not evaluated. A condition on a key
      without a value makes an Allow conditional and a Deny possible.
      """,
    forms: [
      Form(
        [
          Positional("EVIDENCE", "A folder with evidence, a file, or - for standard input."),
          Positional(
            "PRINCIPAL", "A user, group or role, by name or ARN, or the ARN of a role session.",
            .one, .text),
          Positional("ACTION", "An action, such as s3:GetObject.", .one, .text),
          Positional(
            "RESOURCE",
            "An ARN. With wildcards, it means every matching resource (default: list the resources on"
              + " which the action is allowed).", .optional, .text),
        ], [.optional(context), .optional(allowUnknown)])
    ],
    options: [.textOrJSON, context, allowUnknown, .asOf],
    exits: [
      .success, Exit(.usage, "usage error, or an unknown action; the closest are suggested"),
      Exit(.unreadable, "evidence not readable"), .failure,
    ],
    examples: [
      Example(
        "iam-review explain client-prod/ alice iam:PassRole",
        "List the resources on which alice can perform the action, and why.")
    ]
  ) { arguments in
    let words = arguments.positional
    let isJSON = try arguments.wantsJSON()
    let asOf = try arguments.value(.asOf, expected: "a date such as 2026-11-20") { Instant($0) }
    let request = AccessRequest(
      action: try action(words[2], allowingUnknown: arguments.has(allowUnknown)),
      resource: try resource(words.count > 3 ? words[3] : "*"),
      context: try requestContext(arguments.all(context)))
    let source = EvidenceSource(argument: words[0])
    let account = try EvidenceLoader.load(source, asOf: asOf)
    Warnings.printed.add(account.problems, in: source)
    let engine = AccessEngine(account)
    let name = PrincipalName(words[1], in: engine)
    guard case .found(let subject) = name else {
      throw UsageError.conflict(name.errorMessage(about: words[1]) ?? words[1])
    }
    let explanation = AccessExplanation(request, by: subject, in: engine)
    let text = isJSON ? explanation.json.prettyText + "\n" : plain(explanation)
    return Messages.printResult(text) ? .success : .failure
  }

  private static func action(
    _ text: String, allowingUnknown: Bool
  ) throws(UsageError) -> String {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
      !text.contains(where: { $0 == "*" || $0 == "?" || $0.isWhitespace })
    else {
      throw .conflict("ACTION: expected one action such as s3:GetObject, not \"\(text)\"")
    }
    if !allowingUnknown, let missing = ActionNotFound(text) {
      let hint = missing.suggestion.isEmpty ? "check the name" : missing.suggestion
      let rest = missing.suggestion.isEmpty ? ", or add" : " Otherwise, add"
      throw .conflict(
        "unknown action \(text): \(missing.reason); \(hint)\(rest) \(allowUnknown.name) to match it"
          + " as text")
    }
    return text
  }

  private static func resource(_ text: String) throws(UsageError) -> String {
    guard text == "*" || ARN(text).isComplete else {
      throw .conflict("RESOURCE: expected an ARN or *, not \"\(text)\"")
    }
    return text
  }

  /// A key that is repeated has several values.
  private static func requestContext(_ pairs: [String]) throws(UsageError) -> RequestContext {
    var values: [String: [String]] = [:]
    for pair in pairs {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw .wrongValue(option: context.name, value: pair, expected: "KEY=VALUE")
      }
      values[parts[0].lowercased(), default: []].append(String(parts[1]))
    }
    return RequestContext(values)
  }

  /// The answer, followed by its reasons with their position in the evidence.
  private static func plain(_ explanation: AccessExplanation) -> String {
    var lines = [explanation.headline]
    for line in explanation.lines {
      // The longest label is as wide as its column.
      let label = line.label + (line.label.count < 13 ? "" : " ")
      lines.append("  " + label.padded(to: 13) + line.text)
      if let citation = line.citation {
        let place = citation.line.map { ":\($0)" } ?? ""
        lines.append(
          String(repeating: " ", count: 15) + "\(citation.file)\(place) \(citation.place)")
      }
    }
    return lines.map { VisibleText.line($0) + "\n" }.joined()
  }
}
