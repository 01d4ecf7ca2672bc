internal import Model
internal import Platform

/// The maximum number of listed problems per part of a file; further problems are only counted.
private let maximumProblems = 20

/// Everything that was read so far, before it is assembled into an account.
struct Gathering {
  /// The maximum number of reasons why a kind is partial; each is also reported as a problem.
  static let maximumReasons = 40

  /// The members that contain the dates of facts, of all kinds.
  let dates: Set<String>
  /// The pieces of each type, in the order of the files.
  var pieces: [PieceID: any AnyGathered] = [:]
  /// The kinds of evidence that AWS says do not exist.
  private(set) var absences: [EvidenceKind: Absence] = [:]
  /// The reasons why the evidence of a kind is incomplete, independent of what was read.
  private(set) var doubts: [EvidenceKind: [String]] = [:]
  /// The kinds with a doubt that is more than a refusal by AWS.
  private(set) var damagedKinds: Set<EvidenceKind> = []
  var manifests: [(file: String, manifest: Manifest)] = []
  /// The part that the current file belongs to; nil between files.
  var reading: Part?
  /// The latest date in each part.
  var latest: [Part: LatestDate] = [:]
  /// The content of the answers about each thing, used to find conflicts.
  var seen: [Part: [String: AnswerRecord]] = [:]
  var answered: [Part: [String: AnsweredList]] = [:]
  var hasConflicts = false
  var conflictingPairs: Set<String> = []
  /// The modification time of each file, if it is known.
  var modified: [String: Instant] = [:]
  /// The regions that were queried, by the kind of evidence.
  var regionsAsked: [EvidenceKind: Set<String>] = [:]
  /// The files with entries whose region differs from that of their answer.
  var mislabelled: Set<String> = []
  /// What each answer says about itself, by its file.
  var labels: [String: AnswerLabel] = [:]
  /// The texts of policies, each stored once.
  let pool = StringPool()
  private var listedProblems: [Problem] = []
  private var problemGroups: [ProblemGroup: ProblemCount] = [:]
  private(set) var refusedFiles: Set<String> = []
  /// Each account id in the evidence, with its first position in each kind.
  private(set) var accounts: [String: AccountMention] = [:]

  init(dates: Set<String> = []) { self.dates = dates }

  /// How often an account id is the owner of evidence.
  struct AccountMention {
    var count = 0
    var first: [EvidenceKind: Citation] = [:]
  }

  /// Records that `account` owns a piece of evidence; other texts than account ids are ignored.
  mutating func mention(
    _ account: String, of kind: EvidenceKind, at citation: @autoclosure () -> Citation
  ) {
    guard account.isAccountID else { return }
    accounts[account, default: AccountMention()].count += 1
    if accounts[account]?.first[kind] == nil { accounts[account]?.first[kind] = citation() }
  }

  /// Records the answer of AWS that there is no evidence of `kind`; the first answer is cited.
  mutating func note(_ absence: Absence, of kind: EvidenceKind) {
    if absences[kind] == nil { absences[kind] = absence }
  }

  /// Records, once, why the evidence of `kind` is incomplete. `isDamage` is false if AWS refused it.
  mutating func flagIncomplete(_ kind: EvidenceKind, _ reason: String, isDamage: Bool = true) {
    if isDamage { damagedKinds.insert(kind) }
    let known = doubts[kind] ?? []
    guard known.count < Gathering.maximumReasons, !known.contains(reason) else { return }
    doubts[kind] = known + [reason]
  }

  /// The part of a file that a problem is about.
  private struct ProblemGroup: Hashable {
    let file: String
    let part: Part?
  }

  /// The number of problems in a group, and the index of the last listed one.
  private struct ProblemCount {
    var count = 0
    var last = 0
  }

  /// The problems with the evidence: the first 20 in each part of a file, and the number of the
  /// others, so that a damaged list of a million entries does not cause a million lines.
  var problems: [Problem] {
    let more = problemGroups.reduce(into: [Int: Problem]()) { more, group in
      guard group.value.count > maximumProblems else { return }
      more[group.value.last] = Problem(
        file: group.key.file,
        message: "\((group.value.count - maximumProblems).grouped) more similar problems,"
          + " \(group.value.count.grouped) in total")
    }
    guard !more.isEmpty else { return listedProblems }
    return listedProblems.enumerated().flatMap { [$1] + (more[$0].map { [$0] } ?? []) }
  }

  /// Reports a problem with a part of a file; the rest of the file is used, and its kind is
  /// partial.
  mutating func report(_ problem: Problem) { report(in: problem.file) { problem } }

  /// Does the same if there can be millions of problems: `problem` is called only for listed ones.
  mutating func report(in file: String, _ problem: () -> Problem) {
    // All problems of a group are in one part, which the first problem already made partial.
    let group = ProblemGroup(file: file, part: reading)
    var count = problemGroups[group] ?? ProblemCount()
    count.count += 1
    if count.count <= maximumProblems {
      flagCurrentPart("\(file) was read only in part; see the problems of the file")
      count.last = listedProblems.count
      listedProblems.append(problem())
    }
    problemGroups[group] = count
  }

  /// Reports that a whole file cannot be used.
  mutating func refuse(_ problem: Problem) {
    listedProblems.append(problem)
    refusedFiles.insert(problem.file)
    flagCurrentPart("\(problem.file) could not be read")
  }

  /// The string `name` of `cursor`; a missing member and another type are reported.
  mutating func required(_ name: String, of cursor: Cursor) -> String? {
    if let text = cursor.string(name), !text.isEmpty { return text }
    report(in: cursor.file) {
      cursor.problem("expected a string in member \(name); this entry was skipped")
    }
    return nil
  }
}
