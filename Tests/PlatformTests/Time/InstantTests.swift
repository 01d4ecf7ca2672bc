import Platform
import Testing

@Suite struct InstantTests {
  @Test(
    "every date format of AWS is parsed",
    arguments: [
      ("2026-09-11T12:56:59+00:00", "2026-09-11T12:56:59Z"),
      ("2026-09-11T12:56:59Z", "2026-09-11T12:56:59Z"),
      ("2026-09-11T12:56:59.857Z", "2026-09-11T12:56:59Z"),
      ("2022-08-07 12:55:43+00:00", "2022-08-07T12:55:43Z"),
      ("2025-09-23T18:32:33.857+0000", "2025-09-23T18:32:33Z"),
      ("2025-09-23T18:32:33-05:30", "2025-09-24T00:02:33Z"),
      ("1452193834.344", "2016-01-07T19:10:34Z"),
      ("1452193834", "2016-01-07T19:10:34Z"),
      ("2024-02-29", "2024-02-29T00:00:00Z"),
      ("0001-01-01", "0001-01-01T00:00:00Z"),
    ]) func reads(text: String, expected: String)
  {
    #expect(Instant(text)?.description == expected)
  }

  @Test(
    "other text is rejected",
    arguments: [
      "", "N/A", "no_information", "2026-02-30", "2026-13-01", "2026-09-11T12:56:59",
      "2026-09-11T25:00:00Z", "2026-09-11T12:56:59Zx", "12", "-5", "2026-9-1",
    ]) func refuses(text: String)
  {
    #expect(Instant(text) == nil)
  }

  @Test("days are multiples of 24 hours, rounded down on both sides of zero")
  func days() {
    let zero = Instant(seconds: 0)
    #expect(Instant(seconds: 86_399).days(since: zero) == 0)
    #expect(Instant(seconds: 86_400).days(since: zero) == 1)
    #expect(Instant(seconds: -1).days(since: zero) == -1)
    #expect(Instant(seconds: -86_400).days(since: zero) == -1)
  }
}

@Suite struct CalendarDayTests {
  @Test("every day of 800 years survives the round trip")
  func roundTrip() throws {
    var previous = try #require(CalendarDay(year: 1899, month: 12, day: 31))
    for _ in 0..<292_194 {
      let next = previous.adding(days: 1)
      #expect(next.daysSince1970 == previous.daysSince1970 + 1)
      #expect(previous < next)
      previous = next
    }
    #expect(previous.description == "2699-12-31")
  }

  @Test("adding a month ends on the last day of a shorter month")
  func months() throws {
    let day = try #require(CalendarDay("2026-08-31"))
    #expect(day.adding(months: 6).description == "2027-02-28")
    #expect(day.adding(months: -6).description == "2026-02-28")
    #expect(day.end.description == "2026-08-31T23:59:59Z")
  }
}
