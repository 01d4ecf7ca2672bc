/// Reads the text of the catalogue as bytes; creating a string for each of 21,789 names takes ten
/// times as long.
struct CatalogueReader {
  private(set) var version = ""
  private(set) var services: [ActionCatalogue.Service] = []
  private(set) var entries: [ActionCatalogue.Entry] = []
  /// The same text in lower case, at the same positions.
  private(set) var lowercased: [UInt8]
  private let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
    lowercased = bytes.map(lowercasedByte)
    entries.reserveCapacity(24_000)
  }

  mutating func readAll() {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      readLine(start..<end)
      start = end + 1
    }
    for override in Self.overrides { apply(override) }
  }

  private mutating func readLine(_ line: Range<Int>) {
    if bytes[line].first == UInt8(ascii: "#") {
      let words = bytes[line].split(separator: UInt8(ascii: " "))
      if words.count > 1, version.isEmpty { version = String(decoding: words[1], as: UTF8.self) }
      return
    }
    guard let tab = bytes[line].firstIndex(of: UInt8(ascii: "\t")) else { return }
    let first = entries.count
    var start = tab + 1
    while start < line.upperBound {
      let end = bytes[start..<line.upperBound].firstIndex(of: UInt8(ascii: " ")) ?? line.upperBound
      readAction(start..<end)
      start = end + 1
    }
    services.append(
      ActionCatalogue.Service(
        name: String(decoding: lowercased[line.lowerBound..<tab], as: UTF8.self),
        lowercasedName: Array(lowercased[line.lowerBound..<tab]), actions: first..<entries.count))
  }

  private mutating func readAction(_ range: Range<Int>) {
    guard let equals = bytes[range].firstIndex(of: UInt8(ascii: "=")),
      equals + 1 < range.upperBound, let level = level(bytes[equals + 1])
    else { return }
    entries.append(
      ActionCatalogue.Entry(
        start: Int32(range.lowerBound), length: UInt16(equals - range.lowerBound),
        service: UInt16(services.count), level: level,
        takesNoResource: bytes[range.upperBound - 1] == UInt8(ascii: "*")))
  }

  private func level(_ letter: UInt8) -> AccessLevel? {
    switch letter {
    case UInt8(ascii: "R"): .read
    case UInt8(ascii: "L"): .list
    case UInt8(ascii: "W"): .write
    case UInt8(ascii: "T"): .tagging
    case UInt8(ascii: "P"): .permissionsManagement
    default: nil
    }
  }

  /// Actions that return credentials or grant privileges are permissions management, whatever
  /// level AWS gives them: with each of them, a principal can use privileges that it was not
  /// granted.
  private static let overrides: [(service: String, prefix: String)] = [
    ("iam", "createaccesskey"), ("iam", "createloginprofile"), ("iam", "updateloginprofile"),
    ("iam", "addusertogroup"), ("iam", "addroletoinstanceprofile"), ("iam", "passrole"),
    ("iam", "createservicelinkedrole"), ("sts", "assumero"),
  ]

  private mutating func apply(_ override: (service: String, prefix: String)) {
    guard let service = services.first(where: { $0.name == override.service }) else { return }
    for index in service.actions
    where lowercased[entries[index].name].starts(with: override.prefix.utf8) {
      let entry = entries[index]
      entries[index] = ActionCatalogue.Entry(
        start: entry.start, length: entry.length, service: entry.service,
        level: .permissionsManagement, takesNoResource: entry.takesNoResource)
    }
  }
}
