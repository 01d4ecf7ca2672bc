/// One record of a CSV text and the line on which it begins.
struct CSVRecord: Equatable {
  let line: Int
  let fields: [String]

  /// All records of `text`: RFC 4180, with LF, CRLF or CR line ends, and doubled quotes inside
  /// quotes.
  static func read(_ text: String) -> [CSVRecord] {
    var records: [CSVRecord] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var line = 1
    var start = 1
    func finished(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    var bytes = text.utf8[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
        field.append(byte)
        bytes.removeFirst()
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        fields.append(finished(field))
        field = []
      case UInt8(ascii: "\r") where !isQuoted && bytes.first == UInt8(ascii: "\n"): break
      case UInt8(ascii: "\n") where !isQuoted, UInt8(ascii: "\r") where !isQuoted:
        line += 1
        if !fields.isEmpty || !field.isEmpty {
          records.append(CSVRecord(line: start, fields: fields + [finished(field)]))
        }
        (fields, field, start) = ([], [], line)
      default:
        if byte == UInt8(ascii: "\n") { line += 1 }
        field.append(byte)
      }
    }
    if !fields.isEmpty || !field.isEmpty {
      records.append(CSVRecord(line: start, fields: fields + [finished(field)]))
    }
    return records
  }
}
