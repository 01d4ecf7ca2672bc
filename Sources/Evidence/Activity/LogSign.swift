internal import Platform

/// Recognizes CloudTrail logs and activity files by the beginning of their content.
enum LogSign {
  /// How many bytes are examined: every log shows its form in its first event.
  private static let examined = 1 << 13
  /// Texts of which one occurs at the beginning of a JSON log.
  private static let marks = [
    "\"eventVersion\"", "\"CloudTrailEvent\"", "\"record\":\"activity\"",
    "\"record\": \"activity\"", "\"record\":\"coverage\"", "\"record\": \"coverage\"",
  ].map { Array($0.utf8) }
  /// Columns that only tables of events have.
  private static let columns = [["eventname", "eventsource"], ["principal", "eventtype"]]

  /// Whether `bytes` are a log or an activity file, compressed or not.
  static func isLog(_ bytes: [UInt8]) -> Bool {
    guard GZIPStream.isCompressed(bytes) else { return isPlainLog(bytes.prefix(examined)) }
    var start: [UInt8] = []
    guard let stream = GZIPStream() else { return false }
    // A damaged stream can still begin with events; reading it reports the damage.
    _ = try? bytes.prefix(examined).withUnsafeBytes { piece in
      try stream.add(piece) { text in
        start.append(contentsOf: text.prefix(examined - start.count))
        return start.count < examined
      }
    }
    return isPlainLog(start[...])
  }

  private static func isPlainLog(_ start: ArraySlice<UInt8>) -> Bool {
    let text = Array(start)
    guard let first = text.first(where: { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) })
    else { return false }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return marks.contains { text.offset(of: $0) != nil }
    }
    let line = String(decoding: text.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    let names = Set(
      line.split(separator: ",").map { $0.lowercased().filter { $0.isLetter } })
    return columns.contains { $0.allSatisfy(names.contains) }
  }
}
