import Model
internal import Platform
import Testing

@testable import Checklist
@testable import Reports

/// The contrast of colors in the report according to WCAG 2.2: 4.5 to 1 for text, and 3 to 1 for
/// the outlines of chart parts against adjacent colors.
@Suite struct HTMLStyleTests {
  private static func colors(after mark: String) throws -> [String: Double] {
    let start = try #require(HTMLStyle.common.firstRange(of: mark)).upperBound
    var colors: [String: Double] = [:]
    let block = HTMLStyle.common[start...].prefix { $0 != "}" }
    for match in block.matches(of: /--([a-z]+): #([0-9a-f]{6});/) {
      let channels = [0, 2, 4].compactMap { place -> Double? in
        Int(match.2.dropFirst(place).prefix(2), radix: 16).map(Double.init)
      }
      let linear = channels.map { channel -> Double in
        let value = channel / 255
        return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
      }
      colors[String(match.1)] = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    return colors
  }

  /// The number to the power of 2.4, computed from squares and a fifth root (by bisection).
  private static func power(_ number: Double) -> Double {
    // x^2.4 = x^2 * (x^2)^(1/5)
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if middle * middle * middle * middle * middle < number * number {
        low = middle
      } else {
        high = middle
      }
    }
    return number * number * low
  }

  private static func contrast(_ one: Double, _ other: Double) -> Double {
    (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  @Test(
    "text has enough contrast in light and dark mode and on paper",
    arguments: ["\n:root {", "(prefers-color-scheme: dark) {\n  :root {", "print {\n  :root {"])
  func contrast(mark: String) throws {
    let colors = try Self.colors(after: mark)
    #expect(colors.count == 19)
    let grounds = ["ground", "raised"]
    let fills = [
      "pass", "justified", "remediate", "none", "false", "open", "used", "unused", "raised", "mark",
    ]
    let pairs =
      ["text", "muted", "link", "critical", "high", "medium", "low"].flatMap { text in
        grounds.map { (text, $0) }
      } + fills.map { ("text", $0) }
    for (text, ground) in pairs {
      let one = try #require(colors[text])
      let other = try #require(colors[ground])
      #expect(Self.contrast(one, other) >= 4.5, "\(text) on \(ground)")
    }
  }
}
