@testable import Model

/// What a fake client answers to one call.
struct FakeReply {
  var status = 0
  var output = ""
  var errors = ""
  /// How long it takes, in milliseconds of the fake's own time.
  var takes = 1

  static func error(_ code: String, _ text: String = "no") -> FakeReply {
    FakeReply(
      status: 254, errors: "\nAn error occurred (\(code)) when calling the X operation: \(text)\n")
  }
}

/// A client that answers out of a test, in a time of its own: hours pass at once.
final class FakeClient: CommandRunner {
  private(set) var now = 0
  /// The words of every call after the program, in order.
  private(set) var calls: [[String]] = []
  /// The most that ran at once.
  private(set) var most = 0
  /// Whether all that ran was ended.
  private(set) var isStopped = false
  private var running: [(due: Int, result: CommandResult, output: (any OutputSink)?)] = []
  private let timeout: Int?
  private let answer: (FakeClient, [String]) -> FakeReply

  /// A client that answers by `answer`, which is given the words after the program.
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
    // In small pieces, as pipes give them.
    let isTaken = stride(from: 0, to: bytes.count, by: 7).allSatisfy { start in
      bytes[start..<min(start + 7, bytes.count)].withUnsafeBytes { output?.take($0) ?? true }
    }
    let result = CommandResult(
      id: id, ending: isLate ? .timedOut : isTaken ? .exited(reply.status) : .overlong,
      output: output == nil ? bytes : [], errors: reply.errors)
    running.append((now + min(reply.takes, command.timeoutMilliseconds), result, output))
    most = max(most, running.count)
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

  /// How often the operation was called.
  func count(_ operation: String) -> Int {
    calls.count { $0.prefix(2).joined(separator: " ") == operation }
  }

  /// The value of an option in `words`.
  static func value(_ option: String, in words: [String]) -> String? {
    words.first { $0.hasPrefix("--\(option)=") }.map { String($0.dropFirst(option.count + 3)) }
  }
}

/// A small account that a fake client answers for; a test changes what it is about.
struct FakeAccount {
  var id = "123456789012"
  var roles = ["arn:aws:iam::123456789012:role/Deploy"]
  var regions = ["eu-west-1", "us-east-1"]
  var isInOrganization = false
  /// Answers in the place of the usual ones, by operation.
  var replies: [String: (FakeClient, [String]) -> FakeReply] = [:]

  /// The client for it.
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
    case "iam list-virtual-mfa-devices": #"{"VirtualMFADevices": []}"#
    case "iam get-account-password-policy": #"{"PasswordPolicy": {}}"#
    case "iam list-organizations-features":
      #"{"OrganizationId": "o-1", "EnabledFeatures": []}"#
    case "iam list-open-id-connect-providers": #"{"OpenIDConnectProviderList": []}"#
    case "iam list-saml-providers": #"{"SAMLProviderList": []}"#
    case "iam generate-service-last-accessed-details":
      "{\"JobId\": \"job-\(SHA256Digest(of: FakeClient.value("arn", in: words) ?? "").description.prefix(8))\"}"
    case "iam get-service-last-accessed-details":
      #"{"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "ServicesLastAccessed": []}"#
    case "accessanalyzer list-analyzers": #"{"analyzers": []}"#
    case "ec2 describe-instances": #"{"Reservations": []}"#
    case "lambda list-functions": #"{"Functions": []}"#
    case "cloudtrail describe-trails": #"{"trailList": []}"#
    case "configservice describe-configuration-recorders": #"{"ConfigurationRecorders": []}"#
    case "configservice describe-configuration-recorder-status":
      #"{"ConfigurationRecordersStatus": []}"#
    default: operation.hasPrefix("organizations ") ? organization(operation, words) : nil
    }
  }

  /// The account below an organizational unit below the root, each with a policy of its own.
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
