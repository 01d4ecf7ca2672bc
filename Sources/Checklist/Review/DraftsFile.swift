internal import Model
public import Platform

/// The file beside a session that stores drafts while the console is closed.
///
///     review.json.drafts
///     {"drafts": [{"disposition": "justified", "fields": {"note": "half a"}, "targets": […]}],
///      "schemaVersion": 1}
///
/// Drafts are a convenience, not evidence. A file that cannot be read is reported and renamed, and
/// the console starts without it.
public struct DraftsFile: ~Copyable, Sendable {
  private let directory: Directory
  /// The file's name without its directory.
  public let name: String
  private static let limit = 1 << 24

  /// The drafts file of the session at `path`.
  public static func open(
    beside path: String, in system: FileSystem = .live
  ) throws(SystemError) -> DraftsFile {
    let (folder, name) = try system.resolvingLinks(path)
    let directory = try Directory.open(folder, in: system)
    _ = try? directory.removeLeftover(of: name + ".drafts")
    return DraftsFile(directory: directory, name: name + ".drafts")
  }

  private init(directory: consuming Directory, name: String) {
    self.directory = directory
    self.name = name
  }

  /// The saved drafts, or a message if they cannot be read.
  public func load() -> (drafts: [Draft], errorMessage: String?) {
    do {
      guard try directory.status(of: name) != nil else { return ([], nil) }
      let file = try directory.readWhole(name, limit: DraftsFile.limit)
      return (try Self.drafts(file.bytes), nil)
    } catch let error as SystemError {
      return ([], "drafts could not be read: \(error.message)")
    } catch {
      let aside = name + ".broken"
      let isAside = (try? directory.rename(name, to: aside)) != nil
      return (
        [],
        "\(VisibleText.line(name)) is not a drafts file"
          + (isAside ? "; it was renamed to \(VisibleText.line(aside))" : "")
      )
    }
  }

  /// Replaces the saved drafts; removes the file if there are none. Returns why it failed, in a
  /// sentence.
  public func save(_ drafts: [Draft]) -> String? {
    do throws(SystemError) {
      guard !drafts.isEmpty else {
        try directory.remove(name)
        return nil
      }
      _ = try directory.replace(name, with: Array((Self.json(drafts).prettyText + "\n").utf8))
      return nil
    } catch { return "the draft was not saved: \(error.message)" }
  }

  private static func json(_ drafts: [Draft]) -> JSONValue {
    // Earlier versions read the drafts of decisions, and ignore the others.
    let severities = drafts.filter { $0.disposition == nil }
    return .object(
      [
        JSONMember("drafts", .array(drafts.filter { $0.disposition != nil }.map(json))),
        JSONMember("schemaVersion", .number("1")),
      ] + (severities.isEmpty ? [] : [JSONMember("severities", .array(severities.map(json)))]))
  }

  private static func json(_ draft: Draft) -> JSONValue {
    let disposition = draft.disposition.map { JSONMember("disposition", .string($0.rawValue)) }
    return .object(
      [
        disposition,
        JSONMember(
          "fields",
          .object(
            draft.fields.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })),
        JSONMember("targets", .array(draft.targets.map(\.json))),
      ].compactMap(\.self))
  }

  private struct Malformed: Error {}

  private static func drafts(_ bytes: [UInt8]) throws -> [Draft] {
    let root = try JSONDocument(bytes).root
    guard root["schemaVersion"]?.integer == 1, let list = root["drafts"], list.kind == .array else {
      throw Malformed()
    }
    let severities = (root["severities"]?.elements ?? []).map { ($0, false) }
    return try (list.elements.map { ($0, true) } + severities).map { node, isDecision in
      let disposition = node["disposition"]?.string.flatMap(Disposition.init)
      guard isDecision == (disposition != nil), let fields = node["fields"], fields.kind == .object,
        let targets = node["targets"], targets.kind == .array
      else { throw Malformed() }
      return Draft(
        disposition,
        on: try targets.elements.map { try DecisionTarget($0) },
        fields: Dictionary(
          fields.members.map { ($0.name, $0.value.string ?? "") },
          uniquingKeysWith: { first, _ in first }))
    }
  }
}
