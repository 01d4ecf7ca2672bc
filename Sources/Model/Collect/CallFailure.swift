/// Why a call has no answer, as far as the client's words on standard error tell.
///
/// Codes are those of
/// https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html and of the services.
struct CallFailure: Hashable, Sendable {
  /// What sort of failure it is; it decides what is done about it.
  enum Kind: String, Sendable {
    case accessDenied = "access denied"
    /// Nobody is logged in, or not any more.
    case credentials = "no valid credentials"
    case throttled = "throttled"
    case regionDisabled = "region not enabled"
    case unreachable = "not reached"
    case regionLacks = "no region set"
    case oldClient = "unknown to this aws command line"
    case timedOut = "timed out"
    case tooLong = "too long"
    case garbage = "not an answer of AWS"
    case other = "refused"
  }

  let kind: Kind
  /// AWS's code, such as `AccessDenied`; nil if the client failed by itself.
  let code: String?

  /// What `text`, written to standard error, says of a call in a region or of the account.
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
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    switch code {
    case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError",
      "UnauthorizedException":
      return .accessDenied
    case "ExpiredToken", "ExpiredTokenException", "RequestExpired", "IncompleteSignature":
      return .credentials
    case "InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure",
      "SignatureDoesNotMatch", "InvalidSignatureException":
      // The account's own call went through with the same credentials: it is the region.
      return isRegional ? .regionDisabled : .credentials
    case "OptInRequired", "RegionDisabledException": return .regionDisabled
    default: break
    }
    if code.contains("Throttl")
      || ["TooManyRequestsException", "RequestLimitExceeded"]
        .contains(code)
      || says("Rate exceeded")
    {
      return .throttled
    }
    if says("must specify a region") { return .regionLacks }
    if says(
      "Unable to locate credentials", "Error loading SSO Token", "Token has expired",
      "SSO session", "sso login", "aws login", "config profile", "Partial credentials",
      "Error when retrieving credentials", "retrieving token from sso", "InvalidConfigError",
      "MultiFactorAuthentication failed")
    {
      return .credentials
    }
    if says(
      "Could not connect to the endpoint", "Connection was closed", "onnect timeout",
      "Read timeout", "SSL validation failed", "Failed to connect to proxy", "Name or service")
    {
      return .unreachable
    }
    if says("Invalid choice", "Unknown options", "argument operation", "argument command") {
      return .oldClient
    }
    return says("Unable to parse response") ? .garbage : .other
  }

  /// The IAM action that AWS names in `is not authorized to perform: ACTION on resource`.
  static func missingAction(in text: String) -> String? {
    guard let start = text.firstRange(of: "to perform: ")?.upperBound else { return nil }
    let action = text[start...].prefix { $0.isLetter || $0.isNumber || $0 == ":" || $0 == "-" }
    return action.contains(":") ? String(action) : nil
  }

  /// The same on one line, to stand within a sentence.
  static func phrase(_ text: String) -> String {
    let line = words(text).split(separator: "\n").joined(separator: " ")
    return line.hasSuffix(".") ? String(line.dropLast()) : line
  }

  /// What was written to standard error, for the manifest and the screen: without secrets and blank
  /// lines, and no more of it than anybody reads.
  static func words(_ text: String) -> String {
    let lines = SecretText.redacted(text).split(whereSeparator: \.isNewline)
      .map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") }
      .filter { !$0.isEmpty && !$0.hasPrefix("<") && !$0.hasPrefix("usage: ") }
    let words = lines.joined(separator: "\n")
    guard words.count > 2 * part else { return words }
    return words.prefix(part) + "\n…\n" + words.suffix(part)
  }

  /// So many characters of the beginning and of the end are kept.
  private static let part = 1000
}

/// Access key ids in texts: they name no secret, and still are nobody's business in full.
enum AccessKeyID {
  /// Whether `text` has the form of one
  /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids).
  static func isOne(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 20 && (text.hasPrefix("AKIA") || text.hasPrefix("ASIA"))
      && text.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
  }

  /// Whether `text` contains one, as a word of its own.
  static func isIn(_ text: String) -> Bool {
    text.split { !$0.isASCII || !$0.isLetter && !$0.isNumber }.contains(where: isOne)
  }

  /// `text` with each of them as `AKIA…WXYZ`.
  static func shortened(_ text: String) -> String {
    var result = ""
    var word = ""
    func close() -> String { isOne(word) ? word.prefix(4) + "…" + word.suffix(4) : word }
    for character in text {
      if character.isASCII, character.isLetter || character.isNumber {
        word.append(character)
      } else {
        result += close() + String(character)
        word = ""
      }
    }
    return result + close()
  }
}
