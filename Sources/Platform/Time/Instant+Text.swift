extension Instant: CustomStringConvertible {
  /// The time as `2026-11-24T02:41:52Z`.
  public var description: String {
    let day = CalendarDay(containing: self)
    let second = Int(seconds - day.start.seconds)
    var text: [UInt8] = []
    text.reserveCapacity(20)
    text.append(day)
    text.append(UInt8(ascii: "T"))
    text.append(second / 3600, digits: 2)
    text.append(UInt8(ascii: ":"))
    text.append(second / 60 % 60, digits: 2)
    text.append(UInt8(ascii: ":"))
    text.append(second % 60, digits: 2)
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  /// Parses every date format of the `aws` command line and of the credential report:
  ///
  ///     2026-09-11T12:56:59+00:00   2022-08-07 12:55:43+00:00   2025-09-23T18:32:33.857+0000
  ///     2026-09-11T12:56:59Z        2026-09-11                  1452193834.344 (epoch)
  ///
  /// Fractions of a second are dropped. Nil for anything else, and for a time without a time zone,
  /// except a date, because its meaning would depend on the machine.
  public init?(_ text: some StringProtocol) {
    var reader = DateReader(utf8: Array(text.utf8))
    guard let instant = reader.instant() else { return nil }
    self = instant
  }
}

extension CalendarDay {
  /// Parses `2026-11-24` only.
  public init?(_ text: some StringProtocol) {
    var reader = DateReader(utf8: Array(text.utf8))
    guard let day = reader.day(), reader.isAtEnd else { return nil }
    self = day
  }
}

/// Parses a date from left to right; each step returns nil if the text does not match.
private struct DateReader {
  private let utf8: [UInt8]
  private var position = 0

  init(utf8: [UInt8]) {
    self.utf8 = utf8
  }

  var isAtEnd: Bool { position == utf8.count }

  mutating func instant() -> Instant? {
    if let epoch = epoch() { return epoch }
    guard let day = day() else { return nil }
    if isAtEnd { return day.start }
    guard take("T") || take(" "), let hour = number(digits: 2), take(":"),
      let minute = number(digits: 2), take(":"), let second = number(digits: 2),
      hour < 24, minute < 60, second < 61
    else { return nil }
    if take(".") {
      guard digit() != nil else { return nil }
      while digit() != nil {}
    }
    guard let offset = zoneOffset(), isAtEnd else { return nil }
    let ofDay = Int64(hour * 3600 + minute * 60 + min(second, 59))
    return Instant(seconds: day.start.seconds + ofDay - offset)
  }

  mutating func day() -> CalendarDay? {
    guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
      let day = number(digits: 2)
    else { return nil }
    return CalendarDay(year: year, month: month, day: day)
  }

  /// Seconds since 1970 as AWS prints them with `cli_timestamp_format = none`.
  private mutating func epoch() -> Instant? {
    let start = position
    var value: Int64 = 0
    while let next = digit() {
      guard position - start <= 12 else { break }
      value = value * 10 + Int64(next)
    }
    let hasFraction = position > start && take(".")
    if hasFraction { while digit() != nil {} }
    guard isAtEnd, position - start >= 9 else {
      position = start
      return nil
    }
    return Instant(seconds: value)
  }

  /// Seconds east of UTC: `Z`, `+00:00` or `+0000`.
  private mutating func zoneOffset() -> Int64? {
    if take("Z") { return 0 }
    let sign: Int64
    if take("+") {
      sign = 1
    } else if take("-") {
      sign = -1
    } else {
      return nil
    }
    guard let hours = number(digits: 2) else { return nil }
    _ = take(":")
    guard let minutes = number(digits: 2), hours < 24, minutes < 60 else { return nil }
    return sign * Int64(hours * 3600 + minutes * 60)
  }

  private mutating func number(digits count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let next = digit() else { return nil }
      value = value * 10 + next
    }
    return value
  }

  private mutating func digit() -> Int? {
    guard position < utf8.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(utf8[position])
    else { return nil }
    defer { position += 1 }
    return Int(utf8[position] - UInt8(ascii: "0"))
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < utf8.count, utf8[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }
}
