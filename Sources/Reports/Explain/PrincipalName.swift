public import Model

/// Finds a principal by a name or an ARN.
public enum PrincipalName: Sendable {
  case found(AccessSubject)
  /// Several principals have the name.
  case ambiguous([AccessSubject])
  /// No principal has the name; `near` are similar names.
  case unknown(near: [String])

  /// Finds `text` in `engine`: a name, the ARN of a user, group or role, or that of a role session
  /// (`arn:aws:sts::…:assumed-role/NAME/SESSION`).
  public init(_ text: String, in engine: AccessEngine) {
    let found: [AccessSubject]
    if let session = SessionARN(text) {
      found =
        session.account == engine.accountID
        ? engine.subjects.filter { $0.kind == .role && $0.name == session.role }
          .map { $0.session(named: session.session) } : []
    } else {
      found = engine.subjects(named: text)
    }
    switch found.count {
    case 0: self = .unknown(near: Self.near(text, engine.subjects.map(\.name)))
    case 1: self = .found(found[0])
    default: self = .ambiguous(found)
    }
  }

  /// Up to three names that contain the text or begin similarly.
  private static func near(_ text: String, _ names: [String]) -> [String] {
    let wanted = ARN(text).isComplete ? ARN(text).resourceName : text
    let lowered = wanted.lowercased()
    let beginning = String(lowered.prefix(4))
    let matching = names.filter { name in
      let name = name.lowercased()
      return !lowered.isEmpty && (name.contains(lowered) || name.hasPrefix(beginning))
    }
    return Array(
      Set(matching).sorted { Self.distance($0, wanted) < Self.distance($1, wanted) }
        .prefix(3))
  }

  /// The total length of two names without their common prefix.
  private static func distance(_ left: String, _ right: String) -> Int {
    let common = zip(left.lowercased(), right.lowercased()).prefix { $0 == $1 }.count
    return left.count + right.count - 2 * common
  }

  /// Why there is no single principal, in one line; nil if there is one.
  public func errorMessage(about text: String) -> String? {
    switch self {
    case .found: return nil
    case .ambiguous(let subjects):
      return "more than one principal is named \(text); give one of these ARNs: "
        + subjects.map(\.arn.description).joined(separator: ", ")
    case .unknown(let near):
      let hint = near.isEmpty ? "" : "; similar names: \(near.joined(separator: ", "))"
      return "the evidence has no user, group or role named \(text)\(hint)"
    }
  }
}
