internal import Model

/// Finds what is missing from evidence whose files are all readable.
extension Assembly {
  /// Makes evidence that several calls provide partial if one of these calls was refused: the
  /// authorization details, which have pages, the policies of the organization, and the event
  /// history of the regions.
  mutating func addRefusals() {
    for record in EvidenceRecord.all where record.isPartialByRefusal {
      guard [.whole, .partial].contains(account.evidence(of: record.kind).state) else { continue }
      for refusal in refusals[record.kind] ?? [] { account.degrade(record.kind, by: refusal) }
    }
  }

  /// Records each enabled region without an answer as missing. If the list of regions is damaged,
  /// any region can be missing.
  mutating func addRegionGaps() {
    let isDamaged = account.regions.state == .partial || gathering.doubts[.regions] != nil
    let enabled = (account.regions.value ?? []).filter(\.isEnabled).map(\.name)
    for record in EvidenceRecord.all where record.isRegional {
      let kind = record.kind
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
}
