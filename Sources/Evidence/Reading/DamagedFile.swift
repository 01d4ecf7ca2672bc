internal import Model
internal import Platform

/// Finds the kind of evidence that an unreadable or unrecognized file contains, first from the rest
/// of its content, then from its name, so that only the items that depend on it are affected.
enum DamagedFile {
  /// The top-level members of answers, and the kind of evidence that each identifies.
  private static let members: [(name: String, kind: EvidenceKind)] =
    CollectOperation.all.map { ($0.expects, $0.kind) }
    + EvidenceRecord.all.flatMap { record in record.signs.map { ($0, record.kind) } }

  /// Members that answers of other services have too, in another form.
  private static let common = Set(
    CollectOperation.all.filter(\.isExpectedElsewhere).map(\.expects))

  /// The kind of a damaged text, from the first known member in it.
  static func kind(begun bytes: [UInt8]) -> EvidenceKind? {
    let start = Array(bytes.prefix(65_536))
    return members.compactMap { member, kind in
      start.offset(of: Array("\"\(member)\"".utf8)).map { ($0, kind) }
    }.min { $0.0 < $1.0 }?.1
  }

  /// Whether a damaged file can be evidence, by its file name extension; images, for example, are
  /// not.
  static func couldBeEvidence(_ path: String) -> Bool {
    ["json", "csv", "txt", "-"].contains(path.split(separator: ".").last?.lowercased() ?? "-")
  }

  /// Whether a damaged text begins as an unrelated JSON object: its first member is complete and
  /// unknown.
  static func isForeign(begun bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(256), as: UTF8.self)
    let parts = start.split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3,
      parts[0].allSatisfy({ $0.isWhitespace || $0 == "{" || $0 == "\u{FEFF}" }),
      parts[0].contains("{"), parts[2].drop(while: \.isWhitespace).first == ":"
    else { return false }
    let name = parts[1].lowercased()
    return !["request", "response"].contains(name)
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.:@$".contains($0)) }
      && !members.contains { $0.name.lowercased() == name }
  }

  /// The kind of an answer that no reader recognized, because a top-level member has another case
  /// or another type.
  static func kind(unrecognized root: JSONNode) -> (kind: EvidenceKind, member: String)? {
    let bodies = [root] + ["Response", "response"].compactMap { root[$0] }
    for (name, _) in bodies.flatMap(\.members) {
      let found = members.first { member in
        !common.contains(member.name) && member.name.lowercased() == name.lowercased()
      }
      if let found { return (found.kind, name) }
    }
    return nil
  }

  /// The kind that the file name indicates: a name that `collect` uses, or the name of an `aws`
  /// command.
  static func kind(named path: String) -> EvidenceKind? {
    let parts = path.split(separator: "/")
    let folders = CollectOperation.all.filter { $0.file.hasSuffix("/") }
    if let own = folders.first(where: { $0.file.dropLast() == parts.dropLast().last ?? "" }) {
      return own.kind
    }
    let name = parts.last ?? ""
    // Documents and scripts about the evidence are not evidence.
    let endings = ["json", "csv", "txt", "text", "out", "yaml", "yml", "gz", "zip", "bz2", "xz"]
    guard let ending = name.split(separator: ".").dropFirst().last?.lowercased(),
      endings.contains(ending)
    else { return nil }
    let stem = words(name.prefix { $0 != "." })
    let folder = parts.dropLast().last.map { "\($0)/" } ?? ""
    let known = CollectOperation.all.flatMap { operation in
      // `organization/policy` is the name of an evidence file, but `policy` alone is not.
      let file = operation.file.hasPrefix(folder) ? operation.file.dropFirst(folder.count) : ""
      let plain = operation.file.contains("/") ? file : operation.file[...]
      return [plain, operation.command[...], operation.command.drop { $0 != " " }]
        .map { (words: words($0), kind: operation.kind) }
    }
    // `trail-status-x` matches `trail-status` rather than `trails`: the longest name applies.
    return known.filter { !$0.words.isEmpty && stem.starts(with: $0.words) }
      .max { $0.words.count < $1.words.count }?.kind
  }

  private static func words(_ text: some StringProtocol) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}

extension Gathering {
  /// Records that the file `path` could not be read: its kind becomes partial, or every kind if the
  /// kind is unknown.
  mutating func flagUnreadFile(_ path: String, begun bytes: [UInt8] = []) {
    if FileSystem.split(path).name == Manifest.fileName {
      return flagAllIncomplete("\(path) cannot be read, so files can be missing")
    }
    if let kind = DamagedFile.kind(begun: bytes) ?? DamagedFile.kind(named: path) {
      return flagIncomplete(kind, "\(path) could not be read")
    }
    if bytes.isEmpty || DamagedFile.couldBeEvidence(path), !DamagedFile.isForeign(begun: bytes) {
      flagAllIncomplete("\(path) could not be read, and can contain evidence of any kind")
    }
  }
}
