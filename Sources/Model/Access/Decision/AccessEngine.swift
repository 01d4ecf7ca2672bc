/// Answers what the principals of an account can do.
///
/// It follows the AWS evaluation logic within one account: identity-based policies, permissions
/// boundaries, service control policies, and trust policies for assuming roles. Other resource
/// policies, session policies and resource control policies are not in the evidence. Each distinct
/// document is compiled once, regardless of the number of identities.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
public final class AccessEngine: Sendable {
  /// The account.
  public let account: Account
  /// The account id of twelve digits, from the account or the first ARN.
  public let accountID: String?
  /// The known actions.
  public let catalogue: ActionCatalogue
  /// Users, then groups, then roles, each in the order of the evidence.
  public let subjects: [AccessSubject]
  /// Policies that affect all principals but are not in the evidence.
  public let missingPolicies: [String]
  /// The forms of ARNs in the account.
  let resources: AccountResources
  let levels: [ControlLevel]
  let compiledByARN: [ARN: CompiledPolicy]
  let indexByARN: [String: Int]
  let facts: PrincipalFacts?
  /// The partition of the account's ARNs; `aws` if the evidence does not show it.
  package let partition: Partition
  /// Counts the evaluations; nil outside of tests.
  let work: WorkCounter?

  /// Creates the engine for `account`.
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
    missingPolicies = builder.missingPolicies
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

  /// The policies that limit `subject` without granting access: its boundary, and its SCPs.
  func limits(on subject: AccessSubject) -> [AppliedPolicy] {
    (subject.boundary.map { [$0] } ?? [])
      + (subject.isBoundByControlPolicies ? levels.flatMap(\.policies) : [])
  }

  /// The subjects with the ARN or the name; the case of names is ignored.
  public func subjects(named text: String) -> [AccessSubject] {
    if let exact = subject(ARN(text)) { return [exact] }
    let name = text.lowercased()
    return subjects.filter { $0.name.lowercased() == name }
  }
}
