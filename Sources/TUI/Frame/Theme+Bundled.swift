internal import Model

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
    for (name, file) in EmbeddedFile.all(in: "Themes/") where name.hasSuffix(".theme") {
      files[String(name.dropLast(6))] = { String(decoding: file.bytes, as: UTF8.self) }
    }
    return files
  }
}
