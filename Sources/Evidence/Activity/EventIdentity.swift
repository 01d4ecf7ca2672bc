/// The principal of an event, from its `userIdentity`.
///
/// See https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html.
struct EventIdentity {
  /// The ARN of the user or role, or the best other name: sessions count for their role, federated
  /// users for the user or role that created the session.
  let principal: String
  let type: String
  /// The account of the credentials.
  let account: String
  /// The id of a long-term access key, or `temporary`; empty if there is none.
  let accessKey: String
  /// `true`, `false`, or empty if the event does not show it.
  let mfa: String
  /// The AWS service that called for the principal.
  let via: String
  /// The name of the session; empty if there is none.
  let session: String

  /// The members that it is made of.
  static let fields: [EventField] = [
    .type, .arn, .issuer, .accountId, .accessKeyId, .userName, .principalId, .invokedBy,
    .identityProvider, .mfaAuthenticated, .MFAUsed,
  ]

  /// The same without those that only name the session.
  static let fieldsOfRole = fields.filter { $0 != .arn && $0 != .principalId }

  /// The name of the session, if the event is one of an assumed role in its usual form. Then nothing
  /// else depends on its ARN and on `principalId`, so that all sessions of a role are known.
  static func session(_ fields: EventFields) -> EventFields.Bytes? {
    guard let type = fields.plain(.type), type.elementsEqual("AssumedRole".utf8),
      fields.plain(.issuer) != nil, fields.plain(.accountId) != nil,
      let arn = fields.plain(.arn), arn[0] != UInt8(ascii: "/"),
      let slash = arn.lastIndex(of: UInt8(ascii: "/")), slash + 1 < arn.count,
      arn[slash + 1] < 0x80
    else { return nil }
    return EventFields.Bytes(rebasing: arn[(slash + 1)...])
  }

  /// The part of an access key id that matters: of the ids of temporary keys, which are countless,
  /// only the first letters.
  static func significant(ofAccessKey id: EventFields.Bytes) -> EventFields.Bytes {
    let isTemporary =
      id.count > 4 && id.starts(with: temporary)
      && (UInt8(ascii: "0")...UInt8(ascii: "Z")).contains(id[4])
    return isTemporary ? EventFields.Bytes(rebasing: id[..<4]) : id
  }

  private static let temporary = Array("ASIA".utf8)

  init(_ fields: EventFields) {
    func text(_ field: EventField) -> String { fields.text(field) ?? "" }
    let (arn, issuer, invokedBy) = (text(.arn), text(.issuer), text(.invokedBy))
    // Events of services before version 1.08 have no type.
    let type = text(.type).isEmpty && !invokedBy.isEmpty ? "AWSService" : text(.type)
    let isFederated = type == "WebIdentityUser" || type == "SAMLUser"
    let id = text(.principalId).split(separator: ":", maxSplits: 1).map(String.init)
    switch type {
    case "AssumedRole": principal = issuer.isEmpty ? Self.role(ofSession: arn) ?? arn : issuer
    case "FederatedUser": principal = issuer.isEmpty ? arn : issuer
    case "AWSService": principal = invokedBy
    case "WebIdentityUser", "SAMLUser":
      principal = [text(.identityProvider), id.first ?? ""].first { !$0.isEmpty } ?? ""
    default: principal = [arn, id.first ?? "", text(.userName)].first { !$0.isEmpty } ?? ""
    }
    self.type = type
    account = text(.accountId).isEmpty ? Self.account(of: arn) : text(.accountId)
    let key = text(.accessKeyId)
    accessKey = key.hasPrefix("ASIA") ? "temporary" : key
    let used = text(.MFAUsed)
    mfa =
      !text(.mfaAuthenticated).isEmpty
      ? text(.mfaAuthenticated).lowercased()
      : used == "Yes" ? "true" : used == "No" ? "false" : ""
    via = type == "AWSService" ? "" : invokedBy
    if isFederated {
      session = text(.userName)
    } else if type == "AssumedRole" || type == "FederatedUser" {
      session =
        arn.split(separator: "/").count > 1
        ? String(arn.split(separator: "/").last ?? "") : id.count > 1 ? id[1] : ""
    } else {
      session = ""
    }
  }

  /// The ARN of the role of an assumed-role session, without the path, which the session does not
  /// show.
  private static func role(ofSession arn: String) -> String? {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[2] == "sts" else { return nil }
    let names = parts[5].split(separator: "/")
    guard names.count == 3, names[0] == "assumed-role" else { return nil }
    return "arn:\(parts[1]):iam::\(parts[4]):role/\(names[1])"
  }

  private static func account(of arn: String) -> String {
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count >= 6 ? String(parts[4]) : ""
  }
}
