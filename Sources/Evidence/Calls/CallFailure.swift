internal import Platform

/// The reason why a call has no answer, as far as the client's standard error shows it.
///
/// See https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html for the common error
/// codes; each service adds its own.
struct CallFailure: Hashable, Sendable {
  /// The kind of failure, which determines how it is handled.
  enum Kind: String, Sendable {
    case accessDenied = "access denied"
    /// The client has no credentials, or they have expired.
    case credentials = "no valid credentials"
    case throttled = "throttled"
    case regionDisabled = "region not enabled"
    case unreachable = "not reachable"
    case regionMissing = "no region set"
    case unsupportedByClient = "not supported by this aws version"
    case timedOut = "timed out"
    case tooLong = "response too long"
    case garbage = "not an AWS response"
    /// More was not read, because of an option.
    case limited = "not read completely"
    case other = "refused"
  }

  let kind: Kind
  /// The AWS error code, such as `AccessDenied`; nil if the client itself failed.
  let code: String?

  /// Classifies `text`, the standard error of a call in a region or of a call for the account.
  init(_ text: String, isRegional: Bool) {
    code = CallFailure.code(in: text)
    kind = CallFailure.kind(text, code: code ?? "", isRegional: isRegional)
  }

  init(_ kind: Kind) {
    self.kind = kind
    code = nil
  }

  /// The code in `An error occurred (CODE) when calling the … operation`, or in the client's JSON
  /// (https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-error-format.html).
  private static func code(in text: String) -> String? {
    if let start = text.firstRange(of: "An error occurred (")?.upperBound,
      let end = text[start...].firstIndex(of: ")")
    {
      return String(text[start..<end])
    }
    return (try? JSONDocument(Array(text.utf8)))?.root["Code"]?.string
  }

  private static func kind(_ text: String, code: String, isRegional: Bool) -> Kind {
    func mentions(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    switch code {
    case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError",
      "UnauthorizedException":
      return .accessDenied
    case "ExpiredToken", "ExpiredTokenException", "RequestExpired", "IncompleteSignature":
      return .credentials
    case "InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure",
      "SignatureDoesNotMatch", "InvalidSignatureException":
      // The same credentials worked for the account's own call, so the region is not enabled.
      return isRegional ? .regionDisabled : .credentials
    case "OptInRequired", "RegionDisabledException": return .regionDisabled
    default: break
    }
    if code.contains("Throttl")
      || ["TooManyRequestsException", "RequestLimitExceeded"]
        .contains(code)
      || mentions("Rate exceeded")
    {
      return .throttled
    }
    if mentions("must specify a region") { return .regionMissing }
    if mentions(
      "Unable to locate credentials", "Error loading SSO Token", "Token has expired",
      "SSO session", "sso login", "aws login", "config profile", "Partial credentials",
      "Error when retrieving credentials", "retrieving token from sso", "InvalidConfigError",
      "MultiFactorAuthentication failed")
    {
      return .credentials
    }
    if mentions(
      "Could not connect to the endpoint", "Connection was closed", "onnect timeout",
      "Read timeout", "SSL validation failed", "Failed to connect to proxy", "Name or service")
    {
      return .unreachable
    }
    if mentions("Invalid choice", "Unknown options", "argument operation", "argument command") {
      return .unsupportedByClient
    }
    return mentions("Unable to parse response") ? .garbage : .other
  }

  /// The IAM action in AWS's message `is not authorized to perform: ACTION on resource`.
  static func missingAction(in text: String) -> String? {
    guard let start = text.firstRange(of: "to perform: ")?.upperBound else { return nil }
    let action = text[start...].prefix { $0.isLetter || $0.isNumber || $0 == ":" || $0 == "-" }
    return action.contains(":") ? String(action) : nil
  }

  /// The text of `words` on one line without a final period, for use within a sentence.
  static func phrase(_ text: String) -> String {
    let line = words(text).split(separator: "\n").joined(separator: " ")
    return line.hasSuffix(".") ? String(line.dropLast()) : line
  }

  /// The text on standard error for the manifest and the screen: without secrets and empty lines,
  /// and shortened.
  static func words(_ text: String) -> String {
    let lines = SecretText.redacted(text).split(whereSeparator: \.isNewline)
      .map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") }
      .filter { !$0.isEmpty && !$0.hasPrefix("<") && !$0.hasPrefix("usage: ") }
    let words = lines.joined(separator: "\n")
    guard words.count > 2 * part else { return words }
    return words.prefix(part) + "\n…\n" + words.suffix(part)
  }

  /// The number of characters that are kept at the beginning and at the end.
  private static let part = 1000
}
