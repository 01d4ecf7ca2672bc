internal import Checklist
internal import Model
internal import Platform

/// An image for the cover, whose structure was checked.
public struct Logo: Hashable, Sendable {
  /// The format of the image.
  public enum Format: String, Sendable {
    case png, jpeg

    /// The media type.
    var mediaType: String { "image/\(rawValue)" }
  }

  /// The format.
  let format: Format
  /// The width and height in pixels.
  let width: Int
  let height: Int
  /// The bytes of the file.
  let bytes: [UInt8]

  /// The maximum size of the file in bytes: 1 MB.
  public static let limit = 1_048_576
  /// The maximum width and height in pixels.
  private static let maximumSide = 10_000

  /// Why an image is refused.
  public struct Refusal: Error, Hashable, Sendable {
    /// What was expected.
    public let message: String
  }

  /// The image in `bytes`; throws if it is neither a complete PNG nor a complete JPEG.
  public init(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.count <= Logo.limit else { throw Refusal(message: "expected at most 1 MB") }
    let size: (width: Int, height: Int)?
    if bytes.starts(with: Logo.signature) {
      format = .png
      size = Logo.sizeOfPNG(bytes)
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      format = .jpeg
      size = Logo.sizeOfJPEG(bytes)
    } else {
      throw Refusal(message: "expected a PNG or JPEG image")
    }
    guard let size else { throw Refusal(message: "the image is damaged or incomplete") }
    let sides = 1...Logo.maximumSide
    guard sides.contains(size.width), sides.contains(size.height) else {
      throw Refusal(
        message: "expected 1 to 10,000 pixels, found \(size.width) x \(size.height)")
    }
    (width, height) = size
    self.bytes = bytes
  }

  // MARK: PNG, https://www.w3.org/TR/png-3/#5DataRep

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The size from the first chunk, if all chunks up to the last are intact.
  private static func sizeOfPNG(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    var place = signature.count
    var size: (width: Int, height: Int)?
    var hasData = false
    while place + 12 <= bytes.count {
      let length = number(bytes, place, 4)
      let end = place + 8 + length
      guard length < bytes.count, end + 4 <= bytes.count else { return nil }
      let kind = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
      guard CRC32.checksum(bytes[(place + 4)..<end]) == UInt32(number(bytes, end, 4)) else {
        return nil
      }
      switch kind {
      case "IHDR":
        guard length == 13, size == nil else { return nil }
        size = (number(bytes, place + 8, 4), number(bytes, place + 12, 4))
      case "IDAT": hasData = true
      case "IEND": return end + 4 == bytes.count && hasData ? size : nil
      default: if size == nil { return nil }
      }
      place = end + 4
    }
    return nil
  }

  // MARK: JPEG, https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B

  /// The size from the frame header, if all segments up to the end of the image are intact.
  private static func sizeOfJPEG(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard bytes.count > 4, bytes.suffix(2) == [0xFF, 0xD9] else { return nil }
    var place = 2
    var size: (width: Int, height: Int)?
    while place + 4 <= bytes.count, bytes[place] == 0xFF {
      let marker = bytes[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      // The image data follows; its end was checked above.
      if marker == 0xDA { return size }
      let length = number(bytes, place + 2, 2)
      guard length >= 2, place + 2 + length <= bytes.count else { return nil }
      // Start of frame, except the markers for tables in the same range.
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        guard length >= 8 else { return nil }
        size = (number(bytes, place + 7, 2), number(bytes, place + 5, 2))
      }
      place += 2 + length
    }
    return nil
  }

  private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
    bytes[place..<(place + count)].reduce(0) { $0 << 8 | Int($1) }
  }
}

/// The checksum of PNG chunks and ZIP entries. See https://www.w3.org/TR/png-3/#D-CRCAppendix.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { value in
    (0..<8).reduce(UInt32(value)) { code, _ in
      code & 1 == 1 ? 0xEDB8_8320 ^ (code >> 1) : code >> 1
    }
  }

  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
  }
}
