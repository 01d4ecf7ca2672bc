internal import Synchronization

/// The forms of the ARNs of one account's resources, by resource type.
///
///     kms key: arn : aws : kms : any region : 123456789012 : key/⟨name⟩
///
/// A policy entry covers a type if it matches every ARN of that form: `arn:aws:*:*:123456789012:*`
/// covers the keys of account 123456789012, but not its buckets, whose ARNs have no account.
final class AccountResources: Sendable {
  let catalogue: ActionCatalogue
  let account: String?
  let partition: String
  private let known = Mutex<[Int: Service]>([:])

  /// Creates the resources of the account, whose id can be unknown, in the partition.
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

/// A resource type in one account.
struct ResourceKind: Sendable {
  let name: String
  let shapes: [ARNShape]

  /// Whether it is an alternative way to access objects of a bucket. A principal that is denied the
  /// bucket's own ARNs is then denied the objects too. See
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html.
  let isAccessPoint: Bool

  init(name: String, shapes: [ARNShape]) {
    self.name = name
    self.shapes = shapes
    isAccessPoint = shapes.allSatisfy {
      $0.service.hasPrefix("s3") && $0.resourceText.hasPrefix("accesspoint/")
    }
  }

  /// How much of the type `entries` match.
  func part(of entries: [ResourceEntry], partition: String) -> Part {
    var found: Part?
    for shape in shapes {
      var maximum = Part.none
      for entry in entries where maximum != .whole {
        maximum = max(maximum, entry.part(of: shape, partition: partition))
      }
      if let found, found != maximum { return .some }
      found = maximum
    }
    return found ?? .none
  }
}

/// How much of something is covered.
enum Part: Int, Comparable, Sendable {
  case none, some, whole

  static func < (left: Part, right: Part) -> Bool { left.rawValue < right.rawValue }
}

/// The form of the ARNs of a resource type in an account.
struct ARNShape: Sendable {
  let service: String
  /// `*` for any region; empty if the ARN has none.
  let region: String
  /// `*` for any account; empty if the ARN has none.
  let account: String
  let resourceText: String
  let resource: WildcardPattern
  /// The number of slashes in the resource part; nil if names can contain slashes.
  let slashes: Int?
  /// The number of colons, likewise: text after a further colon is a version of the resource, which
  /// is a separate type.
  private let colons: Int?

  /// Creates the form for `format` (`kms:*:@:key/*`); `others` are all formats of the service.
  ///
  /// A name contains no slash if another format continues after it with a slash: names of buckets
  /// do not, because `s3:::*/*` are objects.
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

  /// Whether `arn`, which can end in a wildcard, has this form.
  func fits(_ arn: String) -> Bool {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == service,
      region == "*" || parts[3] == region, account == "*" || parts[4] == account,
      resource.matches(String(parts[5]))
    else { return false }
    let counts = [(UInt8(ascii: "/"), slashes), (UInt8(ascii: ":"), colons)]
    return counts.allSatisfy { mark, maximum in
      maximum.map { most in parts[5].utf8.count { $0 == mark } <= most } ?? true
    }
  }

  /// A search among its ARNs in `region`, which is ignored if they have none.
  func search(partition: String, region: String) -> TextSearch {
    let region = self.region == "*" ? region : self.region
    let beginning = "arn:\(partition):\(service):\(region):\(account):"
    let start = ARNPattern(beginning + "*", variables: false).segmentTokens.dropLast()
    var search = TextSearch(start + resource.tokens)
    for (mark, maximum) in [("/", slashes), (":", colons)] {
      guard let maximum, let mark = mark.utf8.first else { continue }
      let more = (0...maximum).flatMap { _ in [TextSearch.Token(mark), WildcardPattern.star] }
      search.require([
        TextSearch.Scope(patterns: [start + [WildcardPattern.star] + more], isNegated: true)
      ])
    }
    return search
  }

  /// All its ARNs as one pattern: any region, any name.
  func pattern(partition: String) -> String {
    "arn:\(partition):\(service):\(region):\(account):\(resourceText)"
  }

  /// The ARNs of `format` (`kms:*:@:key/*`) in the account as one pattern.
  static func pattern(_ format: String, account: String?, partition: String) -> String {
    "arn:\(partition):" + parts(format, account: account).joined(separator: ":")
  }

  /// The service, region, account and resource of a format.
  private static func parts(_ format: String, account: String?) -> [String] {
    format.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false).enumerated()
      .map { $0.offset == 2 && $0.element == "@" ? account ?? "*" : String($0.element) }
  }
}
