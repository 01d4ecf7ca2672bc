/// How narrowly a condition on a claim limits the tokens that satisfy it.
enum TenantBinding: Equatable, Comparable {
  /// Every tenant of the issuer can get a token that satisfies it.
  case none
  /// It limits the tokens, but does not identify a tenant.
  case narrowed
  /// It identifies a tenant, all of whose projects satisfy it.
  case tenant(String)
  /// It identifies a resource of one tenant.
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

/// The form that a value of a claim must have to identify a tenant.
///
/// Only the fixed part of a value counts: a wildcard before the end of the tenant's name admits
/// other tenants. `StringEquals` compares `*` literally, so a value with `*` matches no token and
/// counts as narrow.
struct ClaimShape: Sendable {
  private let read: @Sendable (Requirement.Value) -> TenantBinding

  private init(_ read: @escaping @Sendable (Requirement.Value) -> TenantBinding) {
    self.read = read
  }

  private init(bindsIf isBound: @escaping @Sendable (Requirement.Value) -> Bool) {
    self.init { isBound($0) ? .part : .none }
  }

  /// The binding of `value`.
  func binding(_ value: Requirement.Value) -> TenantBinding {
    value.isLiteral && value.text.contains("*") ? .part : read(value)
  }

  /// An id or a name: the whole value, without wildcards.
  static let whole = Self(bindsIf: \.isWhole)

  /// An audience that identifies one client; everyone can use `sts.amazonaws.com`.
  static let client = Self { value in
    value.isWhole && value.text.lowercased() != "sts.amazonaws.com" ? .part : .none
  }

  /// The name between `start` and `end`, as in `organization:acme:project:*`.
  static func name(after start: String, until end: Character) -> Self {
    Self(bindsIf: { $0.hasName(after: start, until: end) })
  }

  /// A whole value after `start`.
  static func rest(after start: String) -> Self {
    Self(bindsIf: { $0.isWhole && $0.text.hasPrefix(start) && $0.text != start })
  }

  /// The value of one of the `label:value` pairs in the claim.
  static func pair(_ labels: String...) -> Self {
    Self(bindsIf: { value in
      value.pairs.contains { labels.contains($0.label) && $0.isWhole && !$0.value.isEmpty }
    })
  }

  /// The first of the `label:value` pairs, for vendors that put the tenant first.
  static let firstPair = Self(bindsIf: { value in
    value.pairs.first.map { $0.isWhole && !$0.value.isEmpty } ?? false
  })

  /// A UUID, as in `018f0c1e-7a2b-4d3c-9e4f-5a6b7c8d9e0f`.
  static let uuid = Self(bindsIf: { $0.isWhole && $0.text.isUUID })

  /// `Product_UUID`, the session names of Microsoft connectors.
  static let sessionOfTenant = Self(bindsIf: { value in
    let tenant = value.prefix.drop { $0 != "_" }.dropFirst()
    return value.isLiteral ? !tenant.isEmpty : String(tenant.prefix(36)).isUUID
  })

  /// The part with this index between separators, as in `acme:web:machine`, for issuers of one
  /// organization whose subjects begin with its name.
  static func piece(_ index: Int, of separator: Character) -> Self {
    Self(bindsIf: { value in
      let pieces = value.prefix.split(separator: separator, omittingEmptySubsequences: false)
      guard pieces.count > index, !pieces[index].isEmpty else { return false }
      return value.isLiteral || pieces.count > index + 1
    })
  }

  /// A name after `label` at any position, which is enough for an issuer of one organization.
  static func anywhere(_ label: String) -> Self {
    Self(bindsIf: { value in
      guard let range = value.text.firstRange(of: label), range.upperBound < value.text.endIndex
      else { return false }
      return !"*?$".contains(value.text[range.upperBound])
    })
  }

  /// The subject of an issuer of one organization. In the format of a known product, it must name
  /// the project; in any other format, a fixed beginning is enough.
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

  /// A user, or another claim that limits the tokens without identifying the tenant.
  static let narrowing = Self { $0.isWhole ? .narrowed : .none }
}

/// Claims of GitHub.
///
/// `sub` consists of `claim:value` pairs, by default beginning with `repo`. An owner can choose
/// other claims for its own repositories, so `environment:prod` can come from any owner. A pair
/// counts if it names the owner and is complete in the fixed part of the value:
///
///     repo:octo/web:ref:refs/heads/main    repo:octo@12/web@34:…    repo:octo/*
///     repository_owner:octo:…              repository_id:456789:…
///
/// `job_workflow_ref` names the called workflow. Every repository can call a public workflow, so it
/// does not identify the caller. See https://docs.github.com/en/actions/reference/security/oidc and
/// https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows.
extension ClaimShape {
  static let githubSubject = Self { value in
    value.pairs.map { githubBinding(of: $0.label, $0.value, isWhole: $0.isWhole) }.max() ?? .none
  }

  /// The claim `name` alone.
  static func github(_ name: String) -> Self {
    Self { githubBinding(of: name, $0.prefix, isWhole: $0.isWhole) }
  }

  private static func githubBinding(
    of claim: String, _ value: String, isWhole: Bool
  ) -> TenantBinding {
    // The name of an owner contains neither `/` nor `@`, so either of them ends it.
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
  /// Whether it is a single value, without wildcards and variables, and not empty.
  fileprivate var isWhole: Bool { isLiteral && !text.isEmpty }

  /// Whether the fixed part has a name after `start` that ends before the first wildcard.
  fileprivate func hasName(after start: String, until end: Character) -> Bool {
    guard prefix.hasPrefix(start) else { return false }
    let rest = prefix.dropFirst(start.count)
    guard let stop = rest.firstIndex(of: end) else { return isLiteral && !rest.isEmpty }
    return stop > rest.startIndex
  }

  /// The pairs of adjacent parts between colons in the fixed part: for `a:b:c`, `a:b` and `b:c`.
  ///
  /// The last value is complete only if the fixed part is the whole text.
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
