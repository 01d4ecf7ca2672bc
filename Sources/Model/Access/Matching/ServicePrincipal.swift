/// A service principal, parsed from any of its forms.
///
///     ec2.amazonaws.com               the service, in every partition
///     ec2.amazonaws.com.cn            the same service, in the China partition
///     states.eu-west-1.amazonaws.com  the same service, in one region
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
/// and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services-in-opt-in-regions.
public struct ServicePrincipal: Hashable, Sendable {
  /// The form without region and partition, in lower case: `states.amazonaws.com`.
  public let name: String
  /// The only region in which this form is the service; nil for all regions.
  public let region: String?

  /// Parses `text`, ignoring case; nil if it is not a service principal of `partition`.
  public init?(_ text: String, partition: String) {
    let text = text.lowercased()
    let partition = Partition.named(partition)
    guard let suffix = Self.suffixes(of: partition).first(where: { text.hasSuffix("." + $0) })
    else { return nil }
    let labels = text.dropLast(suffix.utf8.count + 1)
      .split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let regions = labels.filter(Partition.isRegionName)
    let service = labels.filter { !Partition.isRegionName($0) }
    guard regions.count <= 1, !service.isEmpty, service.allSatisfy({ !$0.isEmpty }),
      regions.allSatisfy({ Partition.of(region: $0) == partition })
    else { return nil }
    name = service.joined(separator: ".") + "." + Self.suffix
    region = regions.first
  }

  /// Whether it is the service `name` when it acts in `region`; nil is a region that no form names.
  func isService(_ name: String, in region: String?) -> Bool {
    self.name == name && (self.region == nil || self.region == region)
  }

  /// All forms of the service `name` when it acts in `region`. AWS documents one value of
  /// `iam:PassedToService` for a service, but also accepts policies with the others.
  static func spellings(of name: String, in region: String?, partition: String) -> [String] {
    let stem = name.hasSuffix("." + suffix) ? String(name.dropLast(suffix.utf8.count + 1)) : name
    return suffixes(of: Partition.named(partition)).flatMap { suffix in
      ["\(stem).\(suffix)"] + (region.map { ["\(stem).\($0).\(suffix)"] } ?? [])
    }
  }

  private static let suffix = "amazonaws.com"

  /// The domains of a partition's service principals, its own domain first.
  private static func suffixes(of partition: Partition) -> [String] {
    (partition.domain.map { [$0] } ?? []) + [suffix]
  }
}
