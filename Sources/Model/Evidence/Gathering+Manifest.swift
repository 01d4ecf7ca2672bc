/// Checks the files against the manifest: each listed file must exist and be unchanged.
extension Gathering {
  /// Checks `files` against the manifests; each file that is missing, changed or unreadable makes
  /// its kind partial.
  mutating func bind(_ files: [EvidenceFile]) {
    let present = files.reduce(into: [String: EvidenceFile]()) { $0[$1.path] = $1 }
    for (name, manifest) in manifests {
      let folder = name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
      for call in manifest.calls {
        if call.isDamaged {
          doubtDamaged(call, file: call.file.flatMap { present[folder + $0] }, in: name)
        }
        guard let listed = call.file else { continue }
        let file = folder + listed
        let here = present[file]
        if let region = call.region, let kind = here?.kind {
          regionsAsked[kind, default: []].insert(region)
        }
        guard let fault = Gathering.fault(call, here) else { continue }
        if here?.status != .broken {
          report(Problem(file: file, message: "\(name) lists this file, but it \(fault)"))
        }
        let kinds = [CollectOperation.named(call.operation)?.kind, here?.kind].compactMap(\.self)
        for kind in Set(kinds) {
          doubt(kind, "\(file), listed in \(name), \(fault)")
        }
      }
    }
  }

  /// Records that a call in a manifest cannot be read: its kind becomes partial, or every kind if
  /// the kind is unknown.
  private mutating func doubtDamaged(_ call: Manifest.Call, file: EvidenceFile?, in name: String) {
    report(in: name) {
      Problem(
        file: name,
        message: "a call in this manifest cannot be read"
          + (call.file.map { " (file \($0))" } ?? "") + "; collect again")
    }
    let reason = "a call in \(name) cannot be read"
    guard let kind = CollectOperation.named(call.operation)?.kind ?? file?.kind else {
      return doubtAll(reason)
    }
    doubt(kind, reason)
  }

  /// The problem with the file of a call; nil if it is unchanged.
  private static func fault(_ call: Manifest.Call, _ file: EvidenceFile?) -> String? {
    guard let file else { return "is missing" }
    guard file.status != .broken, let digest = file.digest else { return "cannot be read" }
    if let wanted = call.digest, digest.description != wanted.lowercased() {
      return "was changed after the collection (its SHA-256 differs)"
    }
    if let wanted = call.bytes, file.bytes != wanted {
      return "was changed after the collection (\(file.bytes) bytes instead of \(wanted))"
    }
    return file.status == .ignored ? "contains no evidence" : nil
  }

  /// The manifest of the whole folder: the one nearest to its top.
  var manifest: Manifest? {
    manifests.min { one, other in
      func depth(_ name: String) -> Int { name.utf8.count { $0 == UInt8(ascii: "/") } }
      return (depth(one.file), one.file) < (depth(other.file), other.file)
    }?.manifest
  }

  /// Makes every kind partial.
  mutating func doubtAll(_ reason: String) {
    for kind in EvidenceKind.allCases { doubt(kind, reason) }
  }
}

extension EvidenceFile {
  fileprivate var kind: EvidenceKind? {
    if case .read(let kind) = status { kind } else { nil }
  }
}
