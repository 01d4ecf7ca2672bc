internal import Model

/// One call of the `aws` command line: its arguments, its result and the permissions it needs.
///
/// The record of each kind of evidence declares its calls. The collector, the least-privilege policy,
/// the script for a client, the reasons for missing evidence and the tables in the documentation are
/// all derived from these declarations.
struct CollectOperation: Sendable {
  /// How often the call is made.
  enum Scope: Sendable {
    /// Once.
    case account
    /// Once in each region.
    case region
    /// Once, if the organization is collected.
    case organization
    /// Once for each value that another answer contains.
    case subject
    /// Page by page in each region, if the event history is collected.
    case history
  }

  /// A call that must come first: it starts a job whose result is fetched.
  struct Preparation: Sendable {
    let command: String
    var arguments: [String] = []
    let actions: [String]
    /// The option that takes the subject.
    var subjectOption: String?
    /// The member with the id of the job, and the option that takes it.
    var job: (member: String, option: String)?
    /// The member that reports the state, and its value when the job is done.
    var done: (member: String, value: String)?
  }

  /// A further call for each value that the answer contains.
  struct FollowUp: Sendable {
    let path: AnswerPath
    /// The command of the call.
    let command: String
    /// A prefix; values that begin with it are skipped.
    var except: String?
    /// Whether the call goes to the region in the value, which is an ARN.
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
  /// The member that every answer has; an answer without it is rejected.
  let expects: String
  /// Whether answers of other services have this member too, in another form.
  var isExpectedElsewhere = false
  /// The beginning of the file name.
  let file: String
  /// The option that takes the subject, and the member of the envelope that contains it.
  var subject: (option: String, asked: String)?
  /// The name of the report that AWS creates on demand, such as `the credential report`.
  var awaited: String?
  /// The maximum number of these calls; nil if there is no limit.
  var maximum: Int?
  /// The error codes that mean that the thing does not exist. They are written without `Exception`
  /// at the end, because only some services and clients add it.
  var absences: [String] = []
  /// The error codes that mean that only another account can make the call. Then the state is
  /// unknown, and no permission is missing.
  var elsewhere: [String] = []
  var preparation: Preparation?
  /// The member and its value while the answer is not ready yet.
  var busy: (member: String, value: String)?
  /// Whether the client does not follow `Marker`, so that the collector must fetch each page.
  var isPaged = false
  /// Whether it is never made in a region, even if the call that leads to it is.
  var isGlobal = false
  /// The query with which the script for a client leaves out secrets.
  var queryWithoutSecrets: String?
  /// Whether it is called after all other calls, because there are many of these calls.
  var isLate = false
  var followUps: [FollowUp] = []

  /// The facts to extract from an answer.
  var query: AnswerFacts.Query {
    let states = [busy?.member, preparation?.done?.member, preparation?.job?.member]
    return AnswerFacts.Query(
      expects: expects, paths: followUps.map(\.path), states: states.compactMap(\.self))
  }

  /// The meaning of the error `code` for this call.
  func meaning(ofError code: String?) -> ErrorMeaning {
    guard var code else { return .refusal }
    if code.hasSuffix("Exception") { code.removeLast("Exception".count) }
    return absences.contains(code) ? .absence : elsewhere.contains(code) ? .elsewhere : .refusal
  }

  /// The meaning of an error for the thing that the call asked about.
  enum ErrorMeaning { case absence, elsewhere, refusal }
}
