import Model

/// An OpenID Connect issuer that a trust names, and what bounds its tokens to one owner.
struct OIDCProvider: Hashable {
  /// The forms of `sub` that an audit meets.
  enum Form: Hashable {
    case github, gitlab, terraformCloud, circleCI, bitbucket, eks, cognito, socialLogin, other
  }

  /// The issuer without its scheme, which begins the condition keys: `token.actions…:sub`.
  let issuer: String
  let form: Form

  /// The provider of `principal`; nil where it is none: a SAML provider, a service, an account.
  init?(_ principal: Principal) {
    guard principal.kind == .federated else { return nil }
    let parts = principal.value.split(separator: ":oidc-provider/", maxSplits: 1)
    if parts.count == 2 {
      self.init(issuer: String(parts[1]))
    } else if Self.wellKnown.contains(principal.value.lowercased()) {
      self.init(issuer: principal.value)
    } else {
      return nil
    }
  }

  init(issuer: String) {
    self.issuer = issuer
    let name = issuer.lowercased()
    let host = name.prefix { $0 != "/" }
    form =
      switch host {
      case "token.actions.githubusercontent.com": .github
      case "app.terraform.io": .terraformCloud
      case "oidc.circleci.com": .circleCI
      case "api.bitbucket.org": .bitbucket
      case "cognito-identity.amazonaws.com": .cognito
      case "graph.facebook.com", "www.amazon.com": .socialLogin
      case _ where name.hasSuffix("/_services/token"): .github
      case _ where host.split(separator: ".").contains("gitlab"): .gitlab
      case _ where host.hasPrefix("oidc.eks.") || host.hasPrefix("oidc-eks."): .eks
      default: .other
      }
  }

  /// Providers that AWS knows by name, without an ARN. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html.
  private static let wellKnown: Set<String> = [
    "accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com",
    "www.amazon.com",
  ]

  /// Whether one customer alone gets tokens of the issuer, so that an unbound `sub` lets in that
  /// customer's other workloads rather than the world.
  var isPrivate: Bool {
    switch form {
    case .eks, .circleCI, .bitbucket: true
    case .github: issuer.contains("/")
    default: false
    }
  }

  /// Whether the trust must bind `sub`: identity pools and social logins admit all their users, whom
  /// the audience bounds.
  var needsSubject: Bool { form != .cognito && form != .socialLogin }

  /// The claim that names the audience.
  var audienceClaim: String { form == .socialLogin ? "app_id" : "aud" }

  /// The condition key of `claim`, in lower case.
  func key(_ claim: String) -> String { (issuer + ":" + claim).lowercased() }

  /// Whether `value` fixes whose token it is, whatever its wildcards and variables stand for.
  func bounds(_ value: Requirement.Value) -> Bool {
    let fixed = value.prefix[...]
    switch form {
    case .github: return Self.boundsGitHub(value)
    case .gitlab: return fixed.hasOwner(after: "project_path:", end: "/")
    case .terraformCloud: return fixed.hasOwner(after: "organization:", end: ":")
    case .circleCI: return fixed.hasOwner(after: "org/", end: "/")
    case .eks: return fixed.hasOwner(after: "system:serviceaccount:", end: ":")
    case .bitbucket: return fixed.contains("}")
    case .cognito, .socialLogin, .other: return !fixed.isEmpty
    }
  }

  /// The owner all of whose repositories `value` lets in, as `repo:octo/*` does; nil where it names
  /// a repository, or something else that is narrower than an owner.
  func ownerWithoutRepository(_ value: Requirement.Value) -> String? {
    guard form == .github, !value.isLiteral else { return nil }
    let pieces = value.prefix.split(separator: ":", omittingEmptySubsequences: false)
    guard let content = pieces.last, pieces.count >= 2,
      ["repo", "repository"].contains(pieces[pieces.count - 2])
    else { return nil }
    let owner = content.prefix { $0 != "/" && $0 != "@" }
    let repository = content.drop { $0 != "/" }.dropFirst()
    return owner.isEmpty || !repository.isEmpty ? nil : String(owner)
  }

  /// GitHub's subjects are `claim:value` pairs, by default with `repo` first; an organization may
  /// choose others. What binds is a pair that tells the owner and is whole in the fixed part:
  ///
  ///     repo:octo/web:ref:refs/heads/main    repo:octo@12/web@34:…    repo:octo/*
  ///     repository_owner:octo:…              job_workflow_ref:octo/ci/.github/workflows/…
  ///
  /// `environment:prod` alone can come from anyone's repository. See
  /// https://docs.github.com/en/actions/reference/security/oidc.
  private static func boundsGitHub(_ value: Requirement.Value) -> Bool {
    let pieces = value.prefix.split(separator: ":", omittingEmptySubsequences: false)
    for (index, name) in pieces.enumerated() where index + 1 < pieces.count {
      let content = pieces[index + 1]
      let isWhole = value.isLiteral || index + 2 < pieces.count
      switch name {
      case "repo", "repository", "job_workflow_ref":
        // An owner's name holds neither `/` nor `@`, so that either ends it.
        let owner = content.prefix { $0 != "/" && $0 != "@" }
        if !owner.isEmpty, owner.count < content.count { return true }
      case "repository_owner", "repository_owner_id", "repository_id", "enterprise",
        "enterprise_id":
        if isWhole, !content.isEmpty { return true }
      default: continue
      }
    }
    return false
  }
}

extension Substring {
  /// Whether it begins with `start`, then at least one character, then `end`.
  fileprivate func hasOwner(after start: String, end: Character) -> Bool {
    guard hasPrefix(start), let stop = dropFirst(start.count).firstIndex(of: end) else {
      return false
    }
    return stop > dropFirst(start.count).startIndex
  }
}
