/// A SHA-256 digest (FIPS 180-4), computed by OpenSSL's libcrypto.
public struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
  /// The digest in 64 lower-case hexadecimal digits, as `sha256sum` prints it.
  public let description: String

  /// Computes the digest of `bytes`.
  public init(of bytes: [UInt8]) {
    let stream = SHA256Stream()
    bytes.withUnsafeBytes(stream.add)
    self = stream.finish()
  }

  /// Creates the digest with the 32 bytes `digest`.
  init(_ digest: [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    description = String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    let digits = Array(description.utf8)
    return stride(from: 0, to: digits.count, by: 2).map { place in
      digits[place..<place + 2].reduce(0) { value, digit in
        value << 4 | (digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - 87)
      }
    }
  }

  /// Computes the digest of the UTF-8 of `text`.
  public init(of text: String) {
    self.init(of: Array(text.utf8))
  }
}
