public import Model
internal import Platform

/// The evidence in a folder: the state of each kind, the items that missing evidence leaves open,
/// and the files that were changed.
public struct EvidenceInventory: Sendable {
  /// A kind of evidence.
  public struct Entry: Sendable {
    /// Its state.
    public let status: EvidenceStatus
    /// The items that cannot be fully evaluated because of it.
    public let opens: [ItemID]
  }

  /// A file that differs from the manifest.
  public struct Discrepancy: Hashable, Sendable {
    /// How it differs.
    public enum Kind: String, CaseIterable, Sendable {
      /// Its content was changed after collection.
      case changed
      /// It no longer exists.
      case gone
      /// It is evidence that is not in the manifest.
      case unlisted
    }

    /// The file, relative to the folder.
    public let file: String
    /// How it differs.
    public let kind: Kind
  }

  /// An entry for each kind of evidence, in a fixed order; none for an optional kind that is missing.
  public let entries: [Entry]
  /// The number of files that match the manifest.
  public let matching: Int
  /// The files that differ, by name.
  public let discrepancies: [Discrepancy]
  /// Whether there is a manifest to compare with.
  public let hasManifest: Bool

  /// The inventory of the evidence of `assessment`.
  public init(_ assessment: Assessment) {
    let account = assessment.account
    entries = EvidenceKind.allCases.compactMap { kind in
      let status = account.status(of: kind)
      guard !kind.isOptional || status.state != .missing else { return nil }
      return Entry(
        status: status,
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

  /// Whether all files in the manifest exist unchanged.
  public var matchesManifest: Bool { discrepancies.allSatisfy { $0.kind == .unlisted } }
}
