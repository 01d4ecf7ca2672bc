/// The pieces of one kind of evidence, as they come in file by file.
struct Gathered<Piece: Sendable>: Sendable {
  private(set) var pieces: [Piece] = []
  private(set) var files: [String] = []
  private var shortcomings: [String] = []
  /// How many pieces each file had, in their order.
  private var runs: [(file: String, count: Int)] = []

  /// Adds what `file` held; `shortcoming` says why it is not all.
  mutating func add(_ more: [Piece], from file: String, shortcoming: String? = nil) {
    pieces += more
    runs.append((file, more.count))
    if files.last != file { files.append(file) }
    if let shortcoming { lessen(shortcoming) }
  }

  /// Notes that something lacks.
  mutating func lessen(_ reason: String) {
    guard shortcomings.count < mostReasons, !shortcomings.contains(reason) else { return }
    shortcomings.append(reason)
  }

  /// Puts the pieces of newer files first; those of one file, and of files alike, keep their order.
  mutating func sort(_ isNewer: (String, String) -> Bool) {
    var start = 0
    var slices: [(file: String, place: Int, pieces: ArraySlice<Piece>)] = []
    for (place, run) in runs.enumerated() {
      slices.append((run.file, place, pieces[start..<start + run.count]))
      start += run.count
    }
    slices.sort { one, other in
      if isNewer(one.file, other.file) { return true }
      return isNewer(other.file, one.file) ? false : one.place < other.place
    }
    pieces = slices.flatMap(\.pieces)
    runs = slices.map { ($0.file, $0.pieces.count) }
  }

  var isEmpty: Bool { files.isEmpty }

  /// Why it is incomplete; nil if nothing is known to be missing.
  var shortcoming: String? {
    shortcomings.isEmpty ? nil : shortcomings.joined(separator: "; ")
  }

  /// The evidence that `value` makes of the pieces; nil if no file had any.
  func evidence<Value: Sendable>(_ value: ([Piece]) -> Value?) -> Evidence<Value>? {
    guard !files.isEmpty, let value = value(pieces) else { return nil }
    guard let shortcoming else { return .collected(value, files: files) }
    return .partial(value, files: files, reason: shortcoming)
  }
}

/// How many reasons are kept why evidence of a kind is partial; each is a problem of its own anyway.
private let mostReasons = 40

/// How many problems with one part of one file are listed; the others are only counted.
private let mostProblems = 20

/// Everything that was read so far, before it is assembled into an account.
struct Gathering {
  var users = Gathered<User>()
  var groups = Gathered<Group>()
  var roles = Gathered<Role>()
  var policies = Gathered<ManagedPolicy>()
  var reports = Gathered<CredentialReport>()
  var summaries = Gathered<AccountSummary>()
  var virtualMFADevices = Gathered<VirtualMFADevice>()
  var passwordPolicies = Gathered<PasswordPolicy>()
  var lastAccessed = Gathered<LastAccessed>()
  var lastAccessedWithoutSubject = Gathered<UnnamedLastAccess>()
  var lastAccessedJobs: [String: String] = [:]
  var identityProviders = Gathered<IdentityProvider>()
  var analyzers = Gathered<RegionalAnalyzers>()
  var analyzerFindings = Gathered<AnalyzerFinding>()
  var instances = Gathered<Instance>()
  var functions = Gathered<LambdaFunction>()
  var trails = Gathered<Recorder>()
  var recorders = Gathered<Recorder>()
  var recorderStatus = Gathered<RecorderStatus>()
  var organizations = Gathered<Organization>()
  var roots = Gathered<OrganizationRoot>()
  var parents = Gathered<OrganizationParent>()
  var attachments = Gathered<PolicyAttachment>()
  var controlPolicies = Gathered<ControlPolicy>()
  var callers = Gathered<CallerIdentity>()
  var aliases = Gathered<String>()
  var regions = Gathered<AccountRegion>()
  var centralizedRoot = Gathered<String>()
  /// What AWS says does not exist, by the kind of evidence.
  private(set) var absences: [EvidenceKind: Absence] = [:]
  /// Why the evidence of a kind cannot be whole, whatever was read of it.
  private(set) var doubts: [EvidenceKind: [String]] = [:]
  var manifests: [(file: String, manifest: Manifest)] = []
  /// What the file at hand is evidence of; nil between files.
  var reading: Part?
  /// The latest date that each part states.
  var latest: [Part: LatestDate] = [:]
  /// What was said of each thing, to find what disagrees.
  var seen: [Part: [String: Seen]] = [:]
  var answered: [Part: [String: AnsweredList]] = [:]
  var hasConflicts = false
  var conflictingPairs: Set<String> = []
  /// When each file was last written, where that is known.
  var modified: [String: Instant] = [:]
  /// The regions that were asked, by the kind of evidence.
  var regionsAsked: [EvidenceKind: Set<String>] = [:]
  /// The texts of policies, each once.
  let pool = StringPool()
  private var listedProblems: [Problem] = []
  private var problemGroups: [ProblemGroup: ProblemCount] = [:]
  private(set) var refusedFiles: Set<String> = []
  /// Each account id that the evidence names, and for each kind the first place that does.
  private(set) var accounts: [String: AccountMention] = [:]

  /// How often an account id is named as the evidence's own.
  struct AccountMention {
    var count = 0
    var first: [EvidenceKind: Citation] = [:]
  }

  /// Notes that `arn`, or an id of twelve digits, is of the account that the evidence is of.
  mutating func mention(
    _ account: String, of kind: EvidenceKind, at citation: @autoclosure () -> Citation
  ) {
    guard account.isAccountID else { return }
    accounts[account, default: AccountMention()].count += 1
    if accounts[account]?.first[kind] == nil { accounts[account]?.first[kind] = citation() }
  }

  /// An account in no organization has no service control policies, whichever call said so.
  mutating func shareAbsenceOfOrganization() {
    guard let absence = absences[.organization] ?? absences[.controlPolicies] else { return }
    for kind in [EvidenceKind.organization, .controlPolicies] { note(absence, of: kind) }
  }

  /// Notes that AWS answered that there is no evidence of `kind`; the first answer is cited.
  mutating func note(_ absence: Absence, of kind: EvidenceKind) {
    if absences[kind] == nil { absences[kind] = absence }
  }

  /// Notes why the evidence of `kind` cannot be whole, once.
  mutating func doubt(_ kind: EvidenceKind, _ reason: String) {
    let known = doubts[kind] ?? []
    guard known.count < mostReasons, !known.contains(reason) else { return }
    doubts[kind] = known + [reason]
  }

  /// The part of a file that a problem is about.
  private struct ProblemGroup: Hashable {
    let file: String
    let part: Part?
  }

  /// How many problems a group has, and the place of the last that is listed.
  private struct ProblemCount {
    var count = 0
    var last = 0
  }

  /// What is wrong with the evidence: the first 20 problems with each part of a file, and how many more
  /// there are, so that a damaged list of a million entries does not become a million lines.
  var problems: [Problem] {
    let more = problemGroups.reduce(into: [Int: Problem]()) { more, group in
      guard group.value.count > mostProblems else { return }
      more[group.value.last] = Problem(
        file: group.key.file,
        message: "\((group.value.count - mostProblems).grouped) more problems like the ones above,"
          + " \(group.value.count.grouped) in all")
    }
    guard !more.isEmpty else { return listedProblems }
    return listedProblems.enumerated().flatMap { [$1] + (more[$0].map { [$0] } ?? []) }
  }

  /// Reports what is wrong with a part of a file; the rest of it counts, and what is read is partial.
  mutating func report(_ problem: Problem) { report(in: problem.file) { problem } }

  /// The same, for problems of which there may be millions: `problem` is only called while they are listed.
  mutating func report(in file: String, _ problem: () -> Problem) {
    // A group is of one part, so that the first problem has made that part partial already.
    let group = ProblemGroup(file: file, part: reading)
    var count = problemGroups[group] ?? ProblemCount()
    count.count += 1
    if count.count <= mostProblems {
      doubtWhatIsRead("a part of \(file) could not be read")
      count.last = listedProblems.count
      listedProblems.append(problem())
    }
    problemGroups[group] = count
  }

  /// Reports why a whole file cannot be used.
  mutating func refuse(_ problem: Problem) {
    listedProblems.append(problem)
    refusedFiles.insert(problem.file)
    doubtWhatIsRead("\(problem.file) could not be read")
  }

  /// The text `name` of `cursor`; where it is missing or not a text, a problem is reported.
  mutating func required(_ name: String, of cursor: Cursor) -> String? {
    if let text = cursor.string(name), !text.isEmpty { return text }
    report(in: cursor.file) {
      cursor.problem("expected a text in the member \(name); this entry was left out")
    }
    return nil
  }
}

/// Reads one kind of evidence out of what AWS printed.
struct EvidenceReader: Sendable {
  let kind: EvidenceKind
  /// Whether the answer is of this kind, judged by its members.
  let recognizes: @Sendable (JSONNode) -> Bool
  let read: @Sendable (Answer, inout Gathering) -> Void

  /// Every reader; the first that recognizes an answer reads it.
  static let all: [EvidenceReader] = [
    .authorizationDetails, .credentialReport, .accountSummary, .virtualMFADevices,
    .passwordPolicy, .lastAccessed, .lastAccessedJob, .openIDConnectProviders,
    .openIDConnectProvider,
    .samlProviders, .accessAnalyzers, .analyzerFindings, .instances, .functions, .trails,
    .trailStatus, .recorders, .recorderStatus, .organization, .organizationRoots,
    .organizationParents, .policyAttachments, .controlPolicy, .callerIdentity, .accountAliases,
    .regions, .centralizedRoot,
  ]
}

extension JSONNode {
  /// Whether this is an object with a list under `name`, or with something else in the place of one: one
  /// object counts as the only element, and anything else is damage.
  func hasList(_ name: String) -> Bool { has(name) }
}
