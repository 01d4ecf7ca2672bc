internal import Platform

/// Writes files that a person asks for in the console.
enum WrittenFile {
  /// Writes a document; existing files are never replaced. Returns a message about the result.
  static func document(
    _ bytes: [UInt8], at path: String, preserving own: ReviewFiles
  ) -> Result<String, ReviewError> {
    do throws(SystemError) {
      if let refusal = try own.refusal(ofDocument: path) {
        return .failure(ReviewError(message: refusal))
      }
      let (folder, name) = try FileSystem.live.resolvingLinks(path)
      return try Directory.open(folder)
        .replace(name, with: bytes, expecting: [nil]).message(for: path)
    } catch { return .failure(ReviewError(error)) }
  }
}

extension Replacement {
  /// A message about the result of writing the file at `path`.
  func message(for path: String) -> Result<String, ReviewError> {
    let shown = VisibleText.line(FileSystem.normalized(path))
    return switch self {
    case .done: .success("written: \(shown)")
    case .perhapsNotDurable(_, let error):
      .success("written: \(shown), but it may be lost in a power failure: \(error.cause)")
    case .changedMeanwhile:
      .failure(ReviewError(message: "\(shown) already exists; choose another file"))
    }
  }
}
