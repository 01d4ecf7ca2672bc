internal import Platform

/// The rules of `Data/events.tsv`, by which CloudTrail events become actions and resources.
package struct EventRules: Sendable {
  /// The bundled rules.
  package static let bundled = EventRules(
    text: String(decoding: embeddedFile("Data/events.tsv"), as: UTF8.self))

  /// A request parameter that names the resource of a call.
  package struct Resource: Sendable {
    /// The name of the parameter.
    package let parameter: String
    /// The ARN, in which `{}` is the value; `{partition}`, `{region}` and `{account}` are those of
    /// the call.
    package let template: String
  }

  /// The actions of a service whose calls are logged as management events.
  struct LoggedActions: Sendable {
    /// Whether all actions are logged except `names`; otherwise only `names` are.
    let isAllBut: Bool
    let names: Set<String>
  }

  private(set) var logged: [String: LoggedActions] = [:]
  private(set) package var services: [String: [String]] = [:]
  private(set) package var actions: [String: [String]] = [:]
  private(set) package var noPermission: [String: String] = [:]
  private(set) package var notPassing: Set<String> = []
  private(set) package var resources: [String: [Resource]] = [:]
  private(set) package var denied: Set<String> = []
  private(set) package var agents: [(text: [UInt8], family: String)] = []

  init(text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 4 else { continue }
      let event = "\(fields[1]) \(fields[2])".lowercased()
      let value = fields[3]
      let words = value.split(separator: " ").map(String.init)
      switch fields[0] {
      case "service": services[fields[1]] = words
      case "action": actions[event] = words
      case "none": noPermission[event] = value
      case "nopass": notPassing.insert(event)
      case "resource":
        resources[fields[1], default: []].append(
          Resource(parameter: fields[2], template: value))
      case "logged":
        logged[fields[1]] = LoggedActions(isAllBut: fields[2] == "*", names: Set(words))
      case "denied": denied.insert(fields[2])
      case "agent": agents.append((Array(fields[2].utf8), value))
      default: break
      }
    }
  }

  /// The event source without its domain: `s3` for `s3.amazonaws.com`.
  package static func service(ofSource source: String) -> String {
    guard let domain = source.firstRange(of: ".amazonaws.com") else { return source }
    return String(source[..<domain.lowerBound])
  }

  /// Whether role ARNs in the parameters of the event are passed to a service.
  package func passesRoles(_ event: String, service: String) -> Bool {
    !notPassing.contains("\(service) *")
      && !notPassing.contains("\(service) \(event)".lowercased())
  }

  /// Whether the error code means that AWS denied the request: `Client.UnauthorizedOperation`.
  package func isDenial(_ code: String) -> Bool {
    code.split(separator: ".").last.map { denied.contains(String($0)) } ?? false
  }

  /// The family of the program that called, `other` for an unknown one; empty without user agent.
  package func family(ofAgent agent: [UInt8]) -> String {
    if agent.isEmpty { return "" }
    return agents.first { agent.offset(of: $0.text) != nil }?.family ?? "other"
  }
}

extension EventRules.Resource {
  /// The ARN of the resource that the parameter names with `value`: an ARN is used as it is.
  package func arn(of value: String, region: String, account: String) -> String? {
    guard !value.isEmpty else { return nil }
    if value.hasPrefix("arn:") { return ResourcePattern.of(value) }
    guard template != "{}" else { return nil }
    // The value comes last, because it can contain anything.
    return template.replacing("{partition}", with: Partition.of(region: region).id)
      .replacing("{region}", with: region).replacing("{account}", with: account)
      .replacing("{}", with: value)
  }
}
