internal import Platform

/// Scans an answer as it arrives: checks that it is JSON, extracts the values that lead to further
/// calls, and replaces secrets with a mark (`SecretMembers`).
///
/// Its memory depends on the extracted names, whose total size is limited, and not on the size of
/// the answer.
struct AnswerScan {
  /// The reason why an answer is rejected.
  enum Failure: Error, Hashable {
    case notJSON(offset: Int), empty
    /// The names are too many or too long for further calls.
    case tooManyNames
  }

  /// The maximum total size of extracted names, in bytes; each name counts its length plus 64
  /// bytes.
  static let maximumNameBytes = 64 << 20
  /// The maximum lengths in bytes: of an extracted name, of a member name that is compared, and of
  /// a secret that is replaced by its digest.
  private static let (longestName, longestMember, longestSecret) = (65_536, 512, 65_536)

  /// An open object or list.
  private struct Level {
    let isObject: Bool
    /// Whether its members are values of environment variables.
    let areVariables: Bool
    /// The name of the current member, if it is needed.
    var member: String?
  }

  private let query: AnswerFacts.Query
  private let secrets: SecretMembers
  private let keepsEnd: Bool
  private let listMembers: [String: Set<String>]
  private var stream = JSONStream()
  private var levels: [Level] = []
  private(set) var facts: AnswerFacts
  private var nameBytes = 0
  private var element: [String: String] = [:]
  /// The characters of the current string or scalar, if they are needed.
  private var token: [UInt8] = []
  private var isTokenWanted = false
  private var maximumPerToken = 0
  /// The value that is being hidden, and its nesting level.
  private var hiding: (level: Int, text: [UInt8])?

  /// Creates a scan for `query`; spaces after the answer are dropped unless `keepsEnd`.
  init(_ query: AnswerFacts.Query, hiding secrets: SecretMembers, keepsEnd: Bool) {
    self.query = query
    self.secrets = secrets
    self.keepsEnd = keepsEnd
    listMembers = query.paths.reduce(into: [:]) {
      $0[$1.list, default: []].formUnion($1.members)
    }
    facts = AnswerFacts(query)
  }

  /// Scans the next bytes and appends the bytes to store to `output`.
  mutating func take(
    _ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]
  ) throws(Failure) {
    var start = 0
    var index = 0
    while index < bytes.count {
      if stream.isInPlainString {
        let plain = AnswerScan.plainText.firstOther(
          in: bytes.assumingMemoryBound(to: UInt8.self), from: index)
        if plain > index {
          if isTokenWanted { extendToken(bytes[index..<plain]) }
          stream.skip(plain - index)
          index = plain
          continue
        }
      }
      let event: JSONStream.Event
      let wasDone = stream.isDone
      do throws(JSONStream.Failure) { event = try stream.step(bytes[index]) } catch {
        throw .notJSON(offset: error.offset)
      }
      if stream.endedNumber { try endValue(before: index, of: bytes, &start, &output) }
      switch event {
      case .none:
        if isTokenWanted { extendToken(bytes[index...index]) }
        if wasDone, !keepsEnd {
          // A space after the answer.
          AnswerScan.copy(bytes[start..<index], to: &output)
          start = index + 1
        }
      case .beginKey: beginToken(limit: AnswerScan.longestMember)
      case .endKey: endKey()
      case .beginObject, .beginArray:
        beginValue(before: index, of: bytes, &start, &output)
        open(isObject: event == .beginObject)
      case .endObject, .endArray:
        levels.removeLast()
        try endValue(before: index + 1, of: bytes, &start, &output)
      case .beginString:
        beginValue(before: index, of: bytes, &start, &output)
        if isStringWanted { beginToken(limit: AnswerScan.longestName) }
      case .endString, .endScalar:
        if isTokenWanted, event == .endScalar { extendToken(bytes[index...index]) }
        try endValue(before: index + 1, of: bytes, &start, &output, isString: event == .endString)
      case .beginScalar:
        beginValue(before: index, of: bytes, &start, &output)
        if levels.count == 1 {
          beginToken(limit: AnswerScan.longestMember)
          extendToken(bytes[index...index])
        }
      }
      index += 1
    }
    if hiding == nil {
      AnswerScan.copy(bytes[start...], to: &output)
    } else {
      hide(bytes[start...])
    }
  }

  /// Returns the facts of the complete answer.
  func finish() throws(Failure) -> AnswerFacts {
    guard stream.offset > 0 else { throw .empty }
    do throws(JSONStream.Failure) { try stream.checkEnd() } catch {
      throw .notJSON(offset: error.offset)
    }
    return facts
  }

  private static func copy(_ bytes: Slice<UnsafeRawBufferPointer>, to output: inout [UInt8]) {
    output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes))
  }

  /// The characters in a string that do not change the state of the parser.
  private static let plainText = ASCIISet(
    (0x20...0x7F).filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
}

extension AnswerScan {
  private mutating func beginToken(limit: Int) {
    token.removeAll(keepingCapacity: true)
    isTokenWanted = hiding == nil
    maximumPerToken = limit
  }

  private mutating func extendToken(_ bytes: Slice<UnsafeRawBufferPointer>) {
    // One byte more than the limit shows that the token was too long.
    token.append(contentsOf: bytes.prefix(max(0, maximumPerToken + 1 - token.count)))
  }

  /// The text of the token; nil if it was too long.
  private var tokenText: String? {
    guard token.count <= maximumPerToken else { return nil }
    return token.withUnsafeBufferPointer { JSONText.decode($0[...], hasEscapes: true) }
  }

  /// The members to read from the elements of the current list; nil if it is not one of the query's
  /// lists.
  private var membersOfList: Set<String>? {
    guard levels.count == 3, levels[2].isObject, !levels[1].isObject, let list = levels[0].member
    else { return nil }
    return listMembers[list]
  }

  private mutating func endKey() {
    isTokenWanted = false
    let isRelevant =
      hiding == nil && (levels.count == 1 || membersOfList != nil || secrets.canBeSecret(token))
    levels[levels.count - 1].member = isRelevant ? tokenText : nil
  }

  private var isStringWanted: Bool {
    switch levels.count {
    case 1: levels[0].member.map(query.needs) ?? false
    case 2: !levels[1].isObject && levels[0].member == query.expects && facts.first == nil
    case 3: membersOfList?.contains(levels[2].member ?? "") ?? false
    default: false
    }
  }

  private mutating func open(isObject: Bool) {
    let areVariables =
      isObject && levels.last.map { $0.isObject && secrets.areVariables($0.member) } ?? false
    levels.append(Level(isObject: isObject, areVariables: areVariables))
    if levels.count == 3 { element.removeAll(keepingCapacity: true) }
  }

  /// Starts to hide the value at `index` if it is a secret.
  private mutating func beginValue(
    before index: Int, of bytes: UnsafeRawBufferPointer, _ start: inout Int,
    _ output: inout [UInt8]
  ) {
    guard hiding == nil, let level = levels.last, level.isObject else { return }
    let isObject = bytes[index] == UInt8(ascii: "{")
    guard level.areVariables || secrets.hides(level.member, isObject: isObject) else { return }
    AnswerScan.copy(bytes[start..<index], to: &output)
    start = index
    hiding = (levels.count, [])
  }

  private mutating func endValue(
    before end: Int, of bytes: UnsafeRawBufferPointer, _ start: inout Int,
    _ output: inout [UInt8], isString: Bool = false
  ) throws(Failure) {
    if let level = hiding?.level {
      guard level == levels.count else { return }
      hide(bytes[start..<end])
      start = end
      output += SecretMembers.mark(for: hiding?.text ?? [], limit: AnswerScan.longestSecret)
      hiding = nil
    } else {
      try note(isString: isString)
    }
    isTokenWanted = false
  }

  private mutating func hide(_ bytes: Slice<UnsafeRawBufferPointer>) {
    let room = AnswerScan.longestSecret + 1 - (hiding?.text.count ?? 0)
    hiding?.text.append(contentsOf: bytes.prefix(max(0, room)))
  }

  /// Records the value that has ended.
  private mutating func note(isString: Bool) throws(Failure) {
    let wasWanted = isTokenWanted
    switch levels.count {
    case 1:
      guard levels[0].isObject, let member = levels[0].member else { return }
      let text = wasWanted ? tokenText : nil
      if member == query.expects, isString || text != "null" { facts.hasExpected = true }
      guard let text else { return }
      if isString { facts.strings[member] = text }
      if member == "IsTruncated" {
        facts.isTruncated = !["false", "0", "", "null"].contains(text.lowercased())
      }
    case 2:
      guard !levels[1].isObject else { return }
      if isString, wasWanted, facts.first == nil { facts.first = tokenText }
      try noteElement()
    case 3:
      guard isString, wasWanted, let member = levels[2].member else { return }
      guard let text = tokenText else { throw .tooManyNames }
      element[member] = text
    default: break
    }
  }

  private mutating func noteElement() throws(Failure) {
    guard let list = levels[0].member, listMembers[list] != nil, !element.isEmpty else { return }
    for (index, path) in query.paths.enumerated() where path.list == list {
      guard let value = path.value(in: { element[$0] }) else { continue }
      facts.values[index].append(value)
      nameBytes += value.utf8.count + 64
    }
    element.removeAll(keepingCapacity: true)
    guard nameBytes <= AnswerScan.maximumNameBytes else { throw .tooManyNames }
  }
}
