internal import Model
internal import Platform

/// Combines the gathered pieces into an account, and checks them against each other.
extension Assembly {
  static func account(
    from gathering: Gathering, asOf given: Instant?, newestFile: Instant?
  ) -> Account {
    var gathering = gathering
    for record in EvidenceRecord.all { record.complete(&gathering) }
    gathering.sortNewestFirst()
    let manifest = gathering.manifest
    let refusals = manifest?.refusalsByKind ?? [:]
    var assembly = Assembly(
      gathering: gathering,
      account: Account(asOf: asOf(gathering, given: given, newestFile: newestFile)),
      refusals: refusals, reasons: manifest?.reasons(refusals) ?? [:])
    assembly.checkTimes(given: given, newestFile: newestFile)
    assembly.fill()
    assembly.addRefusals()
    for record in EvidenceRecord.all { record.findGaps(&assembly) }
    assembly.addRegionGaps()
    assembly.addDoubts()
    assembly.crossCheck()
    assembly.account.problems = assembly.gathering.problems
    return assembly.account
  }

  private mutating func fill() {
    account.manifest = gathering.manifest
    account.collectionTimes = gathering.manifest?.collectionTimes ?? [:]
    account.id = accountID()
    account.alias = gathering.manifest?.alias ?? gathering[.aliases].pieces.first
    for record in EvidenceRecord.all { record.assemble(&self) }
  }

  private func accountID() -> String? {
    if let id = gathering.manifest?.account ?? gathering[.callers].pieces.first?.account {
      return id
    }
    return gathering.accounts.max { left, right in
      (left.value.count, right.key) < (right.value.count, left.key)
    }?.key
  }

  /// Makes kinds partial for which an answer is damaged or missing, or for which one answer says
  /// that nothing exists while another contains something.
  private mutating func addDoubts() {
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

  /// Reports evidence that refers to another account, and makes its kind partial.
  private mutating func crossCheck() {
    guard let id = account.id else { return }
    for record in EvidenceRecord.all { record.findOwners(&self, id) }
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
    for record in EvidenceRecord.all where !record.namesAccount {
      let files = account.evidence(of: record.kind).files
      guard !files.isEmpty, !files.allSatisfy(listed.contains) else { continue }
      account.degrade(
        record.kind, by: "it does not state its account, and the evidence is from several accounts")
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
}
