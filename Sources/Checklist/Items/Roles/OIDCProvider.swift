import Model

/// An OpenID Connect issuer in a trust policy.
struct OIDCProvider {
  /// The issuer as written in the trust policy, without its scheme.
  let name: String
  /// The issuer in lower case and without a trailing slash.
  let issuer: String
  /// The facts about its tokens.
  let known: OIDCIssuer
  /// Whether it is built into AWS, so that the account has no provider with client IDs.
  let isBuiltIn: Bool

  /// The provider of `principal`; nil for a SAML provider, a service or an account.
  init?(_ principal: Principal) {
    guard principal.kind == .federated else { return nil }
    let parts = principal.value.split(separator: ":oidc-provider/", maxSplits: 1)
    if parts.count == 2 {
      self.init(name: String(parts[1]), isBuiltIn: false)
    } else if !principal.value.contains(":") {
      self.init(name: principal.value, isBuiltIn: true)
    } else {
      return nil
    }
  }

  init(name: String, isBuiltIn: Bool) {
    self.name = name
    self.isBuiltIn = isBuiltIn
    issuer = Self.normalized(name)
    known = OIDCIssuer(of: issuer)
  }

  /// `name` in lower case, without scheme and trailing slash.
  static func normalized(_ name: String) -> String {
    let lower = name.lowercased()
    let bare = lower.hasPrefix("https://") ? String(lower.dropFirst(8)) : lower
    return bare.hasSuffix("/") ? String(bare.dropLast()) : bare
  }

  /// The requirements on `claim`, which can also be a key of STS.
  func requirements(on claim: String, in required: [Requirement]) -> [Requirement] {
    required.filter { requirement in
      requirement.claim.map { $0.issuer == issuer && $0.name == claim.lowercased() }
        ?? (requirement.key == claim.lowercased())
    }
  }
}

extension Requirement {
  /// The normalized issuer and the claim in the key; nil for keys of AWS itself.
  ///
  ///     oidc.circleci.com/org/11:oidc.circleci.com/project-id
  var claim: (issuer: String, name: String)? {
    guard let colon = key.lastIndex(of: ":") else { return nil }
    let issuer = String(key[..<colon])
    guard issuer.contains(".") else { return nil }
    return (OIDCProvider.normalized(issuer), String(key[key.index(after: colon)...]))
  }
}
