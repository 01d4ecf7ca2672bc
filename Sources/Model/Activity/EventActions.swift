internal import Synchronization

/// Finds the IAM actions that AWS checks for a CloudTrail event.
///
/// The name of most events is that of an API operation, and that of an action of the service. The
/// order of the sources is: events that need no permission and other exceptions
/// (`Data/events.tsv`), the action catalogue, the name without its API version, and the actions of
/// API operations (`Data/operations.tsv`). See
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html.
public final class EventActions: Sendable {
  /// The bundled rules and catalogue.
  public static let bundled = EventActions()

  /// The actions of an event.
  public struct Result: Hashable, Sendable {
    /// How the actions are known.
    public enum Mapping: String, Sendable {
      /// AWS checks these actions.
      case known
      /// The event needs no permission: a sign-in, or an event of the service itself.
      case none
      /// No action of the catalogue is known for the event.
      case unknown
    }

    /// How they are known.
    public let mapping: Mapping
    /// The actions, `service:Action`, in alphabetical order.
    public let actions: [String]
  }

  private let rules = EventRules.bundled
  private let catalogue = ActionCatalogue.bundled
  private let found = Mutex<[String: Result]>([:])
  /// The number of results that are kept, because event names in damaged logs are unlimited.
  private static let limit = 20_000

  /// The actions of the event `event` of `source`, such as `s3.amazonaws.com`; `type` is the type
  /// of the event.
  public func find(_ event: String, source: String, type: String) -> Result {
    let key = "\(source) \(event) \(type)"
    if let known = found.withLock({ $0[key] }) { return known }
    let result = search(event, EventRules.service(ofSource: source), type)
    found.withLock {
      if $0.count >= Self.limit { $0.removeAll() }
      $0[key] = result
    }
    return result
  }

  private func search(_ event: String, _ service: String, _ type: String) -> Result {
    if type == "AwsServiceEvent" || type == "AwsVpceEvent" {
      return Result(mapping: .none, actions: [])
    }
    for name in names(of: event) {
      let key = "\(service) \(name)".lowercased()
      if rules.noPermission[key] != nil { return Result(mapping: .none, actions: []) }
      if let actions = rules.actions[key] { return known(actions) }
      let prefixes = rules.services[service] ?? [prefix(of: service)]
      if let action = prefixes.lazy.compactMap({ self.catalogue.canonicalName("\($0):\(name)") })
        .first
      {
        return known([action])
      }
      for prefix in [service] + prefixes {
        guard let row = OperationRow.find(name, ofService: prefix) else { continue }
        let actions = row.actions(named: name, in: catalogue)
        if !actions.isEmpty { return known(actions) }
        if row.reason == "none" { return Result(mapping: .none, actions: []) }
      }
    }
    return Result(mapping: .unknown, actions: [])
  }

  private func known(_ actions: [String]) -> Result {
    Result(mapping: .known, actions: actions.sorted())
  }

  private func prefix(of service: String) -> String {
    service.split(separator: ".").first.map(String.init) ?? service
  }

  /// The name, and the name without an API version: `GetFunction20150331v2`,
  /// `CreateDistribution2020_05_31`.
  private func names(of event: String) -> [String] {
    var bytes = Array(event.utf8)
    if bytes.count > 2, bytes[bytes.count - 2] == UInt8(ascii: "v"), isDigit(bytes[bytes.count - 1])
    {
      bytes.removeLast(2)
    }
    let digits = bytes.reversed().prefix { isDigit($0) || $0 == UInt8(ascii: "_") }
    let short = bytes.dropLast(digits.count)
    guard digits.count(where: isDigit) == 8, !short.isEmpty else { return [event] }
    return [event, String(decoding: short, as: UTF8.self)]
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
