internal import Model

/// A text that goes through the auditor's own editor, in a file that nobody else can read.
enum EditorTrip {
  /// What came of it.
  enum Outcome: Hashable {
    case edited(String)
    /// The editor said that it failed, which means: never mind.
    case givenUp
    case impossible(String)
  }

  private static let name = "note.txt"
  private static let mostBytes = 1 << 20

  /// Has `text` edited in `$VISUAL`, `$EDITOR` or vi; the variable may hold options too.
  static func edit(_ text: String) -> Outcome {
    let editor =
      OtherProgram.environment("VISUAL") ?? OtherProgram.environment("EDITOR") ?? "vi"
    let words = editor.split(separator: " ").map(String.init)
    guard let folder = try? PrivateFolder.make() else {
      return .impossible("no temporary folder can be made")
    }
    guard let path = try? folder.write(Array(text.utf8), to: name) else {
      return .impossible("the note cannot be written to \(folder.path)")
    }
    // An editor that outlives this process keeps the note: the folder is in use as long as it runs.
    switch OtherProgram.run(words + [path], inherited: folder.descriptor) {
    case nil, 127: return .impossible("\(words[0]) cannot be started; set EDITOR to one that can")
    case 0:
      guard let bytes = try? folder.read(name, limit: mostBytes) else {
        return .impossible("the note cannot be read back")
      }
      return .edited(String(decoding: bytes, as: UTF8.self))
    default: return .givenUp
    }
  }
}
