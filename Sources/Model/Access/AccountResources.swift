internal import Synchronization

/// What the ARNs of one account's resources can look like, type by type.
///
///     kms key: arn : aws : kms : any region : 123456789012 : key/⟨name⟩
///
/// An entry of a policy covers a type if every ARN of that form fits it: `arn:aws:*:*:123456789012:*`
/// covers the keys of account 123456789012, but not its buckets, whose ARNs have no account.
final class AccountResources: Sendable {
  let catalogue: ActionCatalogue
  let account: String?
  let partition: String
  private let known = Mutex<[Int: Service]>([:])

  /// The account with the id, which may be unknown, in the partition.
  init(catalogue: ActionCatalogue, account: String?, partition: String = "aws") {
    self.catalogue = catalogue
    self.account = account
    self.partition = partition
  }

  /// The resource types of a service in this account.
  final class Service: Sendable {
    let facts: ResourceCatalogue.Service
    let kinds: [ResourceKind]

    init(_ facts: ResourceCatalogue.Service, account: String?) {
      self.facts = facts
      let formats = facts.types.flatMap(\.formats)
      kinds = facts.types.map { type in
        ResourceKind(
          name: type.name,
          shapes: type.formats.map { ARNShape($0, account: account, among: formats) })
      }
    }

    /// The resource types of the action at `place`.
    func uses(at place: Int) -> ResourceCatalogue.Uses {
      facts.actions.indices.contains(place)
        ? facts.uses[facts.actions[place].uses] : ResourceCatalogue.Uses("")
    }
  }

  /// The types of the service of the action at `index` of the catalogue, and those of the action.
  func uses(ofAction index: Int) -> (service: Service, uses: ResourceCatalogue.Uses)? {
    let number = Int(catalogue.entries[index].service)
    guard let service = service(number) else { return nil }
    return (service, service.uses(at: index - catalogue.services[number].actions.lowerBound))
  }

  /// The resource types of the service at `index` of the catalogue; nil if none are known.
  func service(_ index: Int) -> Service? {
    known.withLock { known in
      if let service = known[index] { return service }
      guard let facts = ResourceCatalogue.bundled.service(catalogue.services[index].name) else {
        return nil
      }
      let service = Service(facts, account: account)
      known[index] = service
      return service
    }
  }
}

/// A type of resource, as it is in one account.
struct ResourceKind: Sendable {
  let name: String
  let shapes: [ARNShape]

  /// Whether it is another way to the objects of a bucket, so that who is denied the bucket's own
  /// ARNs is denied the bucket. See
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html.
  let isAccessPoint: Bool

  init(name: String, shapes: [ARNShape]) {
    self.name = name
    self.shapes = shapes
    isAccessPoint = shapes.allSatisfy {
      $0.service.hasPrefix("s3") && $0.resourceText.hasPrefix("accesspoint/")
    }
  }

  /// How much of it `entries` fit.
  func part(of entries: [ResourceEntry], partition: String) -> Part {
    var found: Part?
    for shape in shapes {
      var most = Part.none
      for entry in entries where most != .whole {
        most = max(most, entry.part(of: shape, partition: partition))
      }
      if let found, found != most { return .some }
      found = most
    }
    return found ?? .none
  }
}

/// How much of something is meant.
enum Part: Int, Comparable, Sendable {
  case none, some, whole

  static func < (left: Part, right: Part) -> Bool { left.rawValue < right.rawValue }
}

/// The form that the ARNs of a resource type have in an account.
struct ARNShape: Sendable {
  let service: String
  /// `*` for any region; empty if the ARN has none.
  let region: String
  /// `*` where any account is possible; empty if the ARN has none.
  let account: String
  let resourceText: String
  let resource: WildcardPattern
  /// How many slashes an ARN's resource part has; nil if names may hold some.
  let slashes: Int?
  /// The same of colons: what follows another one is a version of the resource, which is a type of its own.
  private let colons: Int?

  /// The form that `format` spells (`kms:*:@:key/*`) beside `others` of the same service.
  ///
  /// A name holds no slash where another format goes on after it with one: a bucket's does not,
  /// since `s3:::*/*` are objects.
  init(_ format: String, account: String?, among others: [String]) {
    let parts = Self.parts(format, account: account)
    (service, region, self.account, resourceText) = (parts[0], parts[1], parts[2], parts[3])
    resource = WildcardPattern(
      resourceText.split(separator: "*", omittingEmptySubsequences: false)
        .joined(separator: "?*"))
    let isContinued = others.contains { $0.hasPrefix(format + "/") }
    slashes = isContinued ? resourceText.utf8.count { $0 == UInt8(ascii: "/") } : nil
    let hasVersions = others.contains(format + ":*")
    colons = hasVersions ? resourceText.utf8.count { $0 == UInt8(ascii: ":") } : nil
  }

  /// A search among its ARNs in `region`, which counts where they have one.
  func search(partition: String, region: String) -> TextSearch {
    let region = self.region == "*" ? region : self.region
    let beginning = "arn:\(partition):\(service):\(region):\(account):"
    let start = ARNPattern(beginning + "*", variables: false).segmentTokens.dropLast()
    var search = TextSearch(start + resource.tokens)
    for (mark, most) in [("/", slashes), (":", colons)] {
      guard let most, let mark = mark.utf8.first else { continue }
      let more = (0...most).flatMap { _ in [TextSearch.Token(mark), WildcardPattern.star] }
      search.require([
        TextSearch.Scope(patterns: [start + [WildcardPattern.star] + more], isNegated: true)
      ])
    }
    return search
  }

  /// Its ARNs as one pattern: any region, any name.
  func pattern(partition: String) -> String {
    "arn:\(partition):\(service):\(region):\(account):\(resourceText)"
  }

  /// The ARNs that `format` spells (`kms:*:@:key/*`) as one pattern, in the account.
  static func pattern(_ format: String, account: String?, partition: String) -> String {
    "arn:\(partition):" + parts(format, account: account).joined(separator: ":")
  }

  /// Service, region, account and resource of a format.
  private static func parts(_ format: String, account: String?) -> [String] {
    format.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false).enumerated()
      .map { $0.offset == 2 && $0.element == "@" ? account ?? "*" : String($0.element) }
  }
}
