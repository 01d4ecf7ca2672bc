package import Platform

/// Reads policy documents in the three formats that AWS and its tools use.
///
///     {"Version": …}              an object
///     "{\"Version\": …}"          JSON in a string
///     "%7B%22Version%22%3A …"     the same, percent-encoded (RFC 3986: `+` is itself)
///
/// Invalid parts are skipped and recorded in `PolicyDocument.defects`; nothing is guessed.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html.
package struct PolicyReader {
  private var defects: [String] = []
  private var defectCount = 0
  private let pool: StringPool

  /// The maximum number of listed defects per document.
  private static let maximumDefects = 20

  private init(pool: StringPool) {
    self.pool = pool
  }

  private mutating func note(_ defect: @autoclosure () -> String) {
    defectCount += 1
    if defectCount <= PolicyReader.maximumDefects { defects.append(defect()) }
  }

  /// The descriptions of the defects; the last states how many more there are.
  private var listedDefects: [String] {
    let more = defectCount - defects.count
    return more > 0 ? defects + ["\(more) more \(more == 1 ? "defect" : "defects")"] : defects
  }

  /// Reads the document at `cursor`. Throws a problem if there is no readable document.
  package static func read(
    _ cursor: Cursor, pool: StringPool = StringPool()
  ) throws(Problem) -> PolicyDocument {
    switch cursor.kind {
    case .object:
      return document(at: cursor, pool: pool)
    case .string:
      let inner = try innerDocument(cursor.node.string ?? "", at: cursor)
      return document(
        at: Cursor(node: inner.root, file: cursor.file, pointer: cursor.pointer),
        outer: cursor.citation, pool: pool)
    default:
      throw cursor.problem(
        "expected a policy document: an object, JSON text or percent-encoded JSON text")
    }
  }

  /// The JSON of a policy document in a string, percent-encoded or not; nil if it is not JSON.
  package static func json(in text: String) -> JSONDocument? {
    guard let json = try? decoded(text) else { return nil }
    return try? JSONDocument(Array(json.utf8))
  }

  private static func innerDocument(
    _ text: String, at cursor: Cursor
  ) throws(Problem) -> JSONDocument {
    let json: String
    do throws(PercentError) {
      json = try decoded(text)
    } catch {
      throw cursor.problem("the percent-encoded policy document \(error.message)")
    }
    let inner: JSONDocument
    do throws(JSONError) {
      inner = try JSONDocument(Array(json.utf8))
    } catch {
      throw cursor.problem(
        "the policy document in this string is not JSON: \(error.position): \(error.message)")
    }
    guard inner.root.kind == .object else {
      throw cursor.problem("expected a policy document, an object with Statement")
    }
    return inner
  }

  private struct PercentError: Error {
    let message: String
  }

  private static func decoded(_ text: String) throws(PercentError) -> String {
    guard text.first == "%" else { return text }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte != UInt8(ascii: "%") {
        bytes.append(byte)
      } else if let high = rest.popFirst().flatMap(hexDigit),
        let low = rest.popFirst().flatMap(hexDigit)
      {
        bytes.append(high << 4 | low)
      } else {
        throw PercentError(message: "has a '%' without two hexadecimal digits")
      }
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else {
      throw PercentError(message: "is not UTF-8")
    }
    return decoded
  }

  private static func document(
    at cursor: Cursor, outer: Citation? = nil, pool: StringPool
  ) -> PolicyDocument {
    var reader = PolicyReader(pool: pool)
    var statements: [Statement] = []
    if let statement = cursor.child("Statement") {
      // IAM rejects an empty list: see the grammar.
      if statement.kind == .array, statement.node.elements.isEmpty {
        reader.note("Statement is an empty list")
      }
      for (index, element) in CursorList(of: statement).enumerated() {
        let place = outer.map {
          Citation(file: $0.file, place: "\($0.place)#/Statement/\(index)", line: $0.line)
        }
        if let read = reader.statement(element, index: index, citation: place) {
          statements.append(read)
        }
      }
    } else {
      reader.note("the document has no Statement")
    }
    for name in unknown(in: cursor.node, documentElements) {
      reader.note("unknown element \(name)")
    }
    if cursor.node.has("Version"), !versions.contains(cursor.string("Version") ?? "") {
      reader.note("Version must be 2012-10-17 or 2008-10-17")
    }
    return PolicyDocument(
      version: cursor.string("Version"), statements: statements,
      text: cursor.node.compactText, citation: outer ?? cursor.citation,
      defects: reader.listedDefects)
  }

  private static let versions = ["2012-10-17", "2008-10-17"]
  private static let documentElements: Set<String> = ["Version", "Id", "Statement"]
  private static let statementElements: Set<String> = [
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
    "Condition",
  ]

  /// Members that are not in the policy grammar. IAM accepts no other members, so an unknown one is
  /// a damaged element, possibly one that limits the statement.
  private static func unknown(in node: JSONNode, _ known: Set<String>) -> [String] {
    node.members.map(\.name).filter { !known.contains($0) }
  }

  private mutating func statement(
    _ cursor: Cursor, index: Int, citation: Citation?
  ) -> Statement? {
    func defect(_ message: String) -> String { "statement \(index + 1): \(message)" }
    guard cursor.kind == .object else {
      note(defect("expected an object"))
      return nil
    }
    guard let effect = cursor.string("Effect").flatMap(Statement.Effect.init) else {
      note(defect("Effect must be Allow or Deny"))
      return nil
    }
    let unknown = PolicyReader.unknown(in: cursor.node, PolicyReader.statementElements)
    if let name = unknown.first {
      note(defect("unknown element \(name)"))
      // The exceptions of such a Deny are unknown, so it proves nothing.
      if effect == .deny { return nil }
    }
    guard let actions = scope(cursor, "Action", "NotAction") else {
      note(defect("expected Action or NotAction with a string or a list of strings"))
      return nil
    }
    let hasResources = cursor.node.has("Resource") || cursor.node.has("NotResource")
    let resources = scope(cursor, "Resource", "NotResource")
    if hasResources, resources == nil {
      note(defect("expected Resource or NotResource with a string or a list of strings"))
      return nil
    }
    if !hasResources, !cursor.node.has("Principal"), !cursor.node.has("NotPrincipal") {
      note(defect("expected Resource or NotResource, or Principal in a trust policy"))
    }
    let patterns = [actions.patterns] + (resources.map { [$0.patterns] } ?? [])
    if patterns.contains(where: { $0.isEmpty || $0.contains("") }) {
      note(defect("an action or a resource is empty"))
      return nil
    }
    let areActionsClear = checkForm(of: actions, by: PolicyGrammar.isAction) {
      defect("invalid action \($0)")
    }
    let areResourcesClear =
      resources.map {
        checkForm(of: $0, by: PolicyGrammar.isResource) { defect("invalid resource \($0)") }
      } ?? true
    // The exceptions of such a Deny are unknown, so it proves nothing.
    if effect == .deny, !areActionsClear || !areResourcesClear { return nil }
    let hasNoCondition = cursor.node.has("Condition") && cursor.node["Condition"] == nil
    guard !hasNoCondition, let conditions = conditions(cursor.node["Condition"]) else {
      note(defect("Condition must map operators to keys with values"))
      return nil
    }
    return Statement(
      index: index, sid: cursor.string("Sid").flatMap { $0.isEmpty ? nil : $0 }, effect: effect,
      principals: principals(cursor, defect), actions: actions, resources: resources,
      conditions: conditions, citation: citation ?? cursor.citation)
  }

  /// Notes the first value that IAM does not accept; returns whether the exceptions in `scope` are
  /// clear.
  private mutating func checkForm(
    of scope: Statement.Scope, by isValid: (String) -> Bool, _ defect: (String) -> String
  ) -> Bool {
    guard let value = scope.patterns.first(where: { !isValid($0) }) else { return true }
    note(defect("\"\(value)\""))
    if case .allBut = scope { return false }
    return true
  }

  /// The element `only` or `allBut`; nil if both or none are present, or if it is not a list of
  /// strings.
  private func scope(_ cursor: Cursor, _ only: String, _ allBut: String) -> Statement.Scope? {
    switch (cursor.node[only], cursor.node[allBut]) {
    case (let node?, nil): texts(node).map(Statement.Scope.only)
    case (nil, let node?): texts(node).map(Statement.Scope.allBut)
    default: nil
    }
  }

  /// The readable principals; each part that cannot be read is a defect.
  private mutating func principals(
    _ cursor: Cursor, _ defect: (String) -> String
  ) -> Statement.Principals? {
    for name in ["Principal", "NotPrincipal"] where cursor.node.has(name) {
      let list = cursor.node[name].map { principalList($0) } ?? (read: [], isWhole: false)
      if !list.isWhole {
        note(defect("\(name) must map principal types to strings"))
      }
      return name == "Principal" ? .only(list.read) : .allBut(list.read)
    }
    return nil
  }

  /// The readable principals. AWS rejects an empty list, so an empty list counts as damaged.
  private func principalList(_ node: JSONNode) -> (read: [Principal], isWhole: Bool) {
    if let text = node.string {
      return ([Principal(kind: text == "*" ? .everyone : .aws, value: text)], true)
    }
    var read: [Principal] = []
    var isWhole = node.kind == .object
    for (name, value) in node.members {
      let elements = value.kind == .array ? value.elements : [value]
      let values = elements.compactMap(text)
      guard let kind = Principal.Kind(rawValue: name) else {
        isWhole = false
        continue
      }
      if values.count < elements.count || values.isEmpty { isWhole = false }
      read += values.map { Principal(kind: kind, value: $0) }
    }
    return (read, isWhole && !read.isEmpty)
  }

  private func conditions(_ node: JSONNode?) -> [Condition]? {
    guard let node else { return [] }
    guard node.kind == .object else { return nil }
    var result: [Condition] = []
    for (operatorName, keys) in node.members {
      guard keys.kind == .object else { return nil }
      for (key, value) in keys.members {
        guard let values = texts(value) else { return nil }
        result.append(Condition(operatorName: operatorName, key: key, values: values))
      }
    }
    return result
  }

  /// A string or a list of strings; AWS accepts numbers and booleans as their text.
  private func texts(_ node: JSONNode) -> [String]? {
    guard node.kind == .array else { return text(node).map { [$0] } }
    var result: [String] = []
    for element in node.elements {
      guard let text = text(element) else { return nil }
      result.append(text)
    }
    return result
  }

  private func text(_ node: JSONNode) -> String? {
    switch node.kind {
    case .string: node.string.map(pool.shared)
    case .number, .boolean: node.rawText
    default: nil
    }
  }
}
