import Checklist
import CommandSyntax
import Evidence
import Model
import Platform
import TUI
import Workspace

extension Judging {
  /// The options for evaluating evidence. Options that are not given keep the settings of the session;
  /// without a session, those of the user's configuration.
  init(_ arguments: Arguments) throws {
    self.init(defaults: try UserConfiguration.load().settings)
    asOf = try arguments.value(.asOf, expected: "a date such as 2026-11-20") { Instant($0) }
    origin = try arguments.choice(.origin) { Item.Origin(rawValue: $0) }
    maxAgeDays = try arguments.number(.maxAgeDays, in: Settings.ages, of: "days")
    sensitiveServices = try arguments.value(
      .sensitiveServices, expected: "service prefixes such as iam,s3", Settings.services)
    limits = try arguments.value(
      .limits, expected: "limits in days such as critical=14,high=60", AcceptanceLimits.limits)
  }
}

extension ReviewRequest {
  /// The review of the evidence in `arguments`.
  init(_ arguments: Arguments) throws {
    let source = EvidenceSource(argument: arguments.positional.first)
    if source == .standardInput, arguments[.session] == nil {
      throw UsageError.conflict("evidence on standard input needs --session FILE for the decisions")
    }
    self.init(source, judging: try Judging(arguments))
    session = arguments[.session]
    previous = arguments[.previous]
    stateFolder = ProcessEnvironment.state
  }
}
