internal import Model
internal import Platform

/// Edits a text in the auditor's editor, in a file that only the auditor can read.
enum ExternalEditor {
  /// The result of editing.
  enum Outcome: Hashable {
    case edited(String)
    /// The editor exited with a failure, which cancels the edit.
    case cancelled
    case impossible(String)
  }

  private static let name = "note.txt"
  private static let maximumBytes = 1 << 20

  /// Edits `text` in `$VISUAL`, `$EDITOR` or vi; the variable can contain options.
  static func edit(_ text: String) -> Outcome {
    let editor =
      Environment.variable("VISUAL") ?? Environment.variable("EDITOR") ?? "vi"
    let words = editor.split(separator: " ").map(String.init)
    guard let folder = try? PrivateFolder.make() else {
      return .impossible("no temporary folder could be created")
    }
    guard let path = try? folder.write(Array(text.utf8), to: name) else {
      return .impossible("the note could not be written to \(folder.path)")
    }
    // The editor inherits the lock on the folder. If it outlives this process, the note is kept
    // until it exits.
    switch ForegroundProgram.run(words + [path], inherited: folder.descriptor) {
    case nil, 127:
      return .impossible(
        "\(words[0]) could not be started; set EDITOR to another editor")
    case 0:
      guard let bytes = try? folder.read(name, limit: maximumBytes) else {
        return .impossible("the edited note could not be read")
      }
      return .edited(String(decoding: bytes, as: UTF8.self))
    default: return .cancelled
    }
  }
}
