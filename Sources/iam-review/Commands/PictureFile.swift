import Model
import TUI

/// Where pictures of the screen are written: over an older one too, never over the review's own files.
struct PictureFile: Sendable {
  private let evidence: EvidenceSource
  /// The session file that was named.
  private let session: String?

  private static let endings = [".txt", ".ansi", ".svg"]

  /// Pictures beside a review of `evidence` whose decisions are kept in `session`.
  init(evidence: EvidenceSource, session: String?) {
    self.evidence = evidence
    self.session = session
  }

  /// Writes a picture as a whole, or says why not.
  func write(_ picture: String, to path: String) -> Result<String, ConsoleFailure> {
    guard PictureFile.endings.contains(where: path.hasSuffix) else {
      return .failure(
        ConsoleFailure(
          "screenshot: the name must end in \(PictureFile.endings.joined(separator: ", "))"))
    }
    do throws(SystemError) {
      let (folder, name) = try FileSystem.live.resolvingLinks(path)
      let directory = try Directory.open(folder)
      if let owner = try owner(of: name, in: directory, at: folder) {
        return .failure(ConsoleFailure("\(VisibleText.line(path)) is \(owner); name another file"))
      }
      return try directory.replace(name, with: Array(picture.utf8)).told(of: path)
    } catch { return .failure(ConsoleFailure(error.message)) }
  }

  /// Which file of the review has the name; nil where none has.
  private func owner(
    of name: String, in directory: borrowing Directory, at folder: String
  ) throws(SystemError) -> String? {
    if let session {
      let (place, own) = try FileSystem.live.resolvingLinks(session)
      if own == name, try directory.isSame(as: Directory.open(place)) { return "the session" }
    }
    guard case .path(let path) = evidence, try directory.status(of: name) != nil else { return nil }
    guard try FileSystem.live.kind(of: path) == .directory else {
      let (place, own) = try FileSystem.live.resolvingLinks(path)
      guard own == name, try directory.isSame(as: Directory.open(place)) else { return nil }
      return "the evidence"
    }
    return try evidence.holds(folder: folder) ? "in the evidence folder already" : nil
  }
}
