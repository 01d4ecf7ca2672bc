internal import Model
public import Platform

/// The evidence files, compared with their known digests.
public struct EvidenceComparison: Sendable {
  /// The result for a file.
  public enum State: String, CaseIterable, Sendable {
    /// It has the known digest.
    case unchanged
    /// It has another digest.
    case changed
    /// It is missing, or cannot be read.
    case notFound
    /// It exists, and its digest is not known.
    case noDigest

    /// The text for people.
    var title: String {
      switch self {
      case .unchanged: "unchanged"
      case .changed: "changed"
      case .notFound: "not found"
      case .noDigest: "no digest known"
      }
    }
  }

  /// The source of the known digests.
  public enum Source: Hashable, Sendable {
    /// A statement, signed by this person.
    case statement(signer: String)
    /// The session, whose current state is not signed.
    case session
  }

  /// The session or statement, as named on the command line.
  let name: String
  let source: Source
  private(set) var files: [State: [String]] = [:]

  init(of name: String, with source: Source) {
    self.name = name
    self.source = source
  }

  /// Adds the result for the file at `path`.
  mutating func add(_ path: String, _ state: State) { files[state, default: []].append(path) }

  func count(_ state: State) -> Int { files[state]?.count ?? 0 }

  /// A heading, and a line for each state with its first files.
  var lines: [String] {
    let origin =
      switch source {
      case .statement(let signer): "digests signed by \(signer)"
      case .session: "digests in the session, not signed"
      }
    return ["evidence of \(name) (\(origin))"]
      + State.allCases.map { state in
        let paths = files[state] ?? []
        // Unchanged files are only counted.
        let shown = state == .unchanged ? [] : paths.prefix(EvidenceComparison.maximum)
        let rest = state == .unchanged ? 0 : paths.count - shown.count
        let names = shown.joined(separator: ", ") + (rest > 0 ? ", and \(rest) more" : "")
        return "  " + state.title.padded(to: 16) + String(paths.count)
          + (names.isEmpty ? "" : ": " + names)
      }
  }

  private static let maximum = 10

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
  /// The text format: one line per check, followed by the evidence.
  public var text: String {
    var lines = lines.map { $0.verdict.word.padded(to: 12) + $0.text }
    lines.append("")
    lines += evidence.flatMap(\.lines)
    if evidence.isEmpty {
      lines.append("evidence: not compared; give a session or a statement too")
    }
    return lines.map { VisibleText.line($0) + "\n" }.joined()
  }

  /// The JSON format (docs/formats.md, verify).
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
