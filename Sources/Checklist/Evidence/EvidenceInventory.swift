public import Model

/// What a folder of evidence holds, what lacks, what that leaves open, and whether it is as it was
/// collected.
public struct EvidenceInventory: Sendable {
  /// A kind of evidence.
  public struct Entry: Sendable {
    /// How much of it is there.
    public let standing: EvidenceStanding
    /// The items that cannot be judged, or not wholly, because of it.
    public let opens: [ItemID]
  }

  /// A file that is not as the manifest has it.
  public struct Discrepancy: Hashable, Sendable {
    /// What is wrong with it.
    public enum Kind: String, CaseIterable, Sendable {
      /// Its bytes are not those that were collected.
      case changed
      /// It is not there any more.
      case gone
      /// It is evidence, and the manifest does not know it.
      case unlisted
    }

    /// The file, relative to the folder.
    public let file: String
    /// What is wrong with it.
    public let kind: Kind
  }

  /// Every kind, in a fixed order.
  public let entries: [Entry]
  /// How many files are as the manifest has them.
  public let matching: Int
  /// The files that are not, by name.
  public let discrepancies: [Discrepancy]
  /// Whether there is a manifest to compare with.
  public let hasManifest: Bool

  /// The inventory of the evidence that `assessment` stands on.
  public init(_ assessment: Assessment) {
    let account = assessment.account
    entries = EvidenceKind.allCases.map { kind in
      Entry(
        standing: account.standing(of: kind),
        opens: assessment.items.filter { $0.missing.contains { $0.kind == kind } }.map(\.id))
    }
    hasManifest = account.manifest != nil
    let digests = (account.manifest?.calls ?? []).reduce(into: [String: String]()) {
      if let file = $1.file, let digest = $1.digest { $0[file] = digest }
    }
    let present = account.files.reduce(into: [String: EvidenceFile]()) { $0[$1.path] = $1 }
    var found: [Discrepancy] = []
    for (file, digest) in digests {
      guard let here = present[file] else {
        found.append(Discrepancy(file: file, kind: .gone))
        continue
      }
      if here.digest?.description != digest {
        found.append(Discrepancy(file: file, kind: .changed))
      }
    }
    matching = digests.count - found.count
    if hasManifest {
      for file in account.files where digests[file.path] == nil {
        if case .read = file.status { found.append(Discrepancy(file: file.path, kind: .unlisted)) }
      }
    }
    discrepancies = found.sorted { ($0.kind.rawValue, $0.file) < ($1.kind.rawValue, $1.file) }
  }

  /// Whether no file is changed or gone.
  public var isAsCollected: Bool { discrepancies.allSatisfy { $0.kind == .unlisted } }
}
