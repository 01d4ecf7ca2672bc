internal import Platform

/// Writes screenshots. An older screenshot is replaced, but never the files of the review.
public struct PictureFile: Sendable {
  /// The files that must not be replaced.
  private let files: ReviewFiles

  /// Screenshots that do not replace `files`.
  public init(preserving files: ReviewFiles) { self.files = files }

  private static let endings = [".txt", ".ansi", ".svg"]

  /// Writes a screenshot completely or not at all; returns a message, or why it failed.
  public func write(_ picture: String, to path: String) -> Result<String, ReviewError> {
    guard PictureFile.endings.contains(where: path.hasSuffix) else {
      return .failure(
        ReviewError(
          message: "screenshot: the file name must end in \(PictureFile.endings.asChoice)"))
    }
    do throws(SystemError) {
      let (folder, name) = try FileSystem.live.resolvingLinks(path)
      let directory = try Directory.open(folder)
      if let owner = try files.owner(of: name, in: directory, at: folder) {
        return .failure(
          ReviewError(
            message:
              "\(VisibleText.line(FileSystem.normalized(path))) is \(owner); choose another file"))
      }
      return try directory.replace(name, with: Array(picture.utf8), readableBy: .everybody)
        .message(for: path)
    } catch { return .failure(ReviewError(error)) }
  }
}
