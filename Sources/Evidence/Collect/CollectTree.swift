internal import Platform

/// The folder that evidence is collected into, with its subfolders, shared by all writers.
final class CollectTree {
  let root: Directory

  init(_ root: consuming Directory) { self.root = root }

  /// Runs `work` in the folder that contains `name`, which is created if `making`.
  func within<Value>(
    _ name: String, making: Bool,
    _ work: (borrowing Directory, String) throws(SystemError) -> Value
  ) throws(SystemError) -> Value {
    var parts = name.split(separator: "/").map(String.init)
    let last = parts.popLast() ?? name
    guard let first = parts.first else { return try work(root, last) }
    if making { try root.makeDirectory(first) }
    var folder = try root.subdirectory(first)
    for part in parts.dropFirst() {
      if making { try folder.makeDirectory(part) }
      folder = try folder.subdirectory(part)
    }
    return try work(folder, last)
  }

  /// Removes the temporary files that a killed run left.
  func removeLeftovers() throws(SystemError) { try CollectTree.removeLeftovers(in: root, depth: 0) }

  private static func removeLeftovers(
    in folder: borrowing Directory, depth: Int
  ) throws(SystemError) {
    for name in try folder.names() {
      if Directory.isTemporaryName(name) { try folder.remove(name) }
      // Answers are two folders deep: regions/eu-west-1/trails.json.
      guard depth < 2, !name.hasPrefix("."), try folder.status(of: name)?.kind == .directory else {
        continue
      }
      try removeLeftovers(in: try folder.subdirectory(name), depth: depth + 1)
    }
  }
}
