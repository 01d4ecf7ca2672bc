internal import Model
internal import Platform

/// Counts events in a table. Each thread has its own.
///
/// Most events repeat the values of others, so the texts that a value is made of are looked up, and
/// only new ones are evaluated.
struct EventCounter {
  var table = ActivityTable()
  private let rules = EventRules.bundled
  private var identities = Memo<Identity>()
  private var agents = Memo<UInt32>()
  private var errors = Memo<UInt32>()
  private var patterns = Memo<UInt32>()
  private var services: [UInt32: Service] = [:]
  private var scratch: [UInt8] = []

  /// What is known about a `userIdentity`, as numbers of texts.
  private struct Identity {
    let principal, type, account, accessKey, mfa, via: UInt32
    /// Nil if there is none.
    var session: UInt32?
  }

  /// An event source.
  private struct Service {
    let name: String
    let resources: [(rule: EventRules.Resource, name: [UInt8])]
  }

  /// The memory in use, in bytes, approximately.
  var memory: Int {
    table.memory + identities.memory + agents.memory + errors.memory + patterns.memory
  }

  /// Counts the event whose members are `fields`; false if it is not a complete event.
  mutating func count(_ fields: EventFields) -> Bool {
    guard let seconds = Self.time(fields) else { return false }
    let source = number(fields, .eventSource)
    let event = number(fields, .eventName)
    guard !table.strings.bytes(source).isEmpty, !table.strings.bytes(event).isEmpty else {
      return false
    }
    let identity = identity(fields)
    var key = ActivityTable.Key()
    func set(_ column: ActivityColumn, _ number: UInt32) { key[column.rawValue] = number }
    set(.principal, identity.principal)
    set(.principalType, identity.type)
    set(.account, identity.account)
    set(.accessKey, identity.accessKey)
    set(.mfa, identity.mfa)
    set(.via, identity.via)
    set(.source, source)
    set(.event, event)
    set(.eventType, number(fields, .eventType))
    set(.category, category(fields))
    set(.result, result(fields))
    set(.region, number(fields, .awsRegion))
    set(.recipient, number(fields, .recipientAccountId))
    set(.agent, agent(fields))
    let service = service(source)
    set(.resources, resources(fields, service, key))
    set(.passes, passes(fields, service))
    let address = fields.withText(.sourceIPAddress) { text in
      text.isEmpty ? nil : table.strings.number(of: text).number
    }
    table.add(
      to: table.row(key, seconds: seconds), seconds: seconds,
      session: identity.session, address: address)
    return true
  }

  private mutating func number(_ fields: EventFields, _ field: EventField) -> UInt32 {
    fields.withText(field) { table.strings.number(of: $0).number }
  }

  /// The time of the event in seconds; the usual form is read directly.
  private static func time(_ fields: EventFields) -> Int64? {
    guard let place = fields.place(.eventTime) else { return nil }
    let text = fields.tape[place].kind == .string ? fields.content(place) : fields.raw(place)
    if text.count == 20, text[19] == UInt8(ascii: "Z"), text[10] == UInt8(ascii: "T") {
      func number(_ start: Int, _ count: Int) -> Int? {
        var value = 0
        for byte in text[start..<start + count] {
          guard byte &- UInt8(ascii: "0") < 10 else { return nil }
          value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
      }
      guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
        text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"), let year = number(0, 4),
        let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
        let minute = number(14, 2), let second = number(17, 2), hour < 24, minute < 60, second < 61,
        let date = CalendarDay(year: year, month: month, day: day)
      else { return nil }
      return date.start.seconds + Int64(hour * 3600 + minute * 60 + min(second, 59))
    }
    return Instant(String(decoding: text, as: UTF8.self))?.seconds
  }

  private mutating func identity(_ fields: EventFields) -> Identity {
    let session = EventIdentity.session(fields)
    scratch.removeAll(keepingCapacity: true)
    scratch.append(session == nil ? 0 : 1)
    for field in session == nil ? EventIdentity.fields : EventIdentity.fieldsOfRole {
      if let place = fields.place(field), fields.tape[place].kind == .string {
        let content = fields.content(place)
        scratch.append(
          contentsOf: field == .accessKeyId
            ? EventIdentity.significant(ofAccessKey: content) : content)
      }
      scratch.append(0)
    }
    var identity = identities.find(scratch) ?? newIdentity(fields)
    if let session { identity.session = table.strings.number(of: session).number }
    return identity
  }

  private mutating func newIdentity(_ fields: EventFields) -> Identity {
    let found = EventIdentity(fields)
    let identity = Identity(
      principal: table.strings.number(of: found.principal),
      type: table.strings.number(of: found.type),
      account: table.strings.number(of: found.account),
      accessKey: table.strings.number(of: found.accessKey),
      mfa: table.strings.number(of: found.mfa), via: table.strings.number(of: found.via),
      session: found.session.isEmpty ? nil : table.strings.number(of: found.session))
    identities.add(identity)
    return identity
  }

  private mutating func category(_ fields: EventFields) -> UInt32 {
    if fields.place(.eventCategory) != nil { return number(fields, .eventCategory) }
    // Events before version 1.07 only show whether they are management events, or nothing.
    guard let place = fields.place(.managementEvent) else {
      return table.strings.number(of: "Management")
    }
    let isData = fields.tape[place].kind == .false || fields.text(at: place) == "false"
    return table.strings.number(of: isData ? "Data" : "Management")
  }

  /// A sign-in that fails has a message but no code.
  private mutating func result(_ fields: EventFields) -> UInt32 {
    guard let place = fields.place(.errorCode), fields.tape[place].kind == .string else {
      return table.strings.number(of: fields.place(.errorMessage) == nil ? "allowed" : "error")
    }
    if let known = errors.find(fields.content(place)) { return known }
    let code = fields.text(at: place) ?? ""
    let result = code.isEmpty ? "allowed" : rules.isDenial(code) ? "denied" : "error"
    let number = table.strings.number(of: result)
    errors.add(number)
    return number
  }

  private mutating func agent(_ fields: EventFields) -> UInt32 {
    guard let place = fields.place(.userAgent), fields.tape[place].kind == .string else {
      return table.strings.number(of: "")
    }
    if let known = agents.find(fields.content(place)) { return known }
    let text = fields.text(at: place) ?? ""
    let number = table.strings.number(of: rules.family(ofAgent: Array(text.utf8)))
    agents.add(number)
    return number
  }

  private mutating func service(_ source: UInt32) -> Service {
    if let known = services[source] { return known }
    let text = String(decoding: table.strings.bytes(source), as: UTF8.self)
    let name = EventRules.service(ofSource: text)
    let service = Service(
      name: name,
      resources: (rules.resources[name] ?? []).map { ($0, Array($0.parameter.utf8)) })
    services[source] = service
    return service
  }

  /// The patterns of the resources: those that the event lists, or else those that the request
  /// names.
  private mutating func resources(
    _ fields: EventFields, _ service: Service, _ key: ActivityTable.Key
  ) -> UInt32 {
    if let list = fields.place(.resources), fields.tape[list].kind == .array,
      Int(fields.tape[list].next) > list + 1
    {
      if let known = patterns.find(fields.raw(list)) { return known }
      let number = listed(resources(in: fields, list))
      patterns.add(number)
      return number
    }
    guard !service.resources.isEmpty, let parameters = fields.object(.requestParameters) else {
      return table.strings.number(of: "")
    }
    var found: [(rule: EventRules.Resource, place: Int)] = []
    fields.forEachMember(of: parameters) { name, place in
      for (rule, wanted) in service.resources
      where name.count == wanted.count && name.elementsEqual(wanted)
        && fields.tape[place].kind == .string
      {
        found.append((rule, place))
      }
    }
    guard !found.isEmpty else { return table.strings.number(of: "") }
    scratch.removeAll(keepingCapacity: true)
    for column in [ActivityColumn.source, .region, .recipient] {
      withUnsafeBytes(of: key[column.rawValue]) { scratch.append(contentsOf: $0) }
    }
    for (rule, place) in found {
      scratch.append(contentsOf: rule.parameter.utf8)
      scratch.append(0)
      scratch.append(contentsOf: fields.content(place))
      scratch.append(0)
    }
    if let known = patterns.find(scratch) { return known }
    func value(_ column: ActivityColumn) -> String {
      String(decoding: table.strings.bytes(key[column.rawValue]), as: UTF8.self)
    }
    let (region, account) = (value(.region), value(.recipient))
    let number = listed(
      found.compactMap { rule, place in
        fields.text(at: place).flatMap { rule.arn(of: $0, region: region, account: account) }
      })
    patterns.add(number)
    return number
  }

  private func resources(in fields: EventFields, _ list: Int) -> [String] {
    var arns: [String] = []
    var element = list + 1
    while element < Int(fields.tape[list].next) {
      if fields.tape[element].kind == .object {
        fields.forEachMember(of: element) { name, place in
          let name = String(decoding: name, as: UTF8.self).lowercased()
          guard name == "arn" || name == "arnprefix", let arn = fields.text(at: place),
            !arn.isEmpty
          else { return }
          arns.append(name == "arn" ? ResourcePattern.of(arn) : arn + "*")
        }
      }
      element = Int(fields.tape[element].next)
    }
    return arns
  }

  /// The roles and instance profiles that the request passes to a service.
  private mutating func passes(_ fields: EventFields, _ service: Service) -> UInt32 {
    guard let place = fields.place(.requestParameters), fields.tape[place].kind == .object,
      PassedRoles.canOccur(in: fields.raw(place)),
      rules.passesRoles(
        fields.text(.eventName) ?? "", service: service.name)
    else { return table.strings.number(of: "") }
    return listed(PassedRoles.find(in: fields, place))
  }

  private mutating func listed(_ names: [String]) -> UInt32 {
    let sorted = Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return table.strings.number(of: sorted.joined(separator: String(ActivityColumn.separator)))
  }
}

/// Values by the bytes that they are made of. It forgets them all when they need too much memory, because
/// logs can contain any number of them.
private struct Memo<Value> {
  private static var limit: Int { 4 << 20 }
  private var keys = ByteTable()
  private var values: [Value] = []

  var memory: Int { keys.memory + values.count * MemoryLayout<Value>.stride }

  /// The value of `key`; if there is none, `add` must follow with it.
  mutating func find(_ key: UnsafeBufferPointer<UInt8>) -> Value? {
    if memory > Self.limit { self = Memo() }
    let (number, isNew) = keys.number(of: key)
    return isNew ? nil : values[Int(number)]
  }

  mutating func find(_ key: [UInt8]) -> Value? { key.withUnsafeBufferPointer { find($0) } }

  mutating func add(_ value: Value) { values.append(value) }
}
