import Model

/// A claim, or a key of STS itself, that can identify the tenant of a token.
struct TenantClaim: Sendable {
  /// The claim, as written after the issuer in a condition key, or a complete key such as
  /// `sts:RoleSessionName`.
  let name: String
  /// Why the claim alone is not sufficient, if this needs an explanation.
  let remark: String?
  private let shapes: [ClaimShape]

  /// A claim whose values identify the tenant if they have one of `shapes`.
  init(_ name: String, _ shapes: ClaimShape..., remark: String? = nil) {
    self.name = name
    self.shapes = shapes
    self.remark = remark
  }

  /// The binding of `value`.
  func binding(_ value: Requirement.Value) -> TenantBinding {
    shapes.map { $0.binding(value) }.max() ?? .none
  }
}

/// Facts about the tokens of one vendor's OpenID Connect issuers.
struct OIDCIssuer: Sendable {
  /// The tenants of an issuer.
  enum Tenancy: Sendable {
    /// All customers of the vendor, distinguished by claims.
    case shared
    /// One organization, with its own URL.
    case own
  }

  /// The issuers, without scheme, in lower case; `*` matches any characters.
  let names: [WildcardPattern]
  let tenancy: Tenancy
  /// The callers that can assume a role whose trust policy identifies no tenant, such as "any
  /// GitHub repository"; nil for any subject of the issuer.
  let anyone: String?
  /// The kind of tenant that a claim must identify, such as "repository owner".
  let tenant: String
  /// The claims, at least one of which must identify the tenant. The claim that AWS or the vendor
  /// requires comes first.
  let claims: [TenantClaim]
  /// The claims for the audience; the first is the one to require.
  let audienceClaims: [String]
  /// Whether unauthenticated identities get tokens too, so that the trust policy must require
  /// `amr`: Cognito identity pools.
  let hasGuests: Bool

  init(
    _ names: [String], _ tenancy: Tenancy, anyone: String?, tenant: String,
    claims: [TenantClaim], audience: [String] = ["aud"], hasGuests: Bool = false
  ) {
    self.names = names.map { WildcardPattern($0) }
    self.tenancy = tenancy
    self.anyone = anyone
    self.tenant = tenant
    self.claims = claims
    audienceClaims = audience
    self.hasGuests = hasGuests
  }

  /// The facts about `issuer`, in lower case.
  ///
  /// Like AWS, treats an issuer that is not in the table as the issuer of one organization.
  init(of issuer: String) {
    self = Self.table.first { $0.names.contains { $0.matches(issuer) } } ?? Self.unknown
  }

  /// The severity of a trust policy that identifies no tenant.
  var severityUnbound: Severity { tenancy == .shared ? .critical : .medium }

  /// Whether the audience identifies the tenant.
  var audienceNamesTenant: Bool { claims.contains { audienceClaims.contains($0.name) } }
}
