internal import Model

/// Finds what is missing from evidence whose files are all readable.
extension Assembly {
  /// Makes evidence that several calls provide partial if one of these calls was refused: the
  /// authorization details, which have pages, the policies of the organization, and the event
  /// history of the regions.
  mutating func addRefusals() {
    for kind in [EvidenceKind.authorizationDetails, .controlPolicies, .activity]
    where [.whole, .partial].contains(account.evidence(of: kind).state) {
      for refusal in gathering.manifest?.refusalWords(of: kind) ?? [] {
        account.degrade(kind, by: refusal)
      }
    }
  }

  /// Makes the SCPs partial if a level has none although they are enabled: AWS does not let the last
  /// one be detached, so the answer is damaged. It is evaluated as a level that limits nothing. See
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_policies_detach.html.
  mutating func flagBareLevels() {
    let bare = account.controlPolicies.value?.path.filter(\.isBare) ?? []
    for step in bare {
      gathering.flagIncomplete(
        .controlPolicies,
        "no policy is attached to \(step.target), but AWS requires at least one on each level")
    }
    guard !bare.isEmpty else { return }
    account.controlPolicies = account.controlPolicies.map { policies in
      var policies = policies
      policies.path = policies.path.map {
        ControlPolicies.Step(target: $0.target, policies: $0.policies)
      }
      return policies
    }
  }

  /// Makes the last-accessed details partial if the last page about a principal is missing.
  mutating func flagTruncatedAccess() {
    let truncated = (account.lastAccessed.value ?? [:]).values.filter(\.isTruncated)
    for file in Set(truncated.map(\.citation.file)).sorted() {
      gathering.flagIncomplete(.lastAccessed, "\(file) is one page of several")
    }
  }

  /// Records each enabled region without an answer as missing. If the list of regions is damaged,
  /// any region can be missing.
  mutating func addRegionGaps() {
    flagRegionList()
    let isDamaged = account.regions.state == .partial || gathering.doubts[.regions] != nil
    let enabled = (account.regions.value ?? []).filter(\.isEnabled).map(\.name)
    for kind in EvidenceKind.allCases where CollectOperation.isRegional(kind) {
      guard account.evidence(of: kind).state != .missing else { continue }
      if isDamaged {
        gathering.flagIncomplete(
          kind, "the list of enabled regions is damaged, so regions can be missing")
      }
      let refused = Set(gathering.manifest?.refusals(of: kind).compactMap(\.region) ?? [])
      let asked = gathering.regionsAsked[kind] ?? []
      let open = enabled.filter { !asked.contains($0) && !refused.contains($0) }.sorted()
      guard !open.isEmpty else { continue }
      gathering.flagIncomplete(
        kind,
        "no response from \(open.count) enabled region\(open.count == 1 ? "" : "s"):"
          + " \(open.joined(separator: ", "))")
    }
  }

  /// Makes the list of regions partial if it is impossible: every account has enabled regions, and
  /// only an enabled region has instances, functions, analyzers or recorders. See
  /// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html.
  private mutating func flagRegionList() {
    guard let regions = account.regions.value, let file = account.regions.files.first else {
      return
    }
    let enabled = Set(regions.filter(\.isEnabled).map(\.name))
    let used = regionsInUse()
    guard !enabled.isEmpty else {
      return flagRegions(
        "this list contains no enabled region, but every account has some",
        at: regions.first?.citation ?? Citation(file: file, place: "", line: nil))
    }
    for (region, place) in used.sorted(by: { $0.key < $1.key }) where !enabled.contains(region) {
      let listed = regions.first { $0.name == region }?.citation
      return flagRegions(
        "region \(region) is not enabled in this list, but \(place.file) \(place.place) is in it",
        at: listed ?? Citation(file: file, place: "", line: nil))
    }
  }

  private mutating func flagRegions(_ message: String, at place: Citation) {
    gathering.report(
      Problem(
        file: place.file, place: place.place.isEmpty ? nil : place.place, message: message))
    gathering.flagIncomplete(.regions, "\(place.file): \(message)")
  }

  /// The regions that contain something, each with the position of one thing in it.
  private func regionsInUse() -> [String: Citation] {
    let places =
      (account.functions.value ?? []).map { ($0.arn.region, $0.citation) }
      + (account.instances.value ?? []).map { ($0.region ?? "", $0.citation) }
      + (account.analyzers.value ?? [:]).values.joined().map { ($0.arn.region, $0.citation) }
      + (account.recorders.value ?? []).map { ($0.arn?.region ?? "", $0.citation) }
    return places.reduce(into: [:]) { found, place in
      if Partition.isRegionName(place.0), found[place.0] == nil { found[place.0] = place.1 }
    }
  }

  /// The status of a trail that is not in the list belongs to the account in its ARN; the status of
  /// an organization trail, which is in the list, does not show another account.
  mutating func mentionOwnersOfTrailStatus(own: String) {
    guard let trails = account.trails.value else { return }
    let known = Set(trails.compactMap(\.arn))
    for status in account.recorderStatus.value ?? [] {
      guard status.isTrail, let arn = status.name.map(ARN.init), arn.account != own,
        !known.contains(arn)
      else { continue }
      gathering.mention(arn.account, of: .recorderStatus, at: status.citation)
    }
  }
}
