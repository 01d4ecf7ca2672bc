internal import CZip
internal import Platform

/// A ZIP archive in memory, written by minizip. The same entries give the same bytes.
enum ZIPArchive {
  /// The archive with `entries` in their order; empty if memory is exhausted.
  static func bytes(_ entries: [(name: String, content: [UInt8])]) -> [UInt8] {
    guard let zip = iamr_zip_begin() else { return [] }
    defer { iamr_zip_free(zip) }
    for entry in entries {
      let isAdded = entry.content.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { iamr_zip_add(zip, entry.name, $0, bytes.count) } == 1
      }
      guard isAdded else { return [] }
    }
    var count = 0
    guard let bytes = iamr_zip_finish(zip, &count) else { return [] }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
