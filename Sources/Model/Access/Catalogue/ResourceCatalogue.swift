internal import Synchronization

/// The resource types of AWS services, and the resource types and condition keys of each action.
///
///     kms⇥alias=kms:*:@:alias/* key=kms:*:@:key/*⇥1! - 0!,1!⇥aws:TagKeys kms:ViaService …⇥0,1 -⇥0/0 1/1
///
/// One line per service of `Data/resources.tsv`, which `Scripts/action-catalogue` writes: its
/// resource types with ARN formats, the distinct lists of types (`ResourceCatalogue.Uses`), its
/// condition keys, the distinct lists of keys, and for each action, in the order of `actions.tsv`, a
/// list of types and a list of keys. A format omits `arn:` and the partition; `@` is the account id,
/// and `*` a name or any region. Services are parsed one by one, when needed. See
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
public final class ResourceCatalogue: Sendable {
  /// The bundled catalogue.
  static let bundled = ResourceCatalogue(bytes: embeddedFile("Data/resources.tsv"))

  /// A resource type.
  public struct ResourceType: Hashable, Sendable {
    /// Its name in the AWS reference, such as `key`, with `_` for a space.
    public let name: String
    /// The formats of its ARNs, such as `kms:*:@:key/*`; most types have one.
    public let formats: [String]
  }

  /// The resource types of an action, as indices in the service's `types`.
  ///
  ///     0!,1!    a request names a resource of type 0 and one of type 1
  ///     0|1!     a request names a resource of type 0 or of type 1
  ///     0?,1?    the reference leaves open which of the two above applies
  ///     0        a request can name a resource of type 0
  struct Uses: Hashable, Sendable {
    /// Lists of types; a request names a resource of one type of each list.
    private(set) var certain: [[Int]] = []
    /// Lists of types; a request names a resource of one type of each list, or of one of all lists.
    private(set) var open: [[Int]] = []
    /// The types of resources that a request need not name.
    private(set) var optional: [Int] = []
    /// All types, in the order of the reference.
    private(set) var types: [Int] = []

    var isEmpty: Bool { types.isEmpty }

    /// The types of resources that a request certainly names, as lists like those in `certain`. If a
    /// request need not name any, the types that it can name are one list.
    ///
    /// If the reference is ambiguous, `isStrict` means a resource of each type; otherwise one
    /// resource is sufficient.
    func lists(isStrict: Bool) -> [[Int]] {
      let read = isStrict || open.isEmpty ? open : [open.flatMap(\.self)]
      let required = certain + read
      return required.isEmpty && !optional.isEmpty ? [optional] : required
    }

    init(_ text: Substring) {
      for part in text.split(separator: ",") where part != "-" {
        let types = part.split { $0 == "|" || $0 == "!" || $0 == "?" }.compactMap { Int($0) }
        self.types += types
        switch part.last {
        case "!": certain.append(types)
        case "?": open.append(types)
        default: optional += types
        }
      }
    }
  }

  /// The data of one service.
  final class Service: Sendable {
    let types: [ResourceType]
    /// The distinct lists of types.
    let uses: [Uses]
    let keys: [String]
    let keySets: [[Int]]
    /// The indices in `uses` and `keySets` of each action.
    let actions: [(uses: Int, keys: Int)]

    init(fields: [Substring]) {
      types = fields[1].split(separator: " ").map { word in
        let parts = word.split(separator: "=", maxSplits: 1)
        return ResourceType(
          name: String(parts[0]), formats: parts[1].split(separator: ",").map(String.init))
      }
      uses = fields[2].split(separator: " ").map(Uses.init)
      keys = fields[3].split(separator: " ").map(String.init)
      keySets = fields[4].split(separator: " ").map { list in
        list.split(separator: ",").compactMap { Int($0) }
      }
      actions = fields[5].split(separator: " ").map { code in
        let parts = code.split(separator: "/")
        return (Int(parts[0]) ?? 0, Int(parts[1]) ?? 0)
      }
    }
  }

  private let bytes: [UInt8]
  private let lines: [String: Range<Int>]
  private let read = Mutex<[String: Service]>([:])

  init(bytes: [UInt8]) {
    self.bytes = bytes
    var lines: [String: Range<Int>] = [:]
    lines.reserveCapacity(512)
    // A plain loop, because every run needs the lines once, and slices would take a millisecond.
    bytes.withUnsafeBufferPointer { bytes in
      var (start, tab) = (0, -1)
      for place in bytes.indices {
        if bytes[place] == UInt8(ascii: "\t"), tab < start { tab = place }
        guard bytes[place] == UInt8(ascii: "\n") || place == bytes.count - 1 else { continue }
        let end = bytes[place] == UInt8(ascii: "\n") ? place : place + 1
        if tab >= start { lines[String(decoding: bytes[start..<tab], as: UTF8.self)] = start..<end }
        start = place + 1
      }
    }
    self.lines = lines
  }

  /// The data of the service with the prefix, in lower case; nil for an unknown service.
  func service(_ name: String) -> Service? {
    read.withLock { known in
      if let service = known[name] { return service }
      guard let line = lines[name] else { return nil }
      let fields = String(decoding: bytes[line], as: UTF8.self)
        .split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 6 else { return nil }
      let service = Service(fields: fields)
      known[name] = service
      return service
    }
  }
}

extension ActionCatalogue {
  /// The resource types of `service:Action`; empty if it has none or is unknown.
  public func resourceTypes(of action: String) -> [ResourceCatalogue.ResourceType] {
    guard let (service, place) = resources(of: action) else { return [] }
    return service.uses[service.actions[place].uses].types.map { service.types[$0] }
  }

  /// The condition keys of `service:Action` other than global ones; empty if it is unknown.
  ///
  /// Includes those of its resource types.
  public func conditionKeys(of action: String) -> [String] {
    guard let (service, place) = resources(of: action) else { return [] }
    return service.keySets[service.actions[place].keys].map { service.keys[$0] }
  }

  /// The data of the action's service, and the index of the action.
  func resources(of action: String) -> (service: ResourceCatalogue.Service, place: Int)? {
    guard let index = index(ofAction: action) else { return nil }
    let service = services[Int(entries[index].service)]
    let place = index - service.actions.lowerBound
    guard let facts = ResourceCatalogue.bundled.service(service.name),
      facts.actions.indices.contains(place)
    else { return nil }
    return (facts, place)
  }
}
