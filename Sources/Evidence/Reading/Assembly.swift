internal import Model
internal import Platform

/// Combines the gathered pieces into an account, and checks them against each other.
struct Assembly {
  var gathering: Gathering
  var account: Account

  static func account(
    from gathering: Gathering, asOf given: Instant?, newestFile: Instant?
  ) -> Account {
    var gathering = gathering
    gathering.nameLastAccesses()
    gathering.propagateMissingOrganization()
    gathering.sortNewestFirst()
    var assembly = Assembly(gathering: gathering, given: given, newestFile: newestFile)
    assembly.checkTimes(given: given, newestFile: newestFile)
    assembly.fill()
    assembly.addRefusals()
    assembly.flagBareLevels()
    assembly.flagTruncatedAccess()
    assembly.addRegionGaps()
    assembly.addDoubts()
    assembly.crossCheck()
    assembly.account.problems = assembly.gathering.problems
    return assembly.account
  }

  private init(gathering: Gathering, given: Instant?, newestFile: Instant?) {
    self.gathering = gathering
    account = Account(
      asOf: Assembly.asOf(gathering, given: given, newestFile: newestFile))
  }

  /// Evidence that no file contains: the answer of AWS that it does not exist, or the reason why it
  /// was not collected.
  private func missing<Value>(_ kind: EvidenceKind) -> Evidence<Value> {
    if let absence = gathering.absences[kind] { return .absent(absence) }
    guard let manifest = gathering.manifest else { return .missing("not provided") }
    let reasons = ([kind] + CollectOperation.sources(of: kind)).lazy
      .map { manifest.refusalWords(of: $0) }.first { !$0.isEmpty }
    return .missing(reasons?.joined(separator: "; ") ?? "not collected")
  }

  func evidence<Piece, Value: Sendable>(
    _ kind: EvidenceKind, _ gathered: Gathered<Piece>, _ value: ([Piece]) -> Value?
  ) -> Evidence<Value> {
    var gathered = gathered
    for refusal in gathering.manifest?.refusalWords(of: kind) ?? [] where !gathered.isEmpty {
      gathered.degrade(refusal)
    }
    return gathered.evidence(value) ?? missing(kind)
  }

  /// Makes kinds partial for which an answer is damaged or missing, or for which one answer says
  /// that nothing exists while another contains something.
  private mutating func addDoubts() {
    account.controlPoliciesAreDoubtful =
      gathering.doubts[.controlPolicies] != nil || gathering.doubts[.organization] != nil
    for (kind, absence) in gathering.absences where account.evidence(of: kind).absence == nil {
      let place = absence.citation
      gathering.flagIncomplete(
        kind,
        "another response of AWS states that none exists (\(place.file) \(place.place)): \(absence.answer)"
      )
    }
    for (kind, reasons) in gathering.doubts {
      let isDamage = gathering.damagedKinds.contains(kind)
      for reason in reasons { account.degrade(kind, by: reason, isDamage: isDamage) }
    }
  }

  private mutating func fill() {
    account.manifest = gathering.manifest
    account.collectionTimes = gathering.manifest?.collectionTimes ?? [:]
    account.id = accountID()
    account.alias = gathering.manifest?.alias ?? gathering.aliases.pieces.first
    account.identities = identities()
    account.credentialReport = credentialReport()
    account.summary = evidence(.accountSummary, gathering.summaries) { summaries in
      summaries.first.map { first in
        AccountSummary(
          numbers: summaries.reduce(into: [:]) { $0.merge($1.numbers) { known, _ in known } },
          citation: first.citation)
      }
    }
    account.virtualMFADevices = evidence(.virtualMFADevices, gathering.virtualMFADevices) { $0 }
    account.passwordPolicy = evidence(.passwordPolicy, gathering.passwordPolicies) { $0.first }
    account.lastAccessed = evidence(.lastAccessed, gathering.lastAccessed, merged)
    account.identityProviders = evidence(
      .identityProviders, gathering.identityProviders, gathering.mergedProviders)
    account.analyzers = evidence(.accessAnalyzers, gathering.analyzers) { regions in
      regions.reduce(into: [:]) { $0[$1.region, default: []] += $1.analyzers }
    }
    account.analyzerFindings = evidence(.analyzerFindings, gathering.analyzerFindings) {
      unique($0, by: \.id)
    }
    account.instances = evidence(.instances, gathering.instances) { unique($0, by: \.id) }
    account.functions = evidence(.functions, gathering.functions) {
      unique($0) { $0.arn.description.isEmpty ? $0.name : $0.arn.description }
    }
    let status = gathering.recorderStatus.pieces
    account.trails = evidence(.trails, gathering.trails) { trails in
      unique(trails) { $0.arn?.description ?? $0.name }
        .map { $0.completed(by: status, isTrail: true) }
    }
    account.recorders = evidence(.recorders, gathering.recorders) { recorders in
      recorders.map { $0.completed(by: status, isTrail: false) }
    }
    let path = OrganizationPath(gathering: gathering, account: account.id)
    account.organization = evidence(.organization, gathering.organizations) { $0.first }
    account.controlPolicies = path.evidence() ?? missing(.controlPolicies)
    if let contradiction = path.contradiction {
      gathering.flagIncomplete(.controlPolicies, contradiction)
    }
    account.callerIdentity = evidence(.callerIdentity, gathering.callers) { $0.first }
    account.accountAliases = evidence(.accountAlias, gathering.aliases) { $0 }
    // A region on which two answers disagree counts as enabled.
    account.regions = evidence(.regions, gathering.regions) { regions in
      unique(regions.filter(\.isEnabled) + regions, by: \.name)
    }
    account.recorderStatus = evidence(.recorderStatus, gathering.recorderStatus) { $0 }
    account.centralizedRoot = evidence(.centralizedRoot, gathering.centralizedRoot) { $0 }
    account.activity = activity()
  }

  private func accountID() -> String? {
    if let id = gathering.manifest?.account ?? gathering.callers.pieces.first?.account {
      return id
    }
    return gathering.accounts.max { left, right in
      (left.value.count, right.key) < (right.value.count, left.key)
    }?.key
  }

  private func credentialReport() -> Evidence<CredentialReport> {
    evidence(.credentialReport, gathering.reports) { reports in
      reports.max {
        ($0.generated ?? Instant(seconds: 0)) < ($1.generated ?? Instant(seconds: 0))
      }
    }
  }

  /// Merges the pages about each subject; the result is complete if one of the pages is the last.
  private func merged(_ answers: [LastAccessed]) -> [String: LastAccessed] {
    answers.reduce(into: [:]) { result, answer in
      let key = answer.subject.description
      guard var known = result[key] else {
        result[key] = answer
        return
      }
      let names = Set(known.services.map(\.namespace))
      known.services += answer.services.filter { !names.contains($0.namespace) }
      known.isTruncated = known.isTruncated && answer.isTruncated
      result[key] = known
    }
  }

  private func unique<Piece>(_ pieces: [Piece], by name: (Piece) -> String) -> [Piece] {
    var seen: Set<String> = []
    return pieces.filter { seen.insert(name($0)).inserted }
  }

  private mutating func identities() -> Evidence<Identities> {
    let lists:
      [(Identities.List, isEmpty: Bool, name: String, shortcoming: String?, files: [String])] = [
        (
          .users, gathering.users.isEmpty, "UserDetailList", gathering.users.shortcoming,
          gathering.users.files
        ),
        (
          .groups, gathering.groups.isEmpty, "GroupDetailList", gathering.groups.shortcoming,
          gathering.groups.files
        ),
        (
          .roles, gathering.roles.isEmpty, "RoleDetailList", gathering.roles.shortcoming,
          gathering.roles.files
        ),
        (
          .policies, gathering.policies.isEmpty, "Policies", gathering.policies.shortcoming,
          gathering.policies.files
        ),
      ]
    let files = lists.flatMap(\.files).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    guard !files.isEmpty else { return missing(.authorizationDetails) }
    var identities = Identities(
      users: sorted(gathering.users.pieces, \.identity),
      groups: sorted(gathering.groups.pieces, \.identity),
      roles: sorted(gathering.roles.pieces, \.identity),
      policies: unique(gathering.policies.pieces) { $0.arn.description }
        .sorted { $0.arn.description < $1.arn.description })
    for list in lists {
      if list.isEmpty {
        identities.shortcomings[list.0] = "the authorization details contain no \(list.name)"
      } else if let shortcoming = list.shortcoming {
        identities.shortcomings[list.0] = shortcoming
      }
    }
    AuthorizationCrossCheck(gathering: gathering).apply(to: &identities)
    let reasons = Identities.List.allCases.compactMap { identities.shortcomings[$0] }
    guard !reasons.isEmpty else { return .collected(identities, files: files) }
    return .partial(identities, files: files, reason: reasons.joined(separator: "; "))
  }

  private func sorted<Owner>(_ owners: [Owner], _ identity: (Owner) -> Identity) -> [Owner] {
    unique(owners) { identity($0).arn.description }
      .sorted { identity($0).name < identity($1).name }
  }

  /// Reports evidence that refers to another account, and makes its kind partial.
  private mutating func crossCheck() {
    guard let id = account.id else { return }
    mentionOwnersOfFindings(own: id)
    mentionOwnersOfTrailStatus(own: id)
    account.otherAccounts = gathering.accounts.keys.filter { $0 != id }.sorted()
    var places: [EvidenceKind: [(account: String, place: Citation)]] = [:]
    for other in account.otherAccounts {
      for (kind, place) in gathering.accounts[other]?.first ?? [:] {
        places[kind, default: []].append((other, place))
      }
    }
    for (kind, all) in places.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      reportOthers(all, than: id, in: kind)
    }
    guard !account.otherAccounts.isEmpty else { return }
    let listed = Set(
      gathering.manifest?.calls.compactMap { $0.digest == nil ? nil : $0.file } ?? [])
    for kind in Assembly.anonymous {
      let files = account.evidence(of: kind).files
      guard !files.isEmpty, !files.allSatisfy(listed.contains) else { continue }
      account.degrade(
        kind, by: "it does not state its account, and the evidence is from several accounts")
    }
  }

  /// The maximum number of other accounts that are reported separately.
  private static let maximumOthers = 5

  private mutating func reportOthers(
    _ all: [(account: String, place: Citation)], than id: String, in kind: EvidenceKind
  ) {
    for (other, place) in all.prefix(Assembly.maximumOthers) {
      gathering.report(
        Problem(
          file: place.file, place: place.place,
          message: "this belongs to account \(other), but the evidence is for account \(id);"
            + " use a separate folder for each account"))
      account.degrade(kind, by: "\(place.file) belongs to account \(other)", isDamage: true)
    }
    guard let next = all.dropFirst(Assembly.maximumOthers).first else { return }
    let more = all.count - Assembly.maximumOthers
    gathering.report(
      Problem(
        file: next.place.file, place: next.place.place,
        message:
          "this and later entries belong to \(more.counted("other account"));"
          + " keep each account in its own folder"))
    account.degrade(kind, by: "entries belong to \(more.counted("other account"))")
  }

  /// The findings of an account analyzer are about the account's own resources; only an
  /// organization analyzer covers other accounts.
  private mutating func mentionOwnersOfFindings(own: String) {
    let analyzers = (account.analyzers.value ?? [:]).values.flatMap(\.self)
    guard !analyzers.isEmpty, !analyzers.contains(where: { $0.type.hasPrefix("ORGANIZATION") })
    else { return }
    for finding in account.analyzerFindings.value ?? [] where finding.account != own {
      gathering.mention(finding.account ?? "", of: .analyzerFindings, at: finding.citation)
    }
  }

  /// The kinds of evidence that do not state their account.
  private static let anonymous = [EvidenceKind.accountSummary, .passwordPolicy]
}
