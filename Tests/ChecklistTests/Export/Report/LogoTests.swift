import Platform
import Testing

@testable import Checklist
@testable import Reports

/// The checks of a logo.
@Suite struct LogoTests {
  /// The smallest PNG: one black pixel.
  static let png: [UInt8] = {
    func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
      let body = Array(name.utf8) + data
      return number(UInt32(data.count)) + body + number(CRC32.checksum(body))
    }
    func number(_ value: UInt32) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", number(3) + number(2) + [8, 0, 0, 0, 0])
      + chunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 1, 0, 1]) + chunk("IEND", [])
  }()

  /// A JPEG with an application segment, a frame header and a scan.
  static let jpeg: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2] + [0xFF, 0xC2, 0, 11, 8, 0, 5, 0, 7, 1, 1, 0x11, 0]
    + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9]

  @Test("a complete image has its size")
  func complete() throws {
    let png = try Logo(LogoTests.png)
    #expect(png.format == .png && png.width == 3 && png.height == 2)
    let jpeg = try Logo(LogoTests.jpeg)
    #expect(jpeg.format == .jpeg && jpeg.width == 7 && jpeg.height == 5)
  }

  @Test("the checksum is that of the standard")
  func checksum() {
    // The check value in https://reveng.sourceforge.io/crc-catalogue/17plus.htm.
    #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let bytes: [UInt8]
    let message: String
    var testDescription: String { what }
  }

  @Test(
    "anything else is refused with the reason",
    arguments: [
      Case(what: "nothing", bytes: [], message: "expected a PNG or JPEG image"),
      Case(what: "a GIF", bytes: Array("GIF89a".utf8), message: "expected a PNG or JPEG image"),
      Case(
        what: "an SVG", bytes: Array("<svg onload=\"x\"/>".utf8),
        message: "expected a PNG or JPEG image"),
      Case(
        what: "half a PNG", bytes: Array(png.prefix(png.count / 2)),
        message: "the image is damaged or incomplete"),
      Case(
        what: "a PNG with text after it", bytes: png + Array("<script>".utf8),
        message: "the image is damaged or incomplete"),
      Case(
        what: "a PNG with a changed byte",
        bytes: png.enumerated().map { $0.offset == 18 ? $0.element ^ 1 : $0.element },
        message: "the image is damaged or incomplete"),
      Case(
        what: "a JPEG without its end", bytes: Array(jpeg.dropLast(2)),
        message: "the image is damaged or incomplete"),
      Case(
        what: "a JPEG without a frame", bytes: [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 0xFF, 0xD9],
        message: "the image is damaged or incomplete"),
      Case(
        what: "a large file", bytes: png + [UInt8](repeating: 0, count: Logo.limit),
        message: "expected at most 1 MB"),
    ])
  func refused(_ one: Case) {
    do throws(Logo.Refusal) {
      _ = try Logo(one.bytes)
      Issue.record("it was accepted")
    } catch { #expect(error.message == one.message) }
  }
}
