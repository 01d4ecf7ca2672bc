internal import CEmbeddedFiles

/// A file that is compiled into the binary.
package struct EmbeddedFile {
  /// Its path in this repository.
  package let path: String
  private let start: UnsafePointer<UInt8>
  private let count: Int

  /// Its content, which is part of the binary.
  package var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: start, count: count)
  }

  /// The files below `folder`, which ends with a slash, by their path without it.
  package static func all(in folder: String) -> [(name: String, file: EmbeddedFile)] {
    all.compactMap { file in
      file.path.hasPrefix(folder) ? (String(file.path.dropFirst(folder.count)), file) : nil
    }
  }

  /// The content of the file at `path`; empty if there is no such file.
  package static func bytes(at path: String) -> UnsafeBufferPointer<UInt8> {
    all.first { $0.path == path }?.bytes ?? UnsafeBufferPointer(start: nil, count: 0)
  }

  private static var all: [EmbeddedFile] {
    (0..<iamr_embedded_count()).map { index in
      let file = iamr_embedded_at(index)
      return EmbeddedFile(
        path: String(cString: file.name), start: file.bytes, count: file.count)
    }
  }
}
