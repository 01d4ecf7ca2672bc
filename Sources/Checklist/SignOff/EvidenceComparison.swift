public import Model

/// How the evidence files that are there compare with the digests that are known of them.
public struct EvidenceComparison: Sendable {
  /// How one file turned out.
  public enum State: String, CaseIterable, Sendable {
    /// It has the digest that is known.
    case unchanged
    /// It has another one.
    case changed
    /// It is missing, or cannot be read.
    case notFound
    /// It is there, and no digest of it is known.
    case noDigest

    /// The words for it.
    var title: String {
      switch self {
      case .unchanged: "unchanged"
      case .changed: "changed"
      case .notFound: "not found"
      case .noDigest: "no digest known"
      }
    }
  }

  /// Where the known digests are from.
  public enum Source: Hashable, Sendable {
    /// The statement that this person signed.
    case statement(signer: String)
    /// The session, which nobody has signed as it is.
    case session
  }

  /// The session or statement, as the person named it.
  let name: String
  let source: Source
  private(set) var files: [State: [String]] = [:]

  init(of name: String, with source: Source) {
    self.name = name
    self.source = source
  }

  /// Takes down how the file at `path` turned out.
  mutating func add(_ path: String, _ state: State) { files[state, default: []].append(path) }

  func count(_ state: State) -> Int { files[state]?.count ?? 0 }

  /// A heading, and a line for each state with its first files.
  var lines: [String] {
    let origin =
      switch source {
      case .statement(let signer): "digests signed by \(signer)"
      case .session: "digests of the session, not signed"
      }
    return ["evidence of \(name) (\(origin))"]
      + State.allCases.map { state in
        let paths = files[state] ?? []
        // Unchanged files need no names.
        let shown = state == .unchanged ? [] : paths.prefix(EvidenceComparison.most)
        let rest = state == .unchanged ? 0 : paths.count - shown.count
        let names = shown.joined(separator: ", ") + (rest > 0 ? ", and \(rest) more" : "")
        return "  " + state.title.padded(to: 16) + String(paths.count)
          + (names.isEmpty ? "" : ": " + names)
      }
  }

  private static let most = 10

  var json: JSONValue {
    let signer: JSONValue =
      if case .statement(let signer) = source { .string(signer) } else { .null }
    return .object(
      [JSONMember("of", .string(name)), JSONMember("signer", signer)]
        + State.allCases.map { state in
          JSONMember(state.rawValue, .array((files[state] ?? []).map(JSONValue.string)))
        })
  }
}

extension Verification {
  /// What is printed for a person: a line a check, and the evidence.
  public var text: String {
    var lines = lines.map { $0.verdict.word.padded(to: 12) + $0.text }
    lines.append("")
    lines += evidence.flatMap(\.lines)
    if evidence.isEmpty {
      lines.append("evidence: nothing compared; name a session or a statement")
    }
    return lines.map { VisibleText.line($0) + "\n" }.joined()
  }

  /// The same for programs (docs/formats.md, verify).
  public var json: JSONValue {
    [
      "schemaVersion": 1,
      "verdict": .string(verdict.rawValue),
      "checks": .array(
        lines.map { ["verdict": .string($0.verdict.rawValue), "text": .string($0.text)] }),
      "evidence": .array(evidence.map(\.json)),
    ]
  }
}
