internal import Model

/// Everything about a kind of evidence: the calls that collect it, the readers of their answers, and
/// how it becomes a part of the account.
///
/// Its name, its command and its field are in `Model`, because the checklist needs them.
struct EvidenceRecord: Sendable {
  let kind: EvidenceKind
  /// The calls that collect it.
  let calls: [CollectOperation]
  /// The readers of the answers.
  let readers: [EvidenceReader]
  /// Sets the field of the account. The fields of kinds before this one are set, and the account has
  /// its id.
  let assemble: @Sendable (inout Assembly) -> Void
  /// Completes what was read, before it is compared and sorted.
  var complete: @Sendable (inout Gathering) -> Void = { _ in }
  /// Records what is missing although all files can be read. All fields of the account are set.
  var findGaps: @Sendable (inout Assembly) -> Void = { _ in }
  /// Records owners that only a comparison with other evidence shows; `own` is the id of the account.
  var findOwners: @Sendable (_ assembly: inout Assembly, _ own: String) -> Void = { _, _ in }
  /// Members of answers, other than those that the calls expect, that identify a damaged file.
  var signs: [String] = []
  /// The members of answers that contain the date of an event, from which the date of the evidence
  /// follows. Dates that can be in the future, such as the expiry of a certificate, do not count.
  var dates: Set<String> = []
  /// Where it shows that a region is enabled: each region with the position of something in it.
  var regionsInUse: @Sendable (Account) -> [(region: String, citation: Citation)] = { _ in [] }
  /// Whether an answer that is one page of several makes the kind partial. If not, the reader
  /// decides.
  var isPartialByPage = true
  /// Whether a refused call makes evidence partial that other calls provided.
  var isPartialByRefusal = false
  /// Whether the answers show which account they are about.
  var namesAccount = true
  /// Whether each enabled region must have an answer.
  var isRegional: Bool

  /// The record of `kind`, whose field `assemble` sets.
  init(
    _ kind: EvidenceKind, calls: [CollectOperation], readers: [EvidenceReader],
    assemble: @escaping @Sendable (inout Assembly) -> Void
  ) {
    self.kind = kind
    self.calls = calls
    self.readers = readers
    self.assemble = assemble
    isRegional = calls.contains { $0.scope == .region }
  }

  /// The record of the kind of `pieces`, from which `value` creates the content of `field`.
  init<Piece, Value>(
    _ pieces: PieceKey<Piece>, in field: any WritableKeyPath<Account, Evidence<Value>> & Sendable,
    calls: [CollectOperation], readers: [EvidenceReader],
    value: @escaping @Sendable ([Piece]) -> Value?
  ) {
    self.init(pieces.kind, calls: calls, readers: readers) { assembly in
      assembly.account[keyPath: field] = assembly.evidence(pieces, value)
    }
  }

  /// The same record with changed properties.
  func with(_ change: (inout EvidenceRecord) -> Void) -> EvidenceRecord {
    var copy = self
    change(&copy)
    return copy
  }

  /// Whether only the organization can answer some of its calls.
  var isOfOrganization: Bool { calls.contains { $0.scope == .organization } }
}
