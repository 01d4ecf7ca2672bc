internal import Model
internal import Platform

/// Finds themes by name: first in the auditor's folder, then among the bundled ones.
public struct ThemeLibrary: Sendable {
  /// Why a theme cannot be loaded, in one sentence.
  public struct InputError: Error, Hashable, Sendable {
    /// The sentence.
    public let message: String
  }

  private let folder: String?
  private static let limit = 1 << 16

  /// The bundled themes, and those in `folder`, each in a file `NAME.theme`.
  public init(folder: String? = nil) { self.folder = folder }

  /// All names, in alphabetical order.
  public var names: [String] {
    let own = folder.flatMap { try? Directory.open($0).names() } ?? []
    let ownNames = own.filter { $0.hasSuffix(".theme") }.map { String($0.dropLast(6)) }
    return Set(ownNames + Theme.bundledNames).sorted()
  }

  /// The theme called `name`; the auditor's own theme takes precedence.
  ///
  /// Throws if the name is unknown or invalid, if the file cannot be read, or if it has an invalid
  /// line: `FILE:LINE: what was expected`.
  public func theme(named name: String) throws(InputError) -> Theme {
    // A name is never a path.
    guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
      throw InputError(message: "\(VisibleText.line(name)) is not a valid theme name")
    }
    if let theme = try own(name) { return theme }
    guard let theme = Theme.bundled(name) else {
      throw InputError(
        message: "unknown theme \(VisibleText.line(name)); expected one of "
          + names.map(VisibleText.line).asChoice)
    }
    return theme
  }

  private func own(_ name: String) throws(InputError) -> Theme? {
    guard let folder, let directory = try? Directory.open(folder) else { return nil }
    let file = name + ".theme"
    let bytes: [UInt8]
    do throws(SystemError) {
      guard try directory.status(of: file) != nil else { return nil }
      bytes = try directory.readWhole(file, limit: ThemeLibrary.limit).bytes
    } catch { throw InputError(message: "\(path(file)): \(error.cause)") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw InputError(message: "\(path(file)): not UTF-8")
    }
    let (theme, problems) = Theme.parse(text)
    if let problem = problems.first {
      throw InputError(message: "\(path(file)):\(problem.line): \(problem)")
    }
    return theme
  }

  private func path(_ file: String) -> String { VisibleText.line("\(folder ?? "")/\(file)") }
}
