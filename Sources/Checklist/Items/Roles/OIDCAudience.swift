import Model

/// Whether the statement, or else the provider, limits the audience of the tokens.
///
/// STS compares the audience with the provider's list of client IDs before it evaluates the trust
/// policy. See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html.
struct OIDCAudience {
  /// The problem and its severity; nil if the trust policy requires an audience.
  let gap: (reason: String, severity: Severity)?
  /// Whether every client ID of the provider identifies a tenant.
  let listNamesTenant: Bool

  /// `registered` is the provider in the evidence; nil if it is not in the evidence.
  init(_ provider: OIDCProvider, _ required: [Requirement], registered: IdentityProvider?) {
    let known = provider.known
    let clientIDs = registered?.clientIDs ?? []
    let claims = known.claims.filter { known.audienceClaims.contains($0.name) }
    listNamesTenant =
      !clientIDs.isEmpty
      && clientIDs.allSatisfy { id in
        let value = Requirement.Value(id, isPattern: false)
        return claims.contains { $0.binding(value) == .part }
      }
    let requirements = known.audienceClaims.flatMap {
      provider.requirements(on: $0, in: required)
    }
    if requirements.contains(where: { $0.values.allSatisfy { !$0.prefix.isEmpty } }) {
      gap = nil
      return
    }
    let claim = known.audienceClaims.first ?? "aud"
    let values = requirements.flatMap(\.values).map(\.text)
    let open = values.isEmpty ? "\(claim) is not required" : "\(claim) can be \(listed(values))"
    gap =
      switch clientIDs.count {
      case 0 where provider.isBuiltIn: (open, .medium)
      case 0 where registered?.clientIDs != nil:
        ("\(open), but the provider has no client IDs and accepts no audience", .low)
      case 0: ("\(open), and the client IDs of the provider are not in the evidence", .medium)
      case 1: ("\(open), but the provider accepts no audience except \(clientIDs[0])", .low)
      default:
        (
          "\(open), and the provider accepts \(clientIDs.count) audiences: \(listed(clientIDs))",
          .medium
        )
      }
  }
}
