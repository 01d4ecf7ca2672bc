/// The answer of a role's trust policy about a principal that assumes the role.
public struct TrustAnswer: Hashable, Sendable {
  /// How the trust policy names the principal, from the weakest to the strongest grant.
  public enum Grant: Int, Hashable, Sendable, Comparable {
    /// Through its account: its own policies must allow the call too.
    case account
    /// Through the ARN or id of the role of its session: its boundary must allow the call too.
    case role
    /// Through the ARN or id of the user, the ARN of the session, or everyone.
    case direct

    public static func < (left: Grant, right: Grant) -> Bool { left.rawValue < right.rawValue }
  }

  /// Whether it allows the principal; nil if it is not in the evidence.
  public let admits: Truth?
  /// The strongest grant that can apply; nil if none does.
  public let grant: Grant?
  /// The sessions of the role that it names, if the question was about any session.
  public let sessions: [String]
}

/// The trust policy of a role, evaluated for one request to assume it.
///
/// In the same account, the trust policy is sufficient if it names the principal or everyone. If it
/// names the account, the policies of the principal decide. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
/// and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous.
struct TrustEvaluation {
  private(set) var allows: [(grant: TrustAnswer.Grant, statement: PolicyStatement)] = []
  private(set) var denials: [PolicyStatement] = []
  private(set) var sessions: [String] = []

  private let target: AccessSubject
  private let trust: PolicyDocument
  private let subject: AccessSubject
  private let engine: AccessEngine

  /// `subject` has the context of the request; `action` is `sts:AssumeRole` or a related one.
  init(
    _ trust: PolicyDocument, of target: AccessSubject, action: String, by subject: AccessSubject,
    in engine: AccessEngine
  ) {
    self.target = target
    self.trust = trust
    self.subject = subject
    self.engine = engine
    let source = PolicySource(trustOf: target, citation: trust.citation)
    for statement in trust.statements
    where ActionSet(of: statement.actions, in: engine.catalogue).contains(action) {
      let (applies, grant) = evaluate(statement)
      guard applies != .no else { continue }
      let placed = PolicyStatement(source: source, statement: statement, applies: applies)
      if statement.effect == .allow {
        allows.append((grant, placed))
      } else {
        denials.append(placed)
      }
    }
  }

  /// Whether a grant of this kind applies.
  func allowed(_ grant: TrustAnswer.Grant) -> Truth {
    allows.lazy.filter { $0.grant == grant }.map(\.statement.applies).any
  }

  var answer: TrustAnswer {
    let allowed = allows.map(\.statement.applies).any
    return TrustAnswer(
      admits: min(allowed, !denials.map(\.applies).any),
      grant: allows.filter { $0.statement.applies == allowed }.map(\.grant).max(),
      sessions: sessions.uniqued)
  }

  private mutating func evaluate(_ statement: Statement) -> (Truth, TrustAnswer.Grant) {
    switch statement.principals {
    case nil: return (.no, .account)
    case .allBut(let principals):
      let names = principals.compactMap(sessionName)
      if let session = subject.session, names.contains(session) { return (.no, .account) }
      let answer = ask(statement, .allBut(principals))
      return (names.isEmpty ? answer.admits : min(answer.admits, .unknown), .direct)
    case .only(let principals):
      let names = principals.compactMap(sessionName)
      let others = principals.filter { sessionName($0) == nil }
      let answer = ask(statement, .only(others))
      let isForAll = others.contains(where: \.isEveryone)
      let isNamed = answer.named.admits != .no
      let grant: TrustAnswer.Grant =
        isForAll || isNamed && subject.kind != .role ? .direct : isNamed ? .role : .account
      guard !names.isEmpty, subject.session.map(names.contains) ?? true else {
        return (answer.admits, grant)
      }
      let itself = Principal(kind: .aws, value: subject.arn.description)
      let named = ask(statement, .only([itself])).admits
      let ofSession = subject.session == nil ? min(named, .unknown) : named
      if ofSession == .no || answer.admits > ofSession { return (answer.admits, grant) }
      if subject.session == nil { sessions += names }
      return (ofSession, .direct)
    }
  }

  /// Whether the statement would apply to the subject if it named `principals`.
  private func ask(_ statement: Statement, _ principals: Statement.Principals) -> RoleTrust.Answer {
    let alone = Statement(
      index: statement.index, sid: statement.sid, effect: .allow, principals: principals,
      actions: .only(["sts:AssumeRole"]), resources: nil, conditions: statement.conditions,
      citation: statement.citation)
    let document = PolicyDocument(
      version: trust.version, statements: [alone], text: "", citation: trust.citation)
    return RoleTrust(role: target, trust: document, catalogue: engine.catalogue)
      .admits(subject, account: engine.accountID)
  }

  /// The name of the session, if `principal` is a session of the subject's role. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session.
  private func sessionName(_ principal: Principal) -> String? {
    guard principal.kind == .aws, let named = SessionARN(principal.value),
      named.isSession(of: subject)
    else { return nil }
    return named.session
  }
}

extension PolicySource {
  init(trustOf role: AccessSubject, citation: Citation) {
    self.init(
      kind: .trust, name: role.name, arn: role.arn, version: nil, group: nil, target: nil,
      citation: citation)
  }
}
