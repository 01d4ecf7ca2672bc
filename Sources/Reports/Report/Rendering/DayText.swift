internal import Platform

/// A part of a text: a day such as `2026-11-24`, which is not broken, or what is between days.
struct DayText {
  let text: Substring
  let isDay: Bool

  private static let length = 10

  /// The parts of `text` if it contains a day; nil if not, as most texts.
  static func parts(of text: String) -> [DayText]? {
    let places = text.withBytes(days)
    guard !places.isEmpty else { return nil }
    var parts: [DayText] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    for place in places {
      let first = bytes.index(bytes.startIndex, offsetBy: place)
      let end = bytes.index(first, offsetBy: length)
      if start < first { parts.append(DayText(text: text[start..<first], isDay: false)) }
      parts.append(DayText(text: text[first..<end], isDay: true))
      start = end
    }
    if start < bytes.endIndex { parts.append(DayText(text: text[start...], isDay: false)) }
    return parts
  }

  /// The offsets of days that are not a part of a longer name.
  private static func days(_ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    guard bytes.count >= length else { return [] }
    var places: [Int] = []
    var place = 0
    while place + length <= bytes.count {
      // Only a hyphen in the fifth place can be that of a year.
      guard bytes[place + 4] == hyphen, isDay(bytes, place) else {
        place += 1
        continue
      }
      places.append(place)
      place += length
    }
    return places
  }

  private static let hyphen = UInt8(ascii: "-")

  private static func isDay(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    for offset in 0..<length {
      let byte = bytes[start + offset]
      guard offset == 4 || offset == 7 ? byte == hyphen : isDigit(byte) else { return false }
    }
    return (start == 0 || !continues(bytes[start - 1]))
      && (start + length == bytes.count || !continues(bytes[start + length]))
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Whether a byte beside a day makes it a part of a name.
  private static func continues(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == hyphen || byte == UInt8(ascii: "_") || byte >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
