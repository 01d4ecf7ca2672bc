internal import CZip

/// Checks a PNG file: the order and the checksums of its chunks, and that its pixels can be decoded.
/// See https://www.w3.org/TR/png-3/.
struct PNGCheck {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The maximum size of the decoded pixels in bytes: 64 MB.
  static let maximumPixels = 1 << 26

  private var header: Header?
  private var hasPalette = false
  /// The compressed pixels.
  private var data: [UInt8] = []
  private var isDataOver = false

  /// The width and height of the image in `bytes`; throws if it is not intact.
  static func size(_ bytes: [UInt8]) throws(Logo.Refusal) -> (width: Int, height: Int) {
    var rest = ImageBytes(bytes: bytes, place: signature.count)
    var check = PNGCheck()
    while true {
      let length = try rest.number(4)
      let start = rest.place
      let name = String(decoding: try rest.take(4), as: UTF8.self)
      let content = try rest.take(length)
      guard CRC32.checksum(bytes[start..<rest.place]) == UInt32(try rest.number(4)) else {
        throw .damaged("the chunk at byte \(start - 4) has a wrong checksum")
      }
      if name == "IEND" {
        guard rest.left == 0 else { throw .damaged("data follows its end") }
        return try check.finish()
      }
      try check.take(name, Array(content))
    }
  }

  private mutating func take(_ name: String, _ content: [UInt8]) throws(Logo.Refusal) {
    guard (header == nil) == (name == "IHDR") else {
      throw .damaged("it does not begin with one header")
    }
    if name == "IDAT" {
      guard !isDataOver else { throw .damaged("its pixels are interrupted") }
      data += content
      return
    }
    isDataOver = !data.isEmpty
    switch name {
    case "IHDR": header = try Header(content)
    case "PLTE":
      guard (3...768).contains(content.count), content.count % 3 == 0, !hasPalette, !isDataOver
      else { throw .damaged("its palette is invalid") }
      hasPalette = true
    default:
      // The case of the first letter tells whether a decoder must know the chunk (5.4).
      if name.first?.isUppercase == true { throw .damaged("it has an unknown part, \(name)") }
    }
  }

  /// The size, if the pixels have the length that the header requires, and each row a valid filter.
  private func finish() throws(Logo.Refusal) -> (width: Int, height: Int) {
    guard let header else { throw .damaged("it has no header") }
    guard header.color != 3 || hasPalette else { throw .damaged("its palette is missing") }
    let rows = header.rows
    let count = rows.reduce(0) { $0 + $1.count * (1 + $1.bytes) }
    guard count <= PNGCheck.maximumPixels else {
      throw Logo.Refusal(message: "expected a smaller image: its pixels need more than 64 MB")
    }
    var pixels = [UInt8](repeating: 0, count: count)
    guard iamr_inflate(data, data.count, &pixels, count) == 1 else {
      throw .damaged("its pixels cannot be decoded")
    }
    var place = 0
    for part in rows {
      for _ in 0..<part.count {
        guard pixels[place] <= 4 else { throw .damaged("a row has an unknown filter") }
        place += 1 + part.bytes
      }
    }
    return (header.width, header.height)
  }

  /// The image header (11.2.1).
  private struct Header {
    let width: Int
    let height: Int
    private let depth: Int
    let color: Int
    private let isInterlaced: Bool

    /// The permitted numbers of bits for each color type, and the number of samples of a pixel.
    private static let types: [Int: (depths: Set<Int>, samples: Int)] = [
      0: ([1, 2, 4, 8, 16], 1), 2: ([8, 16], 3), 3: ([1, 2, 4, 8], 1), 4: ([8, 16], 2),
      6: ([8, 16], 4),
    ]

    init(_ content: [UInt8]) throws(Logo.Refusal) {
      var fields = ImageBytes(bytes: content)
      guard content.count == 13 else { throw .damaged("its header is invalid") }
      width = try fields.number(4)
      height = try fields.number(4)
      depth = try fields.number(1)
      color = try fields.number(1)
      let (compression, filter) = (try fields.number(1), try fields.number(1))
      let interlace = try fields.number(1)
      isInterlaced = interlace == 1
      guard Header.types[color]?.depths.contains(depth) == true, compression == 0, filter == 0,
        interlace <= 1
      else { throw .damaged("its header is invalid") }
      try Logo.checkSides(width, height)
    }

    /// The number of rows of each pass, and the number of bytes in a row without its filter.
    var rows: [(count: Int, bytes: Int)] {
      guard isInterlaced else { return [(height, bytes(width))] }
      // Adam7: the first column and row, and the distances, of each pass (8.1).
      let passes = [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2),
      ]
      return passes.compactMap { x, y, across, down in
        guard width > x, height > y else { return nil }
        return ((height - y + down - 1) / down, bytes((width - x + across - 1) / across))
      }
    }

    private func bytes(_ pixels: Int) -> Int {
      (pixels * depth * (Header.types[color]?.samples ?? 1) + 7) / 8
    }
  }
}

/// The checksum of PNG chunks, computed by zlib. See https://www.w3.org/TR/png-3/#D-CRCAppendix.
enum CRC32 {
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let bytes = Array(bytes)
    return iamr_crc32(bytes, bytes.count)
  }
}
