internal import CZip

/// Decompresses a gzip file (RFC 1952), which can have several members, piece by piece.
///
/// Memory use does not depend on the file.
final class GZIPStream {
  /// Why a file cannot be decompressed to its end.
  enum Fault: Error {
    case damaged
    /// The file ends inside a member.
    case truncated
    /// The bytes after the last member are not gzip.
    case trailing
    /// The file expands much more than any log does.
    case bomb
  }

  /// Logs rarely expand more than 50 times; deflate cannot expand more than 1,032 times.
  private static let maximumRatio = 400
  private static let harmless = 256 << 20

  private let stream: OpaquePointer
  private var room = [UInt8](repeating: 0, count: 1 << 18)
  private var isInMember = true
  private var bytesIn = 0, bytesOut = 0

  /// Whether `bytes` begin as a gzip file does.
  static func isCompressed(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: [0x1F, 0x8B])
  }

  /// Begins a file; nil if memory is exhausted.
  init?() {
    guard let stream = iamr_gunzip_begin() else { return nil }
    self.stream = stream
  }

  deinit { iamr_gunzip_free(stream) }

  /// Decompresses `input` and passes the result to `take`, until it returns false.
  func add(
    _ input: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool
  ) throws(Fault) -> Bool {
    var rest = input.bindMemory(to: UInt8.self)[...]
    bytesIn += input.count
    while true {
      if !isInMember {
        // Some writers fill the last block with zeros, which gzip ignores.
        while rest.first == 0 { rest.removeFirst() }
        guard let first = rest.first else { return true }
        guard first == 0x1F else { throw .trailing }
        iamr_gunzip_next(stream)
        isInMember = true
      }
      let piece = UnsafeBufferPointer(rebasing: rest)
      guard let base = piece.baseAddress else { return true }
      var (read, written) = (0, 0)
      let capacity = room.count
      let state = room.withUnsafeMutableBufferPointer { room in
        room.baseAddress.map {
          iamr_gunzip_step(stream, base, piece.count, $0, capacity, &read, &written)
        } ?? iamr_gunzip_damaged
      }
      rest = rest.dropFirst(read)
      bytesOut += written
      if bytesOut > Self.harmless, bytesOut / Self.maximumRatio > bytesIn { throw .bomb }
      if written > 0 {
        let isWanted = room.withUnsafeBytes {
          take(UnsafeRawBufferPointer(rebasing: $0[..<written]))
        }
        if !isWanted { return false }
      }
      switch state {
      case iamr_gunzip_end: isInMember = false
      case iamr_gunzip_more: if rest.isEmpty, written < capacity { return true }
      default: throw .damaged
      }
    }
  }

  /// Throws if the file cannot end here.
  func finish() throws(Fault) { if isInMember { throw .truncated } }
}
