internal import Model
internal import Platform

extension EvidenceRecord {
  /// The regions of the account, enabled or not.
  static let regions = EvidenceRecord(
    .regions, in: \.regions, calls: [CollectOperation.regions], readers: [.regions]
  ) { regions in
    // A region on which two answers disagree counts as enabled.
    (regions.filter(\.isEnabled) + regions).unique(by: \.name)
  }.with { $0.findGaps = { $0.checkRegions() } }
}

extension CollectOperation {
  static let regions = CollectOperation(
    command: "ec2 describe-regions", kind: .regions, scope: .account,
    actions: ["ec2:DescribeRegions"], expects: "Regions", isExpectedElsewhere: true,
    file: "regions")

  /// The enabled regions in the answer of `regions`.
  static let enabledRegions = AnswerPath(
    "Regions", where: .isNot("OptInStatus", "not-opted-in"), "RegionName")
}

extension PieceKey<AccountRegion> {
  fileprivate static var regions: PieceKey<AccountRegion> { PieceKey(.regions) }
}

extension EvidenceReader {
  /// `ec2 describe-regions`, which lists only enabled regions unless called with `--all-regions`.
  /// Answers of `account list-regions` are accepted too.
  fileprivate static let regions = EvidenceReader(
    recognizes: { root in
      root.hasList("Regions") && root["Regions"]?.elements.first?.kind != .string
    },
    read: { answer, gathering in
      let regions = gathering.list("Regions", of: answer.body).compactMap { cursor in
        gathering.required("RegionName", of: cursor).map { name in
          // `account list-regions` uses another member name for the same.
          let status =
            gathering.text("OptInStatus", of: cursor)
            ?? gathering.text("RegionOptStatus", of: cursor)
          gathering.compare(
            "region \(name)", at: cursor.citation, content: status ?? "opt-in-not-required")
          return AccountRegion(name: name, optInStatus: status, citation: cursor.citation)
        }
      }
      gathering.add(.regions, regions, from: answer.file)
    })
}

extension Assembly {
  /// Makes the list of regions partial if it is impossible: every account has enabled regions, and
  /// only an enabled region has instances, functions, analyzers or recorders. See
  /// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html.
  fileprivate mutating func checkRegions() {
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
    EvidenceRecord.all.flatMap { $0.regionsInUse(account) }.reduce(into: [:]) { found, use in
      if Partition.isRegionName(use.region), found[use.region] == nil {
        found[use.region] = use.citation
      }
    }
  }
}
