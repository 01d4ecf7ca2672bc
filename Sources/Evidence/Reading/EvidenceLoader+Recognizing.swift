internal import Model
internal import Platform

extension EvidenceLoader {
  /// Recognizes `bytes` by their content, reads them, and returns how the file was used.
  mutating func recognize(_ bytes: [UInt8], name: String) -> EvidenceFile.Status {
    if LogSign.isLog(bytes), !LogFiles.isOther(name.lowercased()) {
      return logs.read(bytes, name: name, &gathering)
    }
    let text: [UInt8]
    do throws(TextEncoding.Failure) {
      text = try TextEncoding.utf8(bytes)
    } catch {
      gathering.report(Problem(file: name, message: error.message))
      // Without its zero bytes, UTF-16 text can still be recognized.
      gathering.flagUnreadFile(name, begun: bytes.filter { $0 != 0 })
      return .broken
    }
    if CredentialReportText.isReport(Array(text.prefix(1000))) {
      guard let report = String(validating: text, as: UTF8.self) else {
        gathering.report(
          Problem(
            file: name, message: "the credential report is not UTF-8; save it again as UTF-8"))
        gathering.flagIncomplete(.credentialReport, "\(name) is not UTF-8")
        return .broken
      }
      gathering.reading = .kind(.credentialReport)
      defer { gathering.reading = nil }
      CredentialReportText(text: report, file: name).read(into: &gathering)
      return gathering.refusedFiles.contains(name) ? .broken : .read(.credentialReport)
    }
    let isJSON = looksLikeJSON(text)
    if !isJSON, let error = ErrorAnswer(clientWords: text) {
      return take(error, at: Citation(file: name, place: "", line: 1))
    }
    if !isJSON, CredentialReportText.wasReport(Array(text.prefix(1000))) {
      gathering.report(
        Problem(
          file: name,
          message: "the header of this credential report cannot be read; collect it again with"
            + " aws iam get-credential-report"))
      gathering.flagIncomplete(.credentialReport, "\(name) could not be read")
      return .broken
    }
    let isNamedJSON = name.hasSuffix(".json") || name == "-"
    guard isNamedJSON || isJSON else { return unrecognized(name) }
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(text, pruning: EvidenceLoader.pruning)
    } catch {
      gathering.report(
        Problem(
          file: name, place: error.position.description,
          message: "invalid JSON: \(error.message); the file was skipped; run the aws command again"
        ))
      gathering.flagUnreadFile(name, begun: text)
      return .broken
    }
    return read(document, name: name)
  }

  /// The members that identify the call of an answer.
  private static let expected = Set(CollectOperation.all.map(\.expects))

  private mutating func read(_ document: JSONDocument, name: String) -> EvidenceFile.Status {
    if let manifest = Manifest(document.root, file: name) {
      gathering.manifests.append((name, manifest))
      noteAbsences(of: manifest, in: Cursor(node: document.root, file: name, pointer: ""))
      return .manifest
    }
    if isDamagedManifest(document.root, name: name) {
      gathering.report(Problem(file: name, message: "this manifest has no list of calls"))
      gathering.flagUnreadFile(name)
      return .broken
    }
    let answer = Answer(root: document.root, file: name)
    guard let (record, reader) = EvidenceRecord.reader(of: answer.body.node) else {
      return ErrorAnswer(answer).map { take($0, at: answer.body.citation) }
        ?? unrecognized(name, document.root)
    }
    gathering.reading = .kind(record.kind)
    defer { gathering.reading = nil }
    gathering.labels[name] = AnswerLabel(answer, known: EvidenceLoader.expected)
    reader.read(answer, &gathering)
    if let region = answer.region, !gathering.mislabelled.contains(name) {
      gathering.regionsAsked[record.kind, default: []].insert(region)
    }
    if let reason = answer.shortcoming, record.isPartialByPage {
      gathering.flagIncomplete(record.kind, reason)
    }
    return gathering.refusedFiles.contains(name) ? .broken : .read(record.kind)
  }

  /// Whether this is a damaged manifest; other programs use the name manifest.json too.
  private func isDamagedManifest(_ root: JSONNode, name: String) -> Bool {
    FileSystem.split(name).name == Manifest.fileName
      && (root.kind != .object || root["tool"]?.string == "iam-review" || root.has("calls")
        || root["caller"] != nil)
  }

  /// Records the calls to which AWS answered that the thing does not exist.
  private mutating func noteAbsences(of manifest: Manifest, in cursor: Cursor) {
    for (call, place) in zip(manifest.calls, cursor.list("calls")) where call.isAbsence {
      guard let kind = CollectOperation.named(call.operation)?.kind else { continue }
      gathering.note(
        Absence(answer: CallFailure.phrase(call.error ?? ""), citation: place.citation), of: kind)
    }
  }

  /// Uses a saved error: as the answer that the thing does not exist, or as the reason why evidence
  /// is missing.
  private mutating func take(
    _ error: ErrorAnswer, at citation: Citation
  ) -> EvidenceFile.Status {
    let kind = error.operation.kind
    if error.meaning == .absence {
      gathering.note(Absence(answer: error.words, citation: citation), of: kind)
      return .read(kind)
    }
    let what = "an AWS error instead of a response: \(error.words)"
    gathering.report(
      Problem(
        file: citation.file, message: "this is \(what); run aws \(error.operation.command) again"))
    gathering.flagIncomplete(kind, "\(citation.file) is \(what)", isDamage: false)
    return .broken
  }

  /// Handles a file that no reader recognizes: it counts as damaged if a member or its name
  /// suggests evidence, and is ignored otherwise.
  private mutating func unrecognized(
    _ name: String, _ root: JSONNode? = nil
  ) -> EvidenceFile.Status {
    let reason: String
    let kind: EvidenceKind
    if let found = root.flatMap(DamagedFile.kind(unrecognized:)) {
      kind = found.kind
      reason = "member \(found.member) differs from the AWS output format"
    } else if let named = DamagedFile.kind(named: name) {
      kind = named
      reason = "the file has the name of an evidence file but contains no evidence"
    } else {
      return .ignored
    }
    gathering.report(
      Problem(file: name, message: "\(reason); run \(kind.command) again, or remove the file"))
    gathering.flagIncomplete(kind, "\(name) could not be read")
    return .broken
  }

  private func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let first = start.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }
}
