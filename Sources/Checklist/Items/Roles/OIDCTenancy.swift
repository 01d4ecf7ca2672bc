import Model

/// How narrowly the conditions of one statement limit the tenant of an issuer's tokens.
struct OIDCTenancy {
  /// The strongest binding. One requirement is enough, but each of its values must identify the
  /// tenant.
  let binding: TenantBinding
  private let provider: OIDCProvider
  private let required: [Requirement]
  /// The binding of each requirement on a claim that can identify the tenant.
  private let readings: [(claim: TenantClaim, requirement: Requirement, binding: TenantBinding)]

  init(_ provider: OIDCProvider, _ required: [Requirement]) {
    self.provider = provider
    self.required = required
    readings = provider.known.claims.flatMap { claim in
      provider.requirements(on: claim.name, in: required).map { requirement in
        (claim, requirement, requirement.values.map(claim.binding).min() ?? .none)
      }
    }
    let bindings = readings.map(\.binding)
    let strongest = bindings.max() ?? .none
    // All projects of a tenant, limited to one workflow or one user, are narrow enough.
    binding = strongest.isTenant && bindings.contains(.narrowed) ? .part : strongest
  }

  /// The problem and its severity; nil if the tokens are limited to a part of a tenant.
  var gap: (reason: String, severity: Severity)? {
    let known = provider.known
    switch binding {
    case .part: return nil
    case .tenant(let name): return ("any repository of \(name) can assume the role", .medium)
    case .narrowed where known.tenancy == .shared:
      let claims = readings.filter { $0.binding == .narrowed }.map(\.claim)
      let limits = claims.map { claim in
        [claim.name, claim.remark].compactMap { $0 }.joined(separator: ", ")
      }.uniqued
      return (
        "no condition names the \(known.tenant) (limited only by \(limits.joined(separator: "; ")))",
        .high
      )
    case .none, .narrowed:
      let anyone = known.anyone ?? "any subject of \(provider.name)"
      return ("\(anyone) can assume the role (\(listed(causes)))", known.severityUnbound)
    }
  }

  /// Why no tenant is identified: the values that do not identify it, or else the claim that is not
  /// required; and conditions that every tenant can satisfy.
  private var causes: [String] {
    let names = provider.known.claims.map(\.name)
    let open = readings.map { reading in
      "\(reading.claim.name) can be \(listed(reading.requirement.values.map(\.text)))"
    }
    let claims = required.compactMap(\.claim).filter { $0.issuer == provider.issuer }
    let others = claims.map(\.name).uniqued.filter { name in
      !names.contains { $0.lowercased() == name }
        && !provider.known.audienceClaims.contains(name)
    }
    return (open.isEmpty ? names.prefix(1).map { "\($0) is not required" } : open)
      + others.map { "\($0) does not name the \(provider.known.tenant)" }
  }
}

extension TenantBinding {
  fileprivate var isTenant: Bool {
    if case .tenant = self { true } else { false }
  }
}
