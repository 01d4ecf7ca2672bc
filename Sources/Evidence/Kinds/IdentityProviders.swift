internal import Model
internal import Platform

extension EvidenceRecord {
  /// OpenID Connect and SAML providers.
  static let identityProviders = EvidenceRecord(
    .identityProviders, in: \.identityProviders,
    calls: [
      CollectOperation(
        command: "iam list-open-id-connect-providers", kind: .identityProviders, scope: .account,
        actions: ["iam:ListOpenIDConnectProviders"], expects: "OpenIDConnectProviderList",
        file: "oidc-providers",
        followUps: [
          CollectOperation.FollowUp(
            path: AnswerPath("OpenIDConnectProviderList", "Arn"),
            command: "iam get-open-id-connect-provider")
        ]),
      CollectOperation(
        command: "iam get-open-id-connect-provider", kind: .identityProviders, scope: .subject,
        actions: ["iam:GetOpenIDConnectProvider"], expects: "Url", isExpectedElsewhere: true,
        file: "oidc-provider", subject: ("open-id-connect-provider-arn", "Arn")),
      CollectOperation(
        command: "iam list-saml-providers", kind: .identityProviders, scope: .account,
        actions: ["iam:ListSAMLProviders"], expects: "SAMLProviderList", file: "saml-providers"),
    ],
    readers: [.openIDConnectProviders, .openIDConnectProvider, .samlProviders], value: merged
  ).with { $0.dates = ["CreateDate"] }

  /// The distinct providers; the list and the details of a provider are combined.
  @Sendable private static func merged(_ pieces: [IdentityProvider]) -> [IdentityProvider] {
    var merged: [IdentityProvider] = []
    var places: [ProviderKey: Int] = [:]
    for piece in pieces {
      var provider = piece
      let place = ProviderKey.keys(of: piece).compactMap { places[$0] }.min() ?? merged.count
      if place < merged.count {
        let known = merged[place]
        provider = IdentityProvider(
          kind: known.kind, arn: known.arn.isComplete ? known.arn : piece.arn,
          url: known.url ?? piece.url, clientIDs: known.clientIDs ?? piece.clientIDs,
          citation: known.clientIDs == nil ? piece.citation : known.citation)
        merged[place] = provider
      } else {
        merged.append(provider)
      }
      for key in ProviderKey.keys(of: provider) { places[key] = min(place, places[key] ?? place) }
    }
    return merged
  }
}

extension PieceKey<IdentityProvider> {
  fileprivate static var identityProviders: PieceKey<IdentityProvider> {
    PieceKey(.identityProviders)
  }
}

extension EvidenceReader {
  /// `iam list-open-id-connect-providers`: only the ARNs.
  fileprivate static let openIDConnectProviders = EvidenceReader(
    recognizes: { $0.hasList("OpenIDConnectProviderList") },
    read: { answer, gathering in
      let providers = gathering.list("OpenIDConnectProviderList", of: answer.body).compactMap {
        provider in
        gathering.provider(.oidc, provider, clientIDs: nil)
      }
      gathering.compareList(
        "OpenID Connect providers", providers.map(\.arn.description), at: answer.body)
      gathering.add(.identityProviders, providers, from: answer.file)
    })

  /// `iam get-open-id-connect-provider`, whose answer does not contain the ARN of the provider.
  fileprivate static let openIDConnectProvider = EvidenceReader(
    recognizes: {
      $0.has("Url") && ($0.has("ClientIDList") || $0.has("ThumbprintList"))
    },
    read: { answer, gathering in
      guard let url = gathering.required("Url", of: answer.body) else { return }
      let bare = url.hasPrefix("https://") ? String(url.dropFirst(8)) : url
      // A missing list means unknown; an empty list means that there are no client IDs.
      let isListed = answer.body.node["ClientIDList"].map { !$0.isNull } ?? false
      let clientIDs = isListed ? gathering.texts("ClientIDList", of: answer.body) : nil
      gathering.compare("provider \(bare)", answer.body)
      gathering.mention(
        ARN(answer.asked("Arn") ?? "").account, of: .identityProviders, at: answer.body.citation)
      gathering.add(
        .identityProviders,
        [
          IdentityProvider(
            kind: .oidc, arn: ARN(answer.asked("Arn") ?? ""), url: bare, clientIDs: clientIDs,
            citation: answer.body.citation)
        ], from: answer.file)
    })

  /// `iam list-saml-providers`.
  fileprivate static let samlProviders = EvidenceReader(
    recognizes: { $0.hasList("SAMLProviderList") },
    read: { answer, gathering in
      let providers = gathering.list("SAMLProviderList", of: answer.body).compactMap { provider in
        gathering.provider(.saml, provider, clientIDs: nil)
      }
      gathering.compareList("SAML providers", providers.map(\.arn.description), at: answer.body)
      gathering.add(.identityProviders, providers, from: answer.file)
    })
}

extension Gathering {
  fileprivate mutating func provider(
    _ kind: IdentityProvider.Kind, _ cursor: Cursor, clientIDs: [String]?
  ) -> IdentityProvider? {
    guard let arn = required("Arn", of: cursor).map(ARN.init) else { return nil }
    if !arn.isValid("iam", kind == .oidc ? "oidc-provider/" : "saml-provider/") {
      report(cursor.problem("\(arn) is not the ARN of a provider"))
    }
    mention(arn.account, of: .identityProviders, at: cursor.citation)
    let url = kind == .oidc ? String(arn.resource.dropFirst("oidc-provider/".count)) : nil
    return IdentityProvider(
      kind: kind, arn: arn, url: url, clientIDs: clientIDs, citation: cursor.citation)
  }
}

/// What two answers about the same provider have in common.
private enum ProviderKey: Hashable {
  case arn(IdentityProvider.Kind, ARN)
  case url(IdentityProvider.Kind, String)

  static func keys(of provider: IdentityProvider) -> [ProviderKey] {
    [.arn(provider.kind, provider.arn)] + (provider.url.map { [.url(provider.kind, $0)] } ?? [])
  }
}
