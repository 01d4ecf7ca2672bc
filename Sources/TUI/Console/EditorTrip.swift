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

  private static let mostBytes = 1 << 20

  /// Has `text` edited in `$VISUAL`, `$EDITOR` or vi; the variable may hold options too.
  static func edit(_ text: String) -> Outcome {
    let editor =
      OtherProgram.environment("VISUAL") ?? OtherProgram.environment("EDITOR") ?? "vi"
    let words = editor.split(separator: " ").map(String.init)
    guard let folder = makeFolder() else { return .impossible("no temporary folder can be made") }
    let path = folder + "/note.txt"
    defer {
      unlink(path)
      // Editors leave backups beside it.
      unlink(path + "~")
      rmdir(folder)
    }
    guard write(text, to: path) else { return .impossible("the note cannot be written to \(path)") }
    switch OtherProgram.run(words + [path]) {
    case nil, 127: return .impossible("\(words[0]) cannot be started; set EDITOR to one that can")
    case 0: return read(path).map(Outcome.edited) ?? .impossible("the note cannot be read back")
    default: return .givenUp
    }
  }

  private static func makeFolder() -> String? {
    let base = OtherProgram.environment("TMPDIR") ?? "/tmp"
    var template = Array("\(base)/iam-review-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func write(_ text: String, to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBytes {
      #if canImport(Glibc)
        Glibc.write(descriptor, $0.baseAddress, $0.count) == $0.count
      #else
        Darwin.write(descriptor, $0.baseAddress, $0.count) == $0.count
      #endif
    }
  }

  private static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= mostBytes {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
      #else
        let count = Darwin.read(descriptor, &buffer, buffer.count)
      #endif
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
    return nil
  }
}
