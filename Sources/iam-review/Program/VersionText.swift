import CBuild
import CCrypto
import CNcurses
import CZip
import Checklist
import Model
import Platform

/// The commit that the binary was built from.
enum BuildCommit {
  /// The hash, with the suffix `-dirty` if the sources differed from the commit; nil if it was unknown
  /// to the build.
  static var hash: String? { words.first.map { String($0) } }
  /// The date of the commit, such as 2026-11-27; nil if it was unknown to the build.
  static var day: String? { words.dropFirst().first.map { String($0) } }

  private static var words: [Substring] {
    String(cString: iamr_build_commit()).split(separator: " ")
  }
}

/// The text of `--version`: everything that can make two binaries give different results, and the
/// linked libraries.
enum VersionText {
  static var text: String {
    let count = Dictionary(grouping: Checklist.items, by: \.origin).mapValues(\.count)
    return """
      \(Product.name) \(Product.version)
      commit     \(BuildCommit.hash ?? "unknown: not built with make from a git repository or a release archive")
      checklist  \(Checklist.version): \(count[.checklist] ?? 0) items, and \(count[.guide] ?? 0) of the guide
      catalogue  \(ActionCatalogue.bundled.version)
      libcrypto  \(String(cString: iamr_crypto_version()))
      zlib       \(String(cString: iamr_zlib_version())) (with minizip)
      ncurses    \(String(cString: iamr_curses_version()))

      """
  }
}
