internal import Model
internal import Platform

extension Gathering {
  /// The manifest of the whole folder: the one nearest to its top; of several in one folder, the one
  /// that has the name of a manifest.
  var manifest: Manifest? { manifests.min { rank($0.file) < rank($1.file) }?.manifest }

  func rank(_ file: String) -> (Int, Int, String) {
    let depth = file.utf8.count { $0 == UInt8(ascii: "/") }
    return (depth, FileSystem.split(file).name == Manifest.fileName ? 0 : 1, file)
  }

  /// Makes every kind partial.
  mutating func flagAllIncomplete(_ reason: String) {
    for kind in EvidenceKind.allCases { flagIncomplete(kind, reason) }
  }
}
