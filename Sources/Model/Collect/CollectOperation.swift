/// One call of the `aws` command line, declared once: what it asks, what it yields, what it needs.
///
/// The collector, the least policy, the script for a client, the reasons why evidence is missing and the
/// documentation's table are all made from these declarations.
struct CollectOperation: Sendable {
  /// How often it is asked.
  enum Scope: Sendable {
    /// Once.
    case account
    /// Once in each region.
    case region
    /// Once, where the way up the organization is wanted.
    case organization
    /// For each value that another answer names.
    case subject
  }

  /// A call that must come before: it starts a job whose answer is fetched.
  struct Preparation: Sendable {
    let command: String
    var arguments: [String] = []
    let actions: [String]
    /// The option that takes the subject.
    var subjectOption: String?
    /// The member that holds the job's id, and the option that takes it.
    var job: (member: String, option: String)?
    /// The member that says whether it is done, and the value that means so.
    var done: (member: String, value: String)?
  }

  /// A further call for each value that the answer names.
  struct FollowUp: Sendable {
    let path: AnswerPath
    /// The command of the call.
    let command: String
    /// Values that begin so are not asked about.
    var except: String?
    /// Whether the call goes to the region that the value, an ARN, names.
    var isInOwnRegion = false
  }

  /// Service and operation: `iam get-account-summary`.
  let command: String
  let kind: EvidenceKind
  let scope: Scope
  /// Fixed arguments, each `--name=value`.
  var arguments: [String] = []
  /// The IAM actions that the call needs
  /// (https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html).
  let actions: [String]
  /// The member that an answer always has; without it, it is none.
  let expects: String
  /// The beginning of the file's name.
  let file: String
  /// The option that takes the subject, and the member of the envelope that names it.
  var subject: (option: String, asked: String)?
  /// What is waited for, where it is made on demand: `the credential report`.
  var awaited: String?
  /// How many of them are asked for at most; nil for as many as other answers name.
  var most: Int?
  /// The errors that are an answer: there is no such thing. Codes are without `Exception` at their
  /// end, which some services and clients add and others do not.
  var absences: [String] = []
  /// The errors that say that only another account can ask; then nothing is known, and no permission
  /// is missing.
  var elsewhere: [String] = []
  var preparation: Preparation?
  /// The member whose value says that the answer is not ready yet.
  var busy: (member: String, value: String)?
  /// Whether the client leaves following `Marker` to us.
  var isPaged = false
  /// Whether it comes when all else is asked, because there are many of them.
  var isLate = false
  var followUps: [FollowUp] = []

  /// Every call.
  static let all: [CollectOperation] =
    accountOperations + providerOperations + regionOperations + organizationOperations
    + [lastAccessed]

  /// The call of a command.
  static func named(_ command: String) -> CollectOperation? {
    all.first { $0.command == command }
  }

  /// Whether evidence of `kind` is asked region by region.
  static func isRegional(_ kind: EvidenceKind) -> Bool {
    all.contains { $0.kind == kind && $0.scope == .region && $0.kind != .recorderStatus }
  }

  /// What is looked for in an answer to it.
  var query: AnswerFacts.Query { AnswerFacts.Query(expects: expects, paths: followUps.map(\.path)) }

  /// What the error `code` means for this call.
  func meaning(ofError code: String?) -> ErrorMeaning {
    guard var code else { return .refusal }
    if code.hasSuffix("Exception") { code.removeLast("Exception".count) }
    return absences.contains(code) ? .absence : elsewhere.contains(code) ? .elsewhere : .refusal
  }

  /// What an error says about the thing that was asked for.
  enum ErrorMeaning { case absence, elsewhere, refusal }

  /// The commands that belong to a kind of evidence.
  static func commands(of kind: EvidenceKind) -> Set<String> {
    Set(
      all.filter { $0.kind == kind }.flatMap { operation in
        [operation.command] + (operation.preparation.map { [$0.command] } ?? [])
      })
  }

  /// The kinds of evidence that must be there before `kind` can be asked for, the nearest first.
  static func sources(of kind: EvidenceKind) -> [EvidenceKind] {
    let commands = commands(of: kind)
    var sources = all.filter { operation in
      operation.kind != kind && operation.followUps.contains { commands.contains($0.command) }
    }.map(\.kind)
    if all.contains(where: { $0.kind == kind && $0.scope == .organization }) {
      sources.append(.organization)
    }
    let isRegional = all.contains {
      ([kind] + sources).contains($0.kind) && $0.scope == .region
    }
    return sources + (isRegional ? [.regions] : [])
  }

  /// The IAM actions that `command` needs.
  static func actions(of command: String) -> [String] {
    named(command)?.actions
      ?? all.compactMap(\.preparation).first { $0.command == command }?.actions ?? []
  }
}
