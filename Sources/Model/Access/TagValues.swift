internal import Synchronization

/// The values that an account's principals have for their tags, which a comparison of a target's tag
/// with the caller's may want.
final class TagValues: Sendable {
  private let subjects: [AccessSubject]
  private let known = Mutex<[String: [String]]?>(nil)

  /// Of each tag no more values are kept.
  private static let most = 8

  init(_ subjects: [AccessSubject]) { self.subjects = subjects }

  /// Some values of the tag whose key, in lower case, is `key`.
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
