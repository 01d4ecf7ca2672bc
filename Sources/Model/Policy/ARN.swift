internal import Platform

/// An Amazon Resource Name: `arn:partition:service:region:account:resource`.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
public struct ARN: Hashable, Sendable, CustomStringConvertible {
  /// The ARN as in the evidence.
  public let description: String

  /// Creates the ARN `text`, even if it does not have all six parts.
  public init(_ text: String) {
    description = text
  }

  /// Whether the text begins with `arn:` and has all six parts.
  public var isComplete: Bool {
    description.hasPrefix("arn:") && description.utf8.count { $0 == UInt8(ascii: ":") } >= 5
  }

  /// Whether it has the form that AWS prints for a resource of `service` in an account, or of AWS
  /// itself if `isOfAWS`; `type` is the beginning of the resource, such as `role/`.
  package func isValid(_ service: String, _ type: String, isOfAWS: Bool = false) -> Bool {
    isComplete && (partition == "aws" || partition.hasPrefix("aws-")) && self.service == service
      && (account.isAccountID || isOfAWS && account == "aws") && resource.hasPrefix(type)
      && resource != type
      && description.unicodeScalars.allSatisfy { $0 != " " && VisibleText.isVisible($0) }
  }

  /// `aws`, `aws-cn`, `aws-us-gov`, …; empty if the text is not an ARN.
  public var partition: String { part(1) }
  /// The service prefix, such as `iam`.
  public var service: String { part(2) }
  /// The region; empty for global services.
  public var region: String { part(3) }
  /// The account id, `aws` for resources managed by AWS, or empty.
  public var account: String { part(4) }
  /// Everything after the fifth colon, including colons and slashes: `role/service-role/Deploy`.
  public var resource: String { part(5) }

  /// The last part of a resource path: `Deploy` in `role/service-role/Deploy`.
  public var resourceName: String {
    String(resource.split(separator: "/", omittingEmptySubsequences: false).last ?? "")
  }

  /// Searches bytes without creating a list of parts, because ARNs are parsed for every request.
  private func part(_ index: Int) -> String {
    var rest = Substring(description).utf8
    for _ in 0..<index {
      guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return "" }
      rest = rest[rest.index(after: colon)...]
    }
    let end = index < 5 ? rest.firstIndex(of: UInt8(ascii: ":")) : nil
    return String(Substring(rest[..<(end ?? rest.endIndex)]))
  }
}

extension String {
  /// Whether it is an account id: twelve digits.
  package var isAccountID: Bool {
    utf8.count == 12 && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
