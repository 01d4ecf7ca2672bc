internal import Model

/// Terminal descriptions in the binary, for machines whose terminal databases do not have the
/// terminal, or that have no database.
enum TerminalDescription {
  /// The description of the terminal `name`, in the form that ncurses accepts in TERMINFO (see
  /// terminfo(5)); nil if the binary has none.
  static func embedded(_ name: String) -> String? {
    description(of: name, in: EmbeddedFile.bytes(at: "Data/terminals.tsv"))
  }

  private static func description(
    of name: String, in table: UnsafeBufferPointer<UInt8>
  ) -> String? {
    let start = Array("\(name)\t".utf8)
    let line = table.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: start) }
    return line.map { String(decoding: $0.dropFirst(start.count), as: UTF8.self) }
  }
}
