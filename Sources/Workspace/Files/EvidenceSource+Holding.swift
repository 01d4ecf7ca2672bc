internal import Evidence
internal import Platform

extension EvidenceSource {
  /// Why no document can be written to `path`, which is in the evidence folder.
  static func refusal(ofDocumentIn path: String) -> String {
    "\(path) is in the evidence folder, where documents would be read as evidence; choose another folder"
  }

  /// Whether `folder` is the evidence folder or inside it, regardless of the paths.
  func holds(folder: String) throws(SystemError) -> Bool {
    guard case .path(let path) = self, try FileSystem.live.kind(of: path) == .directory else {
      return false
    }
    let root = try Directory.open(path)
    var above = folder
    // Paths are not nested more deeply than this.
    for _ in 0..<256 {
      let place = try Directory.open(above)
      if try place.isSame(as: root) { return true }
      above += "/.."
      if try place.isSame(as: Directory.open(above)) { break }
    }
    return false
  }
}

extension Directory {
  /// Whether both are the same folder, regardless of their paths.
  func isSame(as other: borrowing Directory) throws(SystemError) -> Bool {
    guard let one = try status(of: "."), let another = try other.status(of: ".") else {
      return false
    }
    return one.device == another.device && one.inode == another.inode
  }
}
