/// What evidence a file contains that cannot be read or recognized: judged by what is left of its content,
/// then by its name, so that only what depends on it becomes partial.
enum DamagedFile {
  /// Members at the top of an answer, and what the answer is evidence of.
  private static let members: [(name: String, kind: EvidenceKind)] =
    CollectOperation.all.map { ($0.expects, $0.kind) }
    + [
      ("UserDetailList", .authorizationDetails), ("GroupDetailList", .authorizationDetails),
      ("PolicyVersionList", .authorizationDetails), ("ServicesLastAccessed", .lastAccessed),
    ]

  /// Members that other services' answers have too, in another form.
  private static let common: Set<String> = [
    "Account", "Policies", "Policy", "Content", "Url", "Organization", "findings", "Regions",
    "JobStatus",
    "Roots", "Parents",
  ]

  /// The kind whose answer a damaged text begins as, judged by the first member that an answer always has.
  static func kind(begun bytes: [UInt8]) -> EvidenceKind? {
    let start = Array(bytes.prefix(65_536))
    return members.compactMap { member, kind in
      start.offset(of: Array("\"\(member)\"".utf8)).map { ($0, kind) }
    }.min { $0.0 < $1.0 }?.1
  }

  /// Whether a file that was read and is damaged can be evidence, by the end of its name: pictures are not.
  static func mayBeEvidence(_ path: String) -> Bool {
    ["json", "csv", "txt", "-"].contains(path.split(separator: ".").last?.lowercased() ?? "-")
  }

  /// Whether a damaged text begins as another JSON object: its first member is whole and unknown to us.
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

  /// The kind of an answer that no reader recognized, because a member at its top has another case, or
  /// something else than an answer has.
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

  /// The kind that a file is named after, as `collect` and the commands of `aws` name it.
  static func kind(named path: String) -> EvidenceKind? {
    let parts = path.split(separator: "/")
    if parts.dropLast().last == "last-accessed" { return .lastAccessed }
    let name = parts.last ?? ""
    // A document or a program about the evidence is not the evidence.
    let endings = ["json", "csv", "txt", "text", "out", "yaml", "yml", "gz", "zip", "bz2", "xz"]
    guard let ending = name.split(separator: ".").dropFirst().last?.lowercased(),
      endings.contains(ending)
    else { return nil }
    let stem = words(name.prefix { $0 != "." })
    let folder = parts.dropLast().last.map { "\($0)/" } ?? ""
    let known = CollectOperation.all.flatMap { operation in
      // `organization/policy` is a name of evidence, and `policy` alone is not.
      let file = operation.file.hasPrefix(folder) ? operation.file.dropFirst(folder.count) : ""
      let plain = operation.file.contains("/") ? file : operation.file[...]
      return [plain, operation.command[...], operation.command.drop { $0 != " " }]
        .map { (words: words($0), kind: operation.kind) }
    }
    // `trail-status-x` is named after `trail-status` rather than `trails`: the longest name counts.
    return known.filter { !$0.words.isEmpty && stem.starts(with: $0.words) }
      .max { $0.words.count < $1.words.count }?.kind
  }

  private static func words(_ text: some StringProtocol) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}

extension Gathering {
  /// Notes that the file `path` could not be read: what it is evidence of is partial, and everything where
  /// that is not known.
  mutating func doubtUnread(_ path: String, begun bytes: [UInt8] = []) {
    if FileSystem.split(path).name == Manifest.fileName {
      return doubtAll("\(path) cannot be read, so that files may be missing")
    }
    if let kind = DamagedFile.kind(begun: bytes) ?? DamagedFile.kind(named: path) {
      return doubt(kind, "\(path) could not be read")
    }
    if bytes.isEmpty || DamagedFile.mayBeEvidence(path), !DamagedFile.isForeign(begun: bytes) {
      doubtAll("\(path) could not be read, and may be evidence of any kind")
    }
  }
}
