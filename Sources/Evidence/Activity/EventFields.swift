internal import Platform

/// The members of a CloudTrail event that the activity is made of.
///
/// Names are compared without case, because query engines write them in lower case.
enum EventField: Int, CaseIterable {
  case eventTime, eventSource, eventName, awsRegion, sourceIPAddress, userAgent
  case errorCode, errorMessage, requestParameters, additionalEventData, resources
  case eventType, recipientAccountId, eventCategory, managementEvent, userIdentity
  /// Members of `userIdentity`.
  case type, arn, accountId, accessKeyId, userName, principalId, invokedBy, identityProvider
  case sessionContext
  /// Members of `sessionContext`, and of its members.
  case sessionIssuer, attributes, issuer, mfaAuthenticated
  /// A member of `additionalEventData`.
  case MFAUsed
  /// What contains an event, or is something else.
  case CloudTrailEvent, detail, Data, record

  /// The members of each object that is read.
  static let event = FieldNames([
    eventTime, eventSource, eventName, awsRegion, sourceIPAddress, userAgent, errorCode,
    errorMessage, requestParameters, additionalEventData, resources, eventType, recipientAccountId,
    eventCategory, managementEvent, userIdentity, CloudTrailEvent, detail, Data, record,
  ])
  static let identity = FieldNames([
    type, arn, accountId, accessKeyId, userName, principalId, invokedBy, identityProvider,
    sessionContext,
  ])
  static let context = FieldNames([sessionIssuer, attributes])
  static let sessionIssuerMembers = FieldNames([], named: [("arn", issuer)])
  static let attributeMembers = FieldNames([mfaAuthenticated])
  static let additional = FieldNames([MFAUsed])
}

/// The names of members, for fast comparison.
struct FieldNames: Sendable {
  /// The names in lower case, in the order of their length.
  private let text: [UInt8]
  private let fields: [(start: Int, field: EventField)]
  /// The number of names that are shorter than a length.
  private let shorter: [Int]

  init(_ fields: [EventField], named others: [(String, EventField)] = []) {
    let names = (fields.map { ("\($0)", $0) } + others).sorted { $0.0.utf8.count < $1.0.utf8.count }
    var text: [UInt8] = []
    self.fields = names.map { name, field in
      defer { text += name.utf8.map { $0 | 0x20 } }
      return (text.count, field)
    }
    self.text = text
    let longest = names.last?.0.utf8.count ?? 0
    shorter = (0...longest + 1).map { length in names.count { $0.0.utf8.count < length } }
  }

  func find(_ name: UnsafeBufferPointer<UInt8>) -> EventField? {
    guard name.count + 1 < shorter.count else { return nil }
    candidates: for candidate in fields[shorter[name.count]..<shorter[name.count + 1]] {
      for place in 0..<name.count where name[place] | 0x20 != text[candidate.start + place] {
        continue candidates
      }
      return candidate.field
    }
    return nil
  }
}

/// The positions of an event's members on the tape of its document.
struct EventFields {
  typealias Tape = UnsafeBufferPointer<JSONDocument.Entry>
  typealias Bytes = UnsafeBufferPointer<UInt8>

  let tape: Tape
  let bytes: Bytes
  private var places = [Int32](repeating: -1, count: EventField.allCases.count)

  init(tape: Tape, bytes: Bytes) {
    self.tape = tape
    self.bytes = bytes
  }

  /// Finds the members of the object at `place` and of the objects in it.
  mutating func read(_ place: Int) {
    for field in places.indices { places[field] = -1 }
    read(place, EventField.event)
    if let identity = object(.userIdentity) { read(identity, EventField.identity) }
    if let context = object(.sessionContext) { read(context, EventField.context) }
    if let issuer = object(.sessionIssuer) { read(issuer, EventField.sessionIssuerMembers) }
    if let attributes = object(.attributes) { read(attributes, EventField.attributeMembers) }
    if let additional = object(.additionalEventData) { read(additional, EventField.additional) }
  }

  private mutating func read(_ object: Int, _ names: FieldNames) {
    forEachMember(of: object) { name, value in
      if let field = names.find(name) { places[field.rawValue] = Int32(value) }
    }
  }

  /// Calls `body` with the raw name and the place of each member of the object at `place`.
  @inline(__always)
  func forEachMember(of place: Int, _ body: (Bytes, Int) -> Void) {
    var key = place + 1
    let end = Int(tape[place].next)
    while key < end {
      body(content(key), key + 1)
      key = Int(tape[key + 1].next)
    }
  }

  /// The bytes between the quotes of the string at `place`.
  @inline(__always)
  func content(_ place: Int) -> Bytes {
    UnsafeBufferPointer(rebasing: bytes[Int(tape[place].offset) + 1..<Int(tape[place].end) - 1])
  }

  /// The unchanged text of the value at `place`.
  func raw(_ place: Int) -> Bytes {
    UnsafeBufferPointer(rebasing: bytes[Int(tape[place].offset)..<Int(tape[place].end)])
  }

  /// The bytes of a string that is neither empty nor contains escapes; nil for anything else.
  func plain(_ field: EventField) -> Bytes? {
    guard let place = place(field), tape[place].kind == .string, !tape[place].hasEscapes else {
      return nil
    }
    let content = content(place)
    return content.isEmpty ? nil : content
  }

  /// The place of a member that is not null; nil if it is missing.
  func place(_ field: EventField) -> Int? {
    let place = Int(places[field.rawValue])
    return place < 0 || tape[place].kind == .null ? nil : place
  }

  func object(_ field: EventField) -> Int? {
    place(field).flatMap { tape[$0].kind == .object ? $0 : nil }
  }

  /// The text of a string; nil for other types.
  func text(_ field: EventField) -> String? { place(field).flatMap(text(at:)) }

  func text(at place: Int) -> String? {
    guard tape[place].kind == .string else { return nil }
    let decoded = JSONText.decode(
      bytes[Int(tape[place].offset) + 1..<Int(tape[place].end) - 1],
      hasEscapes: tape[place].hasEscapes)
    return tape[place].hasEscapes ? decoded.withoutSeparators : decoded
  }

  /// Passes the bytes of a string to `body`; empty if it is missing or has another type.
  @inline(__always)
  func withText<Result>(_ field: EventField, _ body: (Bytes) -> Result) -> Result {
    guard let place = place(field), tape[place].kind == .string else {
      return body(UnsafeBufferPointer(start: nil, count: 0))
    }
    guard tape[place].hasEscapes else { return body(content(place)) }
    var text = text(at: place) ?? ""
    return text.withUTF8(body)
  }
}

extension String {
  /// The text without the characters that separate values in tables; JSON can contain them escaped.
  var withoutSeparators: String {
    guard utf8.contains(where: { $0 == 0 || $0 == 0x1F }) else { return self }
    return String(map { $0 == "\u{0}" || $0 == "\u{1F}" ? "\u{FFFD}" : $0 })
  }
}
