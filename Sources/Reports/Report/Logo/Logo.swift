/// An image for the cover, whose content was checked.
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

  /// Why an image is refused.
  public struct Refusal: Error, Hashable, Sendable {
    /// What is wrong, or what was expected.
    public let message: String
  }

  /// The image in `bytes`; throws if it is neither an intact PNG nor an intact JPEG.
  public init(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.count <= Logo.limit else { throw Refusal(message: "expected at most 1 MB") }
    if bytes.starts(with: PNGCheck.signature) {
      format = .png
      (width, height) = try PNGCheck.size(bytes)
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      format = .jpeg
      (width, height) = try JPEGCheck.size(bytes)
    } else {
      throw Refusal(message: "expected a PNG or JPEG image")
    }
    self.bytes = bytes
  }

  /// Throws if a side is empty or longer than 10,000 pixels.
  static func checkSides(_ width: Int, _ height: Int) throws(Refusal) {
    guard (1...10_000).contains(width), (1...10_000).contains(height) else {
      throw Refusal(message: "expected 1 to 10,000 pixels, found \(width) x \(height)")
    }
  }
}
