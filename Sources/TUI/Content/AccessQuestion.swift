import Checklist
import Model
import Reports

/// The question of `can`: is a user, group or role allowed to perform an action?
struct AccessQuestion: Hashable, Sendable {
  let subject: PageSubject
  let request: AccessRequest
  /// The given condition keys, as typed.
  let given: [String]

  /// The syntax of the command.
  static let usage = "can ACTION [RESOURCE] [KEY=VALUE]... [\(allowUnknown)]"
  /// The option that matches an action missing in the catalogue as text.
  private static let allowUnknown = "--allow-unknown"

  /// A syntax error, in one line.
  struct InputError: Error, Hashable {
    let message: String
  }

  /// Parses the words after `can`; a principal before the action takes precedence over `chosen`.
  init(
    _ words: [String], chosen: PageSubject?, _ model: ConsoleModel
  ) throws(InputError) {
    let allowsUnknown = words.contains(Self.allowUnknown)
    var words = words.filter { $0 != Self.allowUnknown }[...]
    var subject = chosen
    if let first = words.first, Self.readsAsPrincipal(first) {
      subject = try Self.principal(first, model)
      words = words.dropFirst()
    }
    guard let subject else {
      throw InputError(message: "select a user, group or role first, or name one")
    }
    guard let action = words.popFirst() else {
      throw InputError(message: "expected an action such as s3:GetObject")
    }
    try Self.check(action, allowingUnknown: allowsUnknown)
    var resource: String?
    var context: [String: [String]] = [:]
    var given: [String] = []
    for word in words {
      if let (key, value) = Self.pair(word) {
        context[key, default: []].append(value)
        given.append(word)
      } else if resource != nil {
        throw InputError(message: "expected only one resource, found a second one: \(word)")
      } else if word == "*" || ARN(word).isComplete {
        resource = word
      } else {
        throw InputError(
          message: "expected a resource's ARN or *, or KEY=VALUE, not \(word)")
      }
    }
    self.subject = subject
    self.given = given
    request = AccessRequest(
      action: action, resource: resource ?? "*", context: RequestContext(context))
  }

  /// The words of a line, separated by spaces; quotes keep words together.
  static func words(of line: String) -> [String] {
    var words: [String] = []
    var current: String?
    var quote: Character?
    for character in line {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
        current = current ?? ""
      } else if quote == nil, character == " " {
        if let word = current { words.append(word) }
        current = nil
      } else {
        current = (current ?? "") + String(character)
      }
    }
    if let word = current { words.append(word) }
    return words
  }

  /// Unlike actions, names of principals contain no colon. Every ARN before the action is read as a
  /// principal; `principal` rejects those of other resources.
  private static func readsAsPrincipal(_ word: String) -> Bool {
    word.hasPrefix("arn:") || !(word.contains(":") || word.contains("*"))
  }

  private static func principal(
    _ word: String, _ model: ConsoleModel
  ) throws(InputError) -> PageSubject {
    let found = PrincipalName(word, in: model.access.engine)
    if case .found(let principal) = found, let page = model.inventory.page(of: principal.arn) {
      return page
    }
    throw InputError(message: "" + (found.errorMessage(about: word) ?? "no page for \(word)"))
  }

  private static func check(_ action: String, allowingUnknown: Bool) throws(InputError) {
    let parts = action.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
      !action.contains(where: { $0 == "*" || $0 == "?" })
    else {
      throw InputError(message: "expected an action such as s3:GetObject, not \(action)")
    }
    if !allowingUnknown, let missing = ActionNotFound(action) {
      let hint =
        missing.near.isEmpty
        ? ": \(missing.reason); \(Self.allowUnknown) matches it as text"
        : "; \(missing.suggestion)"
      throw InputError(message: "unknown action \(action)\(hint)")
    }
  }

  /// A condition key and its value; an ARN can contain an equals sign as well.
  private static func pair(_ word: String) -> (key: String, value: String)? {
    guard !word.hasPrefix("arn:"), let sign = word.firstIndex(of: "=") else { return nil }
    let key = String(word[..<sign])
    guard key.contains(":") else { return nil }
    return (key, String(word[word.index(after: sign)...]))
  }
}
