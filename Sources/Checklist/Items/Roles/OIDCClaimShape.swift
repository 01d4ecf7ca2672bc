/// How far a condition on a claim limits the tokens that meet it.
enum TenantBinding: Equatable, Comparable {
  /// Any tenant of the issuer can produce a token that meets it.
  case none
  /// It limits the tokens, but does not name the tenant that they are issued to.
  case narrowed
  /// It names a tenant, all of whose projects meet it.
  case tenant(String)
  /// It names something that belongs to one tenant.
  case part

  static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .narrowed: 1
    case .tenant: 2
    case .part: 3
    }
  }
}

/// What a value of a claim must look like to bind a tenant.
///
/// A value binds only as far as it is fixed: a wildcard before the name of the tenant ends admits
/// other tenants. `StringEquals` compares `*` literally, so a value with `*` under it meets no token
/// and binds.
struct ClaimShape: Sendable {
  private let read: @Sendable (Requirement.Value) -> TenantBinding

  private init(_ read: @escaping @Sendable (Requirement.Value) -> TenantBinding) {
    self.read = read
  }

  private init(bindsIf isBound: @escaping @Sendable (Requirement.Value) -> Bool) {
    self.init { isBound($0) ? .part : .none }
  }

  /// How far `value` binds.
  func binding(_ value: Requirement.Value) -> TenantBinding {
    value.isLiteral && value.text.contains("*") ? .part : read(value)
  }

  /// An id or a name: all of the value, without wildcards.
  static let whole = Self(bindsIf: \.isWhole)

  /// An audience that stands for one client; `sts.amazonaws.com` is everyone's.
  static let client = Self { value in
    value.isWhole && value.text.lowercased() != "sts.amazonaws.com" ? .part : .none
  }

  /// The name between `start` and `end`, as in `organization:acme:project:*`.
  static func name(after start: String, until end: Character) -> Self {
    Self(bindsIf: { $0.hasName(after: start, until: end) })
  }

  /// A whole value that goes on after `start`.
  static func rest(after start: String) -> Self {
    Self(bindsIf: { $0.isWhole && $0.text.hasPrefix(start) && $0.text != start })
  }

  /// The value of one of the pairs `label:value` of which the claim is made.
  static func pair(_ labels: String...) -> Self {
    Self(bindsIf: { value in
      value.pairs.contains { labels.contains($0.label) && $0.isWhole && !$0.value.isEmpty }
    })
  }

  /// The first of the pairs `label:value`, for vendors that put the tenant first.
  static let firstPair = Self(bindsIf: { value in
    value.pairs.first.map { $0.isWhole && !$0.value.isEmpty } ?? false
  })

  /// A UUID, as in `018f0c1e-7a2b-4d3c-9e4f-5a6b7c8d9e0f`.
  static let uuid = Self(bindsIf: { $0.isWhole && $0.text.isUUID })

  /// `Product_UUID`, the session names of Microsoft's connectors.
  static let sessionOfTenant = Self(bindsIf: { value in
    let tenant = value.prefix.drop { $0 != "_" }.dropFirst()
    return value.isLiteral ? !tenant.isEmpty : String(tenant.prefix(36)).isUUID
  })

  /// The piece of that index, as in `acme:web:machine`, for issuers of one organization whose
  /// subjects repeat its name first.
  static func piece(_ index: Int, of separator: Character) -> Self {
    Self(bindsIf: { value in
      let pieces = value.prefix.split(separator: separator, omittingEmptySubsequences: false)
      guard pieces.count > index, !pieces[index].isEmpty else { return false }
      return value.isLiteral || pieces.count > index + 1
    })
  }

  /// A name after `label`, wherever it is: enough where the issuer serves one organization.
  static func anywhere(_ label: String) -> Self {
    Self(bindsIf: { value in
      guard let range = value.text.firstRange(of: label), range.upperBound < value.text.endIndex
      else { return false }
      return !"*?$".contains(value.text[range.upperBound])
    })
  }

  /// The subject of an issuer that serves one organization. Where it has the form of a known product,
  /// it must name the project; else any fixed beginning limits it.
  static let subject = Self(bindsIf: { value in
    let labels: [(String, Character)] = [
      ("project_path:", "/"), ("repo:", "/"), ("organization:", ":"), ("account:", ":"),
      ("system:serviceaccount:", ":"), ("space:", ":"), ("owner:", ":"), ("org:", ":"),
    ]
    for (label, end) in labels {
      if value.prefix.hasPrefix(label) { return value.hasName(after: label, until: end) }
      if !value.isLiteral, label.hasPrefix(value.prefix) { return false }
    }
    return !value.prefix.isEmpty
  })

  /// A user, or something else that limits the tokens without naming the tenant.
  static let narrowing = Self { $0.isWhole ? .narrowed : .none }
}

/// GitHub's claims.
///
/// `sub` is made of `claim:value` pairs, by default with `repo` first; an owner can choose others for
/// its own repositories, so `environment:prod` can come from anyone's. What binds is a pair that names
/// the owner and is whole in the fixed part of the value:
///
///     repo:octo/web:ref:refs/heads/main    repo:octo@12/web@34:…    repo:octo/*
///     repository_owner:octo:…              repository_id:456789:…
///
/// `job_workflow_ref` names the workflow that is called, and every repository can call a public one:
/// it does not name the caller. See https://docs.github.com/en/actions/reference/security/oidc and
/// https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows.
extension ClaimShape {
  static let githubSubject = Self { value in
    value.pairs.map { githubBinding(of: $0.label, $0.value, isWhole: $0.isWhole) }.max() ?? .none
  }

  /// The claim `name` by itself.
  static func github(_ name: String) -> Self {
    Self { githubBinding(of: name, $0.prefix, isWhole: $0.isWhole) }
  }

  private static func githubBinding(
    of claim: String, _ value: String, isWhole: Bool
  ) -> TenantBinding {
    // A name of an owner contains neither `/` nor `@`, so that either ends it.
    let owner = value.prefix { $0 != "/" && $0 != "@" }
    let hasOwner = !owner.isEmpty && (owner.count < value.count || isWhole)
    switch claim {
    case "repo", "repository", "workflow_ref":
      let repository = value.drop { $0 != "/" }.dropFirst()
      guard hasOwner else { return .none }
      return repository.isEmpty ? .tenant(String(owner)) : .part
    case "repository_id": return isWhole && !value.isEmpty ? .part : .none
    case "repository_owner": return isWhole && !value.isEmpty ? .tenant(value) : .none
    case "repository_owner_id", "enterprise", "enterprise_id":
      let kind = claim.hasPrefix("enterprise") ? "enterprise" : "owner"
      return isWhole && !value.isEmpty ? .tenant("\(kind) \(value)") : .none
    case "job_workflow_ref": return hasOwner ? .narrowed : .none
    case "actor", "actor_id": return isWhole && !value.isEmpty ? .narrowed : .none
    default: return .none
    }
  }
}

extension Requirement.Value {
  /// Whether it is one value: without wildcards and variables, and not empty.
  fileprivate var isWhole: Bool { isLiteral && !text.isEmpty }

  /// Whether the fixed part has a name after `start` that ends before the first wildcard.
  fileprivate func hasName(after start: String, until end: Character) -> Bool {
    guard prefix.hasPrefix(start) else { return false }
    let rest = prefix.dropFirst(start.count)
    guard let stop = rest.firstIndex(of: end) else { return isLiteral && !rest.isEmpty }
    return stop > rest.startIndex
  }

  /// The pairs of neighbours in the fixed part, cut at the colons: of `a:b:c`, `a:b` and `b:c`.
  ///
  /// The last value is whole only where the fixed part is all of the text.
  fileprivate var pairs: [(label: String, value: String, isWhole: Bool)] {
    let pieces = prefix.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    return zip(pieces, pieces.dropFirst()).enumerated().map { index, pair in
      (pair.0, pair.1, isLiteral || index + 2 < pieces.count)
    }
  }
}

extension String {
  /// Whether it is a UUID in the usual form: 8, 4, 4, 4 and 12 hexadecimal digits.
  fileprivate var isUUID: Bool {
    let groups = split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12]
      && groups.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }
}
