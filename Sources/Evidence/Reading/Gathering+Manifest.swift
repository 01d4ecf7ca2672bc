internal import Model
internal import Platform

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
          flagDamagedFile(call, file: call.file.flatMap { present[folder + $0] }, in: name)
        }
        guard let listed = call.file else {
          flagUnlistedFile(call, in: name)
          continue
        }
        let file = folder + listed
        let here = present[file]
        let fault = fault(call, here)
        if let region = call.region, let kind = here?.kind, fault == nil,
          !mislabelled.contains(file)
        {
          regionsAsked[kind, default: []].insert(region)
        }
        guard let fault else { continue }
        if here?.status != .broken {
          report(Problem(file: file, message: "\(name) lists this file, but it \(fault)"))
        }
        let kinds = [CollectOperation.named(call.operation)?.kind, here?.kind].compactMap(\.self)
        for kind in Set(kinds) {
          flagIncomplete(kind, "\(file), listed in \(name), \(fault)")
        }
      }
    }
  }

  /// Records that a call in a manifest cannot be read: its kind becomes partial, or every kind if
  /// the kind is unknown.
  private mutating func flagDamagedFile(_ call: Manifest.Call, file: EvidenceFile?, in name: String)
  {
    report(in: name) {
      Problem(
        file: name,
        message: "a call in this manifest cannot be read"
          + (call.file.map { " (file \($0))" } ?? "") + "; collect again")
    }
    let reason = "a call in \(name) cannot be read"
    guard let kind = CollectOperation.named(call.operation)?.kind ?? file?.kind else {
      return flagAllIncomplete(reason)
    }
    flagIncomplete(kind, reason)
  }

  /// Records that a call was answered, but that the manifest lists no file with the answer. Only
  /// calls that start a job have none.
  private mutating func flagUnlistedFile(_ call: Manifest.Call, in name: String) {
    guard !call.hasFailed, let kind = CollectOperation.named(call.operation)?.kind else { return }
    let reason = "\(name) lists no file with the response to \(call.commandLine)"
    report(in: name) { Problem(file: name, message: "\(reason); collect again") }
    flagIncomplete(kind, reason)
  }

  /// The problem with the file of a call; nil if it is unchanged.
  private func fault(_ call: Manifest.Call, _ file: EvidenceFile?) -> String? {
    guard let file else { return "is missing" }
    guard file.status != .broken, let digest = file.digest else { return "cannot be read" }
    if let wanted = call.digest, digest.description != wanted.lowercased() {
      return "was changed after the collection (its SHA-256 differs)"
    }
    if let wanted = call.bytes, file.bytes != wanted {
      return "was changed after the collection (\(file.bytes) bytes instead of \(wanted))"
    }
    if file.status == .ignored { return "contains no evidence" }
    let wanted = CollectOperation.named(call.operation)?.kind
    if let found = file.kind, let wanted, found != wanted {
      return "contains \(found.title) instead of \(wanted.title)"
    }
    return labels[file.path]?.contradiction(to: call)
  }

  /// Reports manifests of one folder that are not copies: the time and the calls of the collection
  /// are then unknown.
  mutating func compareManifests() {
    var known: [String: (file: String, manifest: Manifest)] = [:]
    for one in manifests.sorted(by: { rank($0.file) < rank($1.file) }) {
      let folder = FileSystem.split(one.file).directory
      guard let other = known[folder] else {
        known[folder] = one
        continue
      }
      guard other.manifest != one.manifest else { continue }
      report(
        Problem(
          file: one.file,
          message: "disagrees with the manifest \(other.file), which is used; keep only one"))
      flagAllIncomplete("the manifests \(one.file) and \(other.file) disagree")
    }
  }
}

extension EvidenceFile {
  fileprivate var kind: EvidenceKind? {
    if case .read(let kind) = status { kind } else { nil }
  }
}

extension AnswerLabel {
  /// The contradiction to `call` of a manifest; nil if there is none.
  fileprivate func contradiction(to call: Manifest.Call) -> String? {
    guard let operation = CollectOperation.named(call.operation) else { return nil }
    if !members.contains(operation.expects) {
      return "does not contain the response to aws \(call.operation)"
    }
    if let command, command != call.operation {
      return "contains the response to aws \(command) instead of aws \(call.operation)"
    }
    if let region, let asked = call.region, region != asked {
      return "contains the response from \(region) instead of \(asked)"
    }
    return nil
  }
}
