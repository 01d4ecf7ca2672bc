import Model
import Platform
import TUI

/// Writes screenshots. An older screenshot is replaced, but never the files of the review.
struct PictureFile: Sendable {
  /// The files that must not be replaced.
  let files: ReviewFiles

  private static let endings = [".txt", ".ansi", ".svg"]

  /// Writes a screenshot completely or not at all; returns a message, or why it failed.
  func write(_ picture: String, to path: String) -> Result<String, ConsoleFailure> {
    guard PictureFile.endings.contains(where: path.hasSuffix) else {
      return .failure(
        ConsoleFailure(
          "screenshot: the file name must end in \(PictureFile.endings.asChoice)"))
    }
    do throws(SystemError) {
      let (folder, name) = try FileSystem.live.resolvingLinks(path)
      let directory = try Directory.open(folder)
      if let owner = try files.owner(of: name, in: directory, at: folder) {
        return .failure(
          ConsoleFailure(
            "\(VisibleText.line(FileSystem.normalized(path))) is \(owner); choose another file"))
      }
      return try directory.replace(name, with: Array(picture.utf8), readableBy: .everybody)
        .message(for: path)
    } catch { return .failure(ConsoleFailure(error.message)) }
  }
}
