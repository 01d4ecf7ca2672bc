/// Answers what the principals of an account can do.
///
/// It follows AWS's evaluation logic for one account: identity policies, permissions boundary,
/// service control policies, and trust policies where a role is to be assumed. Other resource policies,
/// session policies and resource control policies are not in the evidence. Each distinct document is
/// compiled once, however many identities it is attached to.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
public final class AccessEngine: Sendable {
  /// The account.
  public let account: Account
  /// The twelve digits, from the account or the first ARN.
  public let accountID: String?
  /// The actions that are known.
  public let catalogue: ActionCatalogue
  /// Users, then groups, then roles, each in the order of the evidence.
  public let subjects: [AccessSubject]
  /// What bears on all principals but is not in the evidence.
  public let unjudged: [String]
  /// What the account's ARNs can look like.
  let resources: AccountResources
  let levels: [ControlLevel]
  let compiledByARN: [ARN: CompiledPolicy]
  let indexByARN: [String: Int]
  let facts: PrincipalFacts?
  /// The partition of the account's ARNs; `aws` where no evidence shows one.
  package let partition: Partition
  /// Counts what is done; nil outside of tests.
  let work: WorkCounter?

  /// The engine for `account`.
  public convenience init(_ account: Account, catalogue: ActionCatalogue = .bundled) {
    self.init(account, catalogue: catalogue, work: nil)
  }

  init(_ account: Account, catalogue: ActionCatalogue = .bundled, work: WorkCounter?) {
    self.work = work
    var builder = AccessEngineBuilder(account: account, catalogue: catalogue)
    builder.build()
    self.account = account
    self.catalogue = catalogue
    accountID = builder.accountID
    resources = builder.resources
    subjects = builder.subjects
    levels = builder.levels
    unjudged = builder.unjudged
    compiledByARN = builder.compiledByARN
    facts = builder.facts
    partition = Partition.named(builder.resources.partition)
    indexByARN = Dictionary(
      builder.subjects.enumerated().map { ($0.element.arn.description, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The subject with the ARN.
  public func subject(_ arn: ARN) -> AccessSubject? {
    indexByARN[arn.description].map { subjects[$0] }
  }

  /// The policies that limit `subject` and grant it nothing: its boundary, and the SCPs that bind it.
  func limits(on subject: AccessSubject) -> [AppliedPolicy] {
    (subject.boundary.map { [$0] } ?? [])
      + (subject.isBoundByControlPolicies ? levels.flatMap(\.policies) : [])
  }

  /// The subjects with the ARN or the name, which compares without regard to case.
  public func subjects(named text: String) -> [AccessSubject] {
    if let exact = subject(ARN(text)) { return [exact] }
    let name = text.lowercased()
    return subjects.filter { $0.name.lowercased() == name }
  }
}
