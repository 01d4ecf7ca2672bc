internal import Model
internal import Platform

/// What the console keeps for the auditor, in a file of the configuration folder for each kind.
///
///     # ~/.config/iam-review/filters
///     keys = item:users.key-rotation status:undecided
///     soon = expires:<30d
public struct Preferences: Sendable {
  private let folder: String?
  private let keepsSorting: Bool
  private static let limit = 1 << 20

  /// A kind of values, and the name of its file.
  enum Kind: String {
    case filters, sorting
  }

  /// The preferences in `folder`; nil for none, so that nothing is kept. Without `keepsSorting`, lists
  /// have their default order at the start, so that a script always shows the same.
  public init(folder: String? = nil, keepsSorting: Bool = true) {
    self.folder = folder
    self.keepsSorting = keepsSorting
  }

  /// The values by name; none if the file does not exist or cannot be read.
  func values(_ kind: Kind) -> [String: String] {
    guard kind != .sorting || keepsSorting else { return [:] }
    var values: [String: String] = [:]
    for line in lines(kind) {
      if let entry = NamedValue(line) { values[entry.name] = entry.value }
    }
    return values
  }

  /// Saves the values; comments in the file are kept. Returns why it failed, in a sentence.
  func save(_ values: [String: String], as kind: Kind) -> String? {
    guard kind != .sorting || keepsSorting else { return nil }
    guard let folder else { return "\(kind.rawValue) not saved: there is no home directory" }
    let comments = lines(kind).filter { NamedValue($0) == nil }
    let entries = values.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
    do throws(SystemError) {
      try Directory.create(folder)
      let text = (comments + entries).map { $0 + "\n" }.joined()
      _ = try Directory.open(folder).replace(kind.rawValue, with: Array(text.utf8))
      return nil
    } catch { return "\(kind.rawValue) not saved: \(error.message)" }
  }

  private func lines(_ kind: Kind) -> [String] {
    guard let folder, let directory = try? Directory.open(folder),
      let file = try? directory.readWhole(kind.rawValue, limit: Preferences.limit),
      let text = String(validating: file.bytes, as: UTF8.self)
    else { return [] }
    return text.split(separator: "\n").map(String.init)
  }
}
