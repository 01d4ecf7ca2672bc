internal import CEmbeddedFiles

extension Theme {
  /// The names of the bundled themes, in alphabetical order.
  public static var bundledNames: [String] { bundledFiles.keys.sorted() }

  /// A bundled theme; nil if there is none with this name.
  public static func bundled(_ name: String) -> Theme? {
    bundledFiles[name].map { parse($0()).theme }
  }

  /// The source of a bundled theme, as a template for custom themes.
  public static func bundledSource(_ name: String) -> String? { bundledFiles[name]?() }

  private static var bundledFiles: [String: () -> String] {
    var files: [String: () -> String] = [:]
    for index in 0..<iamr_embedded_count() {
      let file = iamr_embedded_at(index)
      let path = String(cString: file.name)
      guard path.hasPrefix("Themes/"), path.hasSuffix(".theme") else { continue }
      let bytes = UnsafeBufferPointer(start: file.bytes, count: file.count)
      files[String(path.dropFirst(7).dropLast(6))] = { String(decoding: bytes, as: UTF8.self) }
    }
    return files
  }
}
