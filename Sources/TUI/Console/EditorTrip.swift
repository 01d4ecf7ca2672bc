internal import Model

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

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
    guard let folder = makeFolder() else { return .impossible("no temporary folder can be made") }
    let path = folder + "/" + name
    defer { rmdir(folder) }
    guard let directory = try? Directory.open(folder) else {
      return .impossible("the temporary folder \(folder) cannot be opened")
    }
    defer {
      try? directory.remove(name)
      // Editors leave backups beside it.
      try? directory.remove(name + "~")
    }
    guard (try? directory.replace(name, with: Array(text.utf8))) != nil else {
      return .impossible("the note cannot be written to \(path)")
    }
    switch OtherProgram.run(words + [path]) {
    case nil, 127: return .impossible("\(words[0]) cannot be started; set EDITOR to one that can")
    case 0:
      guard let file = try? directory.readWhole(name, limit: mostBytes) else {
        return .impossible("the note cannot be read back")
      }
      return .edited(String(decoding: file.bytes, as: UTF8.self))
    default: return .givenUp
    }
  }

  private static func makeFolder() -> String? {
    let base = OtherProgram.environment("TMPDIR") ?? "/tmp"
    var template = Array("\(base)/iam-review-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
