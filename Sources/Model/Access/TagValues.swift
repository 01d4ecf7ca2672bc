internal import Synchronization

/// The values of the principals' tags, used where a tag of a target is compared with a tag of the
/// caller.
final class TagValues: Sendable {
  private let subjects: [AccessSubject]
  private let known = Mutex<[String: [String]]?>(nil)

  /// The maximum number of values that are kept per tag.
  private static let most = 8

  init(_ subjects: [AccessSubject]) { self.subjects = subjects }

  /// Some values of the tag `key`, which is in lower case.
  func values(of key: String) -> [String?] {
    known.withLock { known in
      let values = known ?? read()
      known = values
      return values[key] ?? []
    }
  }

  private func read() -> [String: [String]] {
    var values: [String: [String]] = [:]
    for tag in subjects.lazy.flatMap(\.identity.tags) {
      let key = tag.key.lowercased()
      let known = values[key] ?? []
      guard known.count < Self.most, !known.contains(tag.value) else { continue }
      values[key] = known + [tag.value]
    }
    return values
  }
}
