/// Checks the structure of a JPEG file: its segments, tables and scans up to the end of the image. The
/// coded pixels are not decoded. See ITU-T T.81, annex B (https://www.w3.org/Graphics/JPEG/itu-t81.pdf).
struct JPEGCheck {
  private var rest: ImageBytes
  private var size: (width: Int, height: Int)?
  /// The names of the components in the frame.
  private var components: Set<UInt8> = []
  private var hasQuantization = false
  private var hasHuffman = false
  private var scans = 0

  /// The width and height of the image in `bytes`; throws if it is not intact.
  static func size(_ bytes: [UInt8]) throws(Logo.Refusal) -> (width: Int, height: Int) {
    var check = JPEGCheck(rest: ImageBytes(bytes: bytes, place: 2))
    while let marker = try check.marker() { try check.segment(marker) }
    guard check.rest.left == 0 else { throw .damaged("data follows its end") }
    guard let size = check.size, check.scans > 0 else { throw .damaged("it has no pixels") }
    return size
  }

  private init(rest: ImageBytes) { self.rest = rest }

  /// The next marker; nil at the end of the image. Any number of bytes 0xFF can precede it.
  private mutating func marker() throws(Logo.Refusal) -> UInt8? {
    guard try rest.number(1) == 0xFF else {
      throw .damaged("no segment begins at byte \(rest.place - 1)")
    }
    var code = try rest.number(1)
    while code == 0xFF { code = try rest.number(1) }
    return code == 0xD9 ? nil : UInt8(code)
  }

  private mutating func segment(_ marker: UInt8) throws(Logo.Refusal) {
    let length = try rest.number(2)
    guard length >= 2 else { throw .damaged("a segment is too short") }
    let content = Array(try rest.take(length - 2))
    switch marker {
    case 0xC0, 0xC1, 0xC2: try frame(content)
    case 0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
      throw Logo.Refusal(message: "expected a baseline or progressive JPEG image")
    case 0xC4: try huffman(content)
    case 0xDB: try quantization(content)
    case 0xDA: try scan(content)
    // Restart interval, application data and comments.
    case 0xDD, 0xE0...0xEF, 0xFE: break
    default: throw .damaged("it has an unknown segment")
    }
  }

  /// B.2.2.
  private mutating func frame(_ content: [UInt8]) throws(Logo.Refusal) {
    var fields = ImageBytes(bytes: content)
    let precision = try fields.number(1)
    let (height, width) = (try fields.number(2), try fields.number(2))
    let count = try fields.number(1)
    guard size == nil, precision == 8, [1, 3, 4].contains(count), fields.left == 3 * count else {
      throw .damaged("its header is invalid")
    }
    try Logo.checkSides(width, height)
    size = (width, height)
    for _ in 0..<count { components.insert(UInt8(try fields.take(3).first ?? 0)) }
    guard components.count == count else { throw .damaged("its header is invalid") }
  }

  /// B.2.4.1: each table has 64 values of 8 or 16 bits.
  private mutating func quantization(_ content: [UInt8]) throws(Logo.Refusal) {
    var fields = ImageBytes(bytes: content)
    while fields.left > 0 {
      let kind = try fields.number(1)
      guard kind >> 4 <= 1, kind & 15 <= 3 else { throw .damaged("a table is invalid") }
      _ = try fields.take(kind >> 4 == 0 ? 64 : 128)
      hasQuantization = true
    }
  }

  /// B.2.4.2: the number of codes of each length, then their values.
  private mutating func huffman(_ content: [UInt8]) throws(Logo.Refusal) {
    var fields = ImageBytes(bytes: content)
    while fields.left > 0 {
      let kind = try fields.number(1)
      let counts = try fields.take(16).map(Int.init)
      // A code of each length leaves room for the longer ones.
      var room = 1
      for count in counts {
        room = room * 2 - count
        guard room >= 0 else { throw .damaged("a table is invalid") }
      }
      guard kind >> 4 <= 1, kind & 15 <= 3 else { throw .damaged("a table is invalid") }
      _ = try fields.take(counts.reduce(0, +))
      hasHuffman = true
    }
  }

  /// B.2.3, and the coded data up to the next marker that is not a restart.
  private mutating func scan(_ content: [UInt8]) throws(Logo.Refusal) {
    var fields = ImageBytes(bytes: content)
    let count = try fields.number(1)
    guard size != nil, hasQuantization, hasHuffman, (1...4).contains(count),
      fields.left == 2 * count + 3
    else { throw .damaged("a scan is invalid") }
    for _ in 0..<count {
      guard components.contains(try fields.take(2).first ?? 0) else {
        throw .damaged("a scan is invalid")
      }
    }
    let start = rest.place
    let bytes = rest.bytes
    while rest.place + 1 < bytes.count {
      let next = bytes[rest.place + 1]
      if bytes[rest.place] == 0xFF, next != 0, next != 0xFF, !(0xD0...0xD7).contains(next) { break }
      rest.place += 1
    }
    guard rest.place + 1 < bytes.count else {
      throw Logo.Refusal(message: "the image is incomplete")
    }
    guard rest.place > start else { throw .damaged("a scan has no pixels") }
    scans += 1
  }
}
