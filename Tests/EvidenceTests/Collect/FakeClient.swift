@testable import Evidence
@testable import Platform

/// The answer of a fake client to one call.
struct FakeReply {
  var status = 0
  var output = ""
  var errors = ""
  /// The duration in milliseconds of simulated time.
  var takes = 1

  static func error(_ code: String, _ text: String = "no") -> FakeReply {
    FakeReply(
      status: 254, errors: "\nAn error occurred (\(code)) when calling the X operation: \(text)\n")
  }
}

/// A client whose answers come from a test, with simulated time.
final class FakeClient: CommandRunner {
  private(set) var now = 0
  /// The arguments of every call, in order.
  private(set) var calls: [[String]] = []
  /// The maximum number of concurrent calls.
  private(set) var maximum = 0
  /// Whether all running calls were stopped.
  private(set) var isStopped = false
  private var running: [(due: Int, result: CommandResult, output: (any OutputSink)?)] = []
  private let timeout: Int?
  private let answer: (FakeClient, [String]) -> FakeReply

  /// Creates a client that answers with `answer`, which receives the arguments.
  init(_ answer: @escaping (FakeClient, [String]) -> FakeReply) {
    self.answer = answer
    timeout = nil
  }

  func start(_ command: CollectorCommand, id: Int, output: (any OutputSink)?) {
    let words = Array(command.words.dropFirst())
    calls.append(words)
    let reply = answer(self, words)
    let isLate = reply.takes > command.timeoutMilliseconds
    let bytes = Array(reply.output.utf8)
    // In small pieces, as from a pipe.
    let isTaken = stride(from: 0, to: bytes.count, by: 7).allSatisfy { start in
      bytes[start..<min(start + 7, bytes.count)].withUnsafeBytes { output?.take($0) ?? true }
    }
    let result = CommandResult(
      id: id, ending: isLate ? .timedOut : isTaken ? .exited(reply.status) : .overlong,
      output: output == nil ? bytes : [], errors: reply.errors)
    running.append((now + min(reply.takes, command.timeoutMilliseconds), result, output))
    maximum = max(maximum, running.count)
  }

  func wait(milliseconds: Int) -> [CommandResult] {
    let next = running.map(\.due).min() ?? .max
    now = max(now, min(next, now + milliseconds))
    let ended = running.filter { $0.due <= now }.map(\.result)
    running.removeAll { $0.due <= now }
    return ended
  }

  func stop() {
    running = []
    isStopped = true
  }

  /// The number of calls of the operation.
  func count(_ operation: String) -> Int {
    calls.count { $0.prefix(2).joined(separator: " ") == operation }
  }

  /// The value of an option in `words`.
  static func value(_ option: String, in words: [String]) -> String? {
    words.first { $0.hasPrefix("--\(option)=") }.map { String($0.dropFirst(option.count + 3)) }
  }
}

/// A small account for which a fake client answers; tests change the relevant parts.
struct FakeAccount {
  var id = "123456789012"
  var roles = ["arn:aws:iam::123456789012:role/Deploy"]
  var regions = ["eu-west-1", "us-east-1"]
  var isInOrganization = false
  /// Answers that replace the default ones, by operation.
  var replies: [String: (FakeClient, [String]) -> FakeReply] = [:]

  /// A client for the account.
  func client() -> FakeClient {
    FakeClient { client, words in
      let operation = words.prefix(2).joined(separator: " ")
      if let reply = replies[operation] { return reply(client, words) }
      return FakeReply(output: usual(operation, words) ?? "{}")
    }
  }

  private func usual(_ operation: String, _ words: [String]) -> String? {
    switch operation {
    case "sts get-caller-identity":
      #"{"UserId": "AIDA", "Account": "\#(id)", "Arn": "arn:aws:iam::\#(id):user/auditor"}"#
    case "ec2 describe-regions":
      "{\"Regions\": ["
        + regions.map { #"{"RegionName": "\#($0)", "OptInStatus": "opted-in"}"# }
        .joined(separator: ", ") + "]}"
    case "iam get-account-authorization-details":
      "{\"UserDetailList\": [], \"GroupDetailList\": [], \"Policies\": [], \"RoleDetailList\": ["
        + roles.map { "{\"Arn\": \(JSONValue.string($0).compactText)}" }.joined(separator: ", ")
        + "]}"
    case "iam generate-credential-report": #"{"State": "COMPLETE"}"#
    case "iam get-credential-report": #"{"Content": "dXNlcg==", "ReportFormat": "text/csv"}"#
    case "iam get-account-summary": #"{"SummaryMap": {"Users": 0}}"#
    case "iam list-account-aliases": #"{"AccountAliases": ["fake"]}"#
    case "iam get-account-password-policy": #"{"PasswordPolicy": {}}"#
    case "iam list-organizations-features":
      #"{"OrganizationId": "o-1", "EnabledFeatures": []}"#
    case "iam generate-service-last-accessed-details":
      "{\"JobId\": \"job-\(SHA256Digest(of: FakeClient.value("arn", in: words) ?? "").description.prefix(8))\"}"
    case "iam get-service-last-accessed-details":
      #"{"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "ServicesLastAccessed": []}"#
    default: organization(operation, words) ?? empty(operation)
    }
  }

  /// An empty list, for each call that asks about the whole account or region.
  private func empty(_ operation: String) -> String? {
    CollectOperation.named(operation).flatMap { call in
      [.account, .region].contains(call.scope) ? #"{"\#(call.expects)": []}"# : nil
    }
  }

  /// The account in an organizational unit below the root, each with a separate policy.
  private func organization(_ operation: String, _ words: [String]) -> String? {
    switch operation {
    case "organizations describe-organization": return #"{"Organization": {"Id": "o-1"}}"#
    case "organizations list-roots": return #"{"Roots": [{"Id": "r-ab12"}]}"#
    case "organizations list-parents":
      let parent = FakeClient.value("child-id", in: words) == id ? "ou-ab12-1" : "r-ab12"
      return #"{"Parents": [{"Id": "\#(parent)"}]}"#
    case "organizations list-policies-for-target":
      let target = FakeClient.value("target-id", in: words) ?? ""
      return #"{"Policies": [{"Id": "p-of-\#(target)", "Type": "SERVICE_CONTROL_POLICY"}]}"#
    case "organizations describe-policy":
      return #"{"Policy": {"PolicySummary": {}, "Content": "{}"}}"#
    default: return nil
    }
  }
}
