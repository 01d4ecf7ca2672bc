internal import Synchronization

/// The values of the principals' tags, and the values in conditions on tags, used where a tag is compared
/// with a tag of the caller.
///
/// A class, because all searches refer to it.
final class TagValues: Sendable {
  private let engine: AccessEngine
  /// The principals, the most powerful first.
  private let order: [Int]
  private let known = Mutex<[String: Values]?>(nil)
  private let solved = Mutex<[String: Values]>([:])

  /// Some values of a tag.
  struct Values: Sendable {
    var all: [String?] = []
    /// Whether they are complete.
    var isWhole = true

    mutating func add(_ value: String) {
      guard !all.contains(value) else { return }
      if all.count == TagValues.maximum {
        isWhole = false
      } else {
        all.append(value)
      }
    }

    mutating func add(_ other: Values) {
      for case let value? in other.all { add(value) }
      isWhole = isWhole && other.isWhole
    }
  }

  /// The maximum number of values that are kept per tag.
  private static let maximum = 16

  init(_ engine: AccessEngine, strong: [Bool]) {
    self.engine = engine
    order =
      engine.subjects.indices.filter { strong[$0] } + engine.subjects.indices.filter { !strong[$0] }
  }

  /// Some values of the tag `key`, which is in lower case.
  func values(of key: String) -> Values {
    known.withLock { known in
      let values = known ?? read()
      known = values
      return values[key] ?? Values()
    }
  }

  private static let prefixes = [
    "aws:principaltag/", "aws:resourcetag/", "iam:resourcetag/", "aws:requesttag/",
  ]

  private func read() -> [String: Values] {
    var values: [String: Values] = [:]
    for tag in order.lazy.flatMap({ self.engine.subjects[$0].identity.tags }) {
      values[tag.key.lowercased(), default: Values()].add(tag.value)
    }
    var seen: Set<Condition> = []
    func read(_ document: PolicyDocument) {
      for condition in document.statements.lazy.flatMap(\.conditions) {
        let whole = condition.key.lowercased()
        guard let prefix = Self.prefixes.first(where: whole.hasPrefix),
          seen.insert(condition).inserted
        else { continue }
        let key = String(whole.dropFirst(prefix.count))
        for value in condition.values where TagExamples.isValue(value) {
          values[key, default: Values()].add(value)
        }
      }
    }
    let identities = engine.account.identities.value ?? Identities()
    for place in order {
      for policy in engine.subjects[place].identity.inlinePolicies {
        policy.document.map(read)
      }
    }
    for policy in identities.policies { policy.document.map(read) }
    for role in identities.roles { role.trust.map(read) }
    return values
  }

  /// The values of the tag `key` with which `pattern` matches the ARN of a principal, policy or
  /// function of the account; first those for `subject` itself.
  func values(
    of key: String, fitting pattern: String, of subject: AccessSubject
  ) -> Values {
    var result = Values()
    let context = subject.context
    for value in TagVariables.values(
      of: key, in: pattern, fitting: subject.arn.description, context: context)
    {
      result.add(value)
    }
    let owner = TagVariables.hasOthers(pattern) ? subject.arn.description : ""
    let name = [key, pattern, owner].joined(separator: "\n")
    if let known = solved.withLock({ $0[name] }) {
      result.add(known)
      return result
    }
    var found = Values()
    for text in texts {
      for value in TagVariables.values(of: key, in: pattern, fitting: text, context: context) {
        found.add(value)
      }
      if !found.isWhole { break }
    }
    let some = found
    solved.withLock { $0[name] = some }
    result.add(found)
    return result
  }

  private var texts: some Sequence<String> {
    let policies = (engine.account.identities.value?.policies ?? []).lazy
      .filter { !$0.arn.account.isEmpty && $0.arn.account != "aws" }.map(\.arn.description)
    let functions = (engine.account.functions.value ?? []).lazy.map(\.arn.description)
    let subjects = order.lazy.map { self.engine.subjects[$0].arn.description }
    return [AnySequence(subjects), AnySequence(policies), AnySequence(functions)].joined()
  }
}
