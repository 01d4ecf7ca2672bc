import Model

/// A claim, or a key of STS itself, that can name the tenant to whom a token is issued.
struct TenantClaim: Sendable {
  /// The claim as it follows the issuer in a condition key, or a whole key such as
  /// `sts:RoleSessionName`.
  let name: String
  /// Why it is not enough by itself, where that needs an explanation.
  let remark: String?
  private let shapes: [ClaimShape]

  /// A claim whose values bind where they have one of `shapes`.
  init(_ name: String, _ shapes: ClaimShape..., remark: String? = nil) {
    self.name = name
    self.shapes = shapes
    self.remark = remark
  }

  /// How far `value` binds the tenant.
  func binding(_ value: Requirement.Value) -> TenantBinding {
    shapes.map { $0.binding(value) }.max() ?? .none
  }
}

/// What is known of the tokens of one vendor's OpenID Connect issuers.
struct OIDCIssuer: Sendable {
  /// Who gets tokens of an issuer.
  enum Tenancy: Sendable {
    /// All customers of the vendor: the claims tell them apart.
    case shared
    /// One organization: the URL is its own.
    case own
  }

  /// The issuers, without scheme, in lower case; `*` stands for any characters.
  let names: [WildcardPattern]
  let tenancy: Tenancy
  /// Who can assume a role whose trust policy binds no tenant: "any GitHub repository"; nil for any
  /// subject of the issuer.
  let anyone: String?
  /// The tenant that a claim must name: "repository owner".
  let tenant: String
  /// The claims, one of which must bind; the one that AWS or the vendor requires comes first.
  let claims: [TenantClaim]
  /// The claims that name the audience, first the one to require.
  let audienceClaims: [String]
  /// Whether guests get tokens too, unless `amr` is required: identity pools of Cognito.
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

  /// What is known of `issuer`, in lower case.
  ///
  /// An issuer that is not in the table counts as one organization's own; AWS does the same.
  init(of issuer: String) {
    self = Self.table.first { $0.names.contains { $0.matches(issuer) } } ?? Self.unknown
  }

  /// The severity of a trust that binds no tenant.
  var severityUnbound: Severity { tenancy == .shared ? .critical : .medium }

  /// Whether the audience is what names the tenant.
  var audienceNamesTenant: Bool { claims.contains { audienceClaims.contains($0.name) } }
}
