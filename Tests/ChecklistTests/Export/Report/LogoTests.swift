import Platform
import Testing

@testable import Checklist
@testable import Reports

/// The checks of a logo.
@Suite struct LogoTests {
  /// A PNG with a header, its compressed pixels and its end.
  static func png(
    width: Int = 3, height: Int = 2, depth: UInt8 = 8, color: UInt8 = 0, interlace: UInt8 = 0,
    rows: [[UInt8]] = [[0, 1, 2, 3], [4, 1, 2, 3]], palette: [UInt8]? = nil
  ) -> [UInt8] {
    PNGCheck.signature
      + chunk("IHDR", number(width) + number(height) + [depth, color, 0, 0, interlace])
      + (palette.map { chunk("PLTE", $0) } ?? []) + chunk("IDAT", stored(rows.flatMap { $0 }))
      + chunk("IEND", [])
  }

  static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return number(data.count) + body + number(Int(CRC32.checksum(body)))
  }

  private static func number(_ value: Int, bytes: Int = 4) -> [UInt8] {
    (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// A zlib stream with one stored block (RFC 1950 and 1951).
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var (a, b) = (1, 0)
    for byte in data {
      a = (a + Int(byte)) % 65_521
      b = (b + a) % 65_521
    }
    let length = [UInt8(data.count & 0xFF), UInt8(data.count >> 8)]
    return [0x78, 1, 1] + length + length.map { ~$0 } + data + number(b << 16 | a)
  }

  /// A JPEG with an application segment, tables, a frame header and a scan with a restart marker.
  static let jpeg: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2] + tables
    + [0xFF, 0xC2, 0, 11, 8, 0, 5, 0, 7, 1, 1, 0x11, 0]
    + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 0xFF, 0, 0xFF, 0xD0, 3, 0xFF, 0xD9]

  /// A quantization table, and a Huffman table with one code.
  private static let tables: [UInt8] =
    [0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 1, count: 64)
    + [0xFF, 0xC4, 0, 20, 0, 1] + [UInt8](repeating: 0, count: 15) + [0]

  @Test("an intact image has its size")
  func complete() throws {
    let png = try Logo(LogoTests.png())
    #expect(png.format == .png && png.width == 3 && png.height == 2)
    let jpeg = try Logo(LogoTests.jpeg)
    #expect(jpeg.format == .jpeg && jpeg.width == 7 && jpeg.height == 5)
  }

  @Test("the pixels of a PNG have the length that its header requires")
  func pixels() throws {
    // Ten pixels of 1 bit need two bytes; a palette is required for color type 3.
    let bits = LogoTests.png(
      width: 10, height: 1, depth: 1, color: 3, rows: [[0, 1, 2]], palette: [1, 2, 3])
    #expect(try Logo(bits).width == 10)
    // Adam7: an image of 3 by 2 pixels has pixels in the passes 1, 4, 6 and 7.
    let passes: [[UInt8]] = [[0, 1], [0, 2], [0, 5], [0, 7, 8, 9]]
    #expect(try Logo(LogoTests.png(interlace: 1, rows: passes)).height == 2)
    let large = LogoTests.png(width: 9000, height: 9000)
    #expect(throws: Logo.Refusal.self) { try Logo(large) }
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
      Case(what: "half a PNG", bytes: Array(png().prefix(40)), message: "the image is incomplete"),
      Case(
        what: "a PNG with text after it", bytes: png() + Array("<script>".utf8),
        message: "the image is damaged: data follows its end"),
      Case(
        what: "a PNG with a changed byte",
        bytes: png().enumerated().map { $0.offset == 18 ? $0.element ^ 1 : $0.element },
        message: "the image is damaged: the chunk at byte 8 has a wrong checksum"),
      Case(
        what: "a PNG without pixels", bytes: PNGCheck.signature + chunk("IEND", []),
        message: "the image is damaged: it has no header"),
      Case(
        what: "a PNG with too few pixels", bytes: png(rows: [[0, 1, 2, 3]]),
        message: "the image is damaged: its pixels cannot be decoded"),
      Case(
        what: "a PNG with too many pixels", bytes: png(rows: [[0, 1, 2, 3], [0, 1, 2, 3, 4]]),
        message: "the image is damaged: its pixels cannot be decoded"),
      Case(
        what: "a PNG with an unknown filter", bytes: png(rows: [[0, 1, 2, 3], [5, 1, 2, 3]]),
        message: "the image is damaged: a row has an unknown filter"),
      Case(
        what: "a PNG without its palette", bytes: png(color: 3),
        message: "the image is damaged: its palette is missing"),
      Case(
        what: "a PNG of an impossible depth", bytes: png(depth: 3),
        message: "the image is damaged: its header is invalid"),
      Case(
        what: "a PNG that is too wide", bytes: png(width: 10_001),
        message: "expected 1 to 10,000 pixels, found 10001 x 2"),
      Case(
        what: "a PNG bomb", bytes: png(width: 9000, height: 9000, color: 2),
        message: "expected a smaller image: its pixels need more than 64 MB"),
      Case(
        what: "a JPEG without its end", bytes: Array(jpeg.dropLast(2)),
        message: "the image is incomplete"),
      Case(
        what: "a JPEG with text after it", bytes: jpeg + Array("<?php".utf8),
        message: "the image is damaged: data follows its end"),
      Case(
        what: "a JPEG without a frame", bytes: [0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 0xFF, 0xD9],
        message: "the image is incomplete"),
      Case(
        what: "a JPEG without a scan",
        bytes: [0xFF, 0xD8] + tables + [
          0xFF, 0xC0, 0, 11, 8, 0, 5, 0, 7, 1, 1, 0x11, 0, 0xFF, 0xD9,
        ],
        message: "the image is damaged: it has no pixels"),
      Case(
        what: "a JPEG with an impossible table",
        bytes: [0xFF, 0xD8, 0xFF, 0xC4, 0, 22, 0, 3] + [UInt8](repeating: 0, count: 18),
        message: "the image is damaged: a table is invalid"),
      Case(
        what: "a lossless JPEG", bytes: [0xFF, 0xD8, 0xFF, 0xC3, 0, 2, 0xFF, 0xD9],
        message: "expected a baseline or progressive JPEG image"),
      Case(
        what: "a large file", bytes: png() + [UInt8](repeating: 0, count: Logo.limit),
        message: "expected at most 1 MB"),
    ])
  func refused(_ one: Case) {
    do throws(Logo.Refusal) {
      _ = try Logo(one.bytes)
      Issue.record("it was accepted")
    } catch { #expect(error.message == one.message) }
  }
}
