/// A group of AWS regions with separate accounts, such as `aws` or `aws-cn`.
///
/// See https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html.
/// The names are from `partitions.json` in botocore 1.43.11; see NOTICE for the source.
public struct Partition: Hashable, Sendable {
  /// The second part of its ARNs, such as `aws-us-gov`.
  public let id: String
  /// The domain of its service principals in addition to `amazonaws.com`, which all partitions
  /// accept, such as `amazonaws.com.cn`; nil if there is none.
  public let domain: String?
  /// The prefix of its region names, such as `us-gov-`, which no other partition uses; empty for
  /// `aws`.
  private let regionPrefix: String
  /// The region that every account of the partition has. It also contains the partition's IAM
  /// endpoint: `aws:RequestedRegion` of an IAM call is this region. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion.
  public let mainRegion: String
  /// All its current regions, in alphabetical order.
  public let regions: [String]
  /// A possible name of a future region of the partition.
  public let futureRegion: String

  /// Such names with each point of the compass.
  public var futureRegions: [String] {
    let words = futureRegion.split(separator: "-").map(String.init)
    return Self.compass.sorted().map { point in
      (words.dropLast(2) + [point] + words.suffix(1)).joined(separator: "-")
    }
  }

  /// All partitions whose regions AWS publishes.
  public static let all = [
    Partition(
      id: "aws", domain: nil, regionPrefix: "", mainRegion: "us-east-1",
      regions: """
        af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 \
        ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 \
        ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 \
        eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 \
        mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2
        """, futureRegion: "xx-west-9"),
    Partition(
      id: "aws-cn", domain: "amazonaws.com.cn", regionPrefix: "cn-", mainRegion: "cn-north-1",
      regions: "cn-north-1 cn-northwest-1",
      futureRegion: "cn-west-9"),
    Partition(
      id: "aws-us-gov", domain: nil, regionPrefix: "us-gov-", mainRegion: "us-gov-west-1",
      regions: "us-gov-east-1 us-gov-west-1",
      futureRegion: "us-gov-north-9"),
    Partition(
      id: "aws-eusc", domain: "amazonaws.eu", regionPrefix: "eusc-", mainRegion: "eusc-de-east-1",
      regions: "eusc-de-east-1",
      futureRegion: "eusc-xx-west-9"),
    Partition(
      id: "aws-iso", domain: "c2s.ic.gov", regionPrefix: "us-iso-", mainRegion: "us-iso-east-1",
      regions: "us-iso-east-1 us-iso-west-1",
      futureRegion: "us-iso-north-9"),
    Partition(
      id: "aws-iso-b", domain: "sc2s.sgov.gov", regionPrefix: "us-isob-",
      mainRegion: "us-isob-east-1", regions: "us-isob-east-1 us-isob-west-1",
      futureRegion: "us-isob-north-9"),
    Partition(
      id: "aws-iso-e", domain: "cloud.adc-e.uk", regionPrefix: "eu-isoe-",
      mainRegion: "eu-isoe-west-1", regions: "eu-isoe-west-1",
      futureRegion: "eu-isoe-north-9"),
    Partition(
      id: "aws-iso-f", domain: "csp.hci.ic.gov", regionPrefix: "us-isof-",
      mainRegion: "us-isof-south-1", regions: "us-isof-east-1 us-isof-south-1",
      futureRegion: "us-isof-north-9"),
  ]

  /// The partition `id`; `aws` for an unknown id.
  public static func named(_ id: String) -> Partition {
    all.first { $0.id == id } ?? all[0]
  }

  /// The partition of a region, known or new, by the name of the region.
  public static func of(region: String) -> Partition {
    all.first { !$0.regionPrefix.isEmpty && region.hasPrefix($0.regionPrefix) } ?? all[0]
  }

  /// Whether `text` has the form of a region name: an area, optionally more words, a direction and
  /// a number (`eu-west-1`, `us-gov-east-1`, `eusc-de-east-1`).
  public static func isRegionName(_ text: some StringProtocol) -> Bool {
    let words = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (3...4).contains(words.count), let area = words.first, let number = words.last,
      area.utf8.count == 2 || area == "eusc", (1...2).contains(number.utf8.count),
      number.utf8.allSatisfy({ (48...57).contains($0) })
    else { return false }
    return compass.contains(String(words[words.count - 2]))
      && (words.count == 3 || area == "eusc" || words[1] == "gov" || words[1].hasPrefix("iso"))
      && words.dropLast().allSatisfy { $0.utf8.allSatisfy { (97...122).contains($0) } }
  }

  private static let compass: Set = [
    "north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest",
  ]

  private init(
    id: String, domain: String?, regionPrefix: String, mainRegion: String, regions: String,
    futureRegion: String
  ) {
    self.id = id
    self.domain = domain
    self.regionPrefix = regionPrefix
    self.mainRegion = mainRegion
    self.regions = regions.split(separator: " ").map(String.init)
    self.futureRegion = futureRegion
  }
}
