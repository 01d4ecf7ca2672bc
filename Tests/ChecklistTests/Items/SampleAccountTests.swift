import Evidence
import Model
import Testing

@testable import Checklist

/// The intended findings in the sample account, listed when it was created, before any rule was
/// written.
@Suite struct SampleAccountTests {
  private let assessment: Assessment

  /// Evaluated once for all tests.
  private static let judged = Result {
    Checklist.assess(try EvidenceLoader.load(.sample), settings: Settings())
  }

  init() throws { assessment = try Self.judged.get() }

  private func names(_ item: String) -> [String] {
    assessment.items.first { $0.id == ItemID(item) }?.findings.map(\.subject.name).sorted() ?? []
  }

  @Test(
    "all planted findings are found, and no others",
    arguments: [
      ("root.mfa", "root"), ("root.access-keys", "root"), ("root.daily-use", "root"),
      (
        "users.mfa",
        "ci-deploy greta.sorensen marta.kowalska svc-backup-nas svc-edi-gateway vendor-routecast"
      ),
      (
        "users.key-rotation",
        "ci-deploy elena.petrova marta.kowalska svc-backup-nas svc-edi-gateway vendor-routecast"
      ),
      ("users.unused", "greta.sorensen jenkins-legacy svc-backup-nas tomas.havel"),
      ("users.administrator-access", "break-glass henrik.aalto platform-admins priya.raman"),
      (
        "roles.administrator-access",
        "AWSReservedSSO_AdministratorAccess_3f9c1e7ab52d8064 OrganizationAccountAccessRole"
          + " gha-terraform-apply incident-responder lambda-nightly-maintenance"
          + " release-orchestrator"
      ),
      (
        "roles.sensitive-wildcards",
        "AWSReservedSSO_AdministratorAccess_3f9c1e7ab52d8064"
          + " AWSReservedSSO_PowerUserAccess_b81d40c9e6f27a35 OrganizationAccountAccessRole"
          + " document-archiver gha-terraform-apply image-builder incident-responder key-custodian"
          + " lambda-nightly-maintenance release-orchestrator"
      ),
      (
        "roles.access-advisor",
        "AWSReservedSSO_AdministratorAccess_3f9c1e7ab52d8064"
          + " AWSReservedSSO_PowerUserAccess_b81d40c9e6f27a35 OrganizationAccountAccessRole"
          + " document-archiver gha-terraform-apply image-builder lambda-nightly-maintenance"
          + " release-orchestrator"
      ),
      (
        "roles.instance-profiles",
        "i-0271976b88bea444d i-0b2f95d974531ada1 i-0ef429fe0672785b0"
      ),
      (
        "roles.lambda-scope",
        "carrier-rate-sync customs-export document-archive invoice-mailer invoice-render"
          + " nightly-maintenance"
      ),
      ("roles.ci-oidc", "ci-deploy gha-docs-publish gha-lambda-deploy gha-terraform-apply"),
      (
        "roles.cross-account-trust",
        "OrganizationAccountAccessRole legacy-sftp-sync lodestar-metrics-collector log-forwarder"
      ),
      (
        "roles.privilege-escalation",
        "AWSReservedSSO_PowerUserAccess_b81d40c9e6f27a35 data-pipeline-maintainer image-builder"
          + " nadia.cherif platform-provisioner sandbox-builder serverless-deployer"
      ),
      ("roles.permission-boundaries", "platform-provisioner"),
      (
        "policies.inline",
        "AWSReservedSSO_PowerUserAccess_b81d40c9e6f27a35 document-archiver finance"
          + " incident-responder lambda-nightly-maintenance legacy-sftp-sync svc-backup-nas"
          + " svc-edi-gateway vendor-routecast"
      ),
      (
        "policies.access-analyzer",
        "arn:aws:iam::640817295314:role/gha-docs-publish"
          + " arn:aws:iam::640817295314:role/lodestar-metrics-collector"
          + " arn:aws:iam::640817295314:role/log-forwarder"
          + " arn:aws:s3:::tarnbridge-prod-customs-exchange eu-west-1"
      ),
      ("organization.trail-config-scp", "640817295314 640817295314"),
      ("organization.region-scp", "640817295314"), ("organization.root-scp", "640817295314"),
      ("organization.iam-user-scp", "640817295314"),
    ])
  func findings(_ item: String, _ expected: String) {
    #expect(names(item) == expected.split(separator: " ").map(String.init))
  }

  @Test("compliant policies that look bad are not findings")
  func resourceWildcards() {
    let found = Set(names("policies.resource-wildcards"))
    #expect(
      found.isSuperset(of: [
        "engineering-baseline", "image-build", "key-custody", "sandbox-building",
        "document-archiver", "svc-backup-nas",
      ]))
    #expect(
      found.isDisjoint(with: [
        "worker-telemetry", "AWSSupportAccess", "security-audit-read", "lodestar-metrics-read",
        "data-analyst-access", "data-lake-write", "developer-boundary", "incident-boundary",
      ]))
  }

  @Test("access limited by a boundary is a low finding that names it; unlimited access is critical")
  func containment() {
    let findings = assessment.items.first { $0.id == ItemID("roles.administrator-access") }?
      .findings
    for finding in findings ?? [] {
      let isContained = finding.subject.name == "incident-responder"
      #expect(finding.automatedSeverity == (isContained ? .low : .critical))
      #expect(
        finding.summary.hasSuffix(", but the permissions boundary incident-boundary limits it")
          == isContained)
      #expect(finding.summary.contains(" would have administrator access via ") == isContained)
    }
  }

  @Test("each escalation path has its path id and target")
  func escalation() throws {
    let findings = try #require(
      assessment.items.first { $0.id == ItemID("roles.privilege-escalation") }?.findings)
    func fact(_ name: String, of subject: String) -> String? {
      findings.first { $0.subject.name == subject }?.facts.first { $0.name == name }?.value
    }
    #expect(fact("paths", of: "data-pipeline-maintainer") == "iam-001")
    #expect(fact("paths", of: "serverless-deployer")?.split(separator: " ").first == "lambda-001")
    #expect(
      fact("chain", of: "nadia.cherif")
        == "nadia.cherif assumes serverless-deployer (sts-001)"
        + " | serverless-deployer acts as lambda-nightly-maintenance (lambda-001)")
    for finding in findings {
      let isContained = finding.subject.name == "sandbox-builder"
      // A role with full EC2 access can reach an instance whose role can read data.
      #expect(
        (finding.automatedSeverity == .low)
          == (isContained || finding.subject.name == "image-builder"))
      #expect(
        finding.summary.contains(": the permissions boundary developer-boundary blocks ")
          == isContained)
    }
  }

  @Test("no finding cites the same evidence twice, although a policy is attached at several levels")
  func citations() {
    for finding in assessment.findings {
      #expect(Set(finding.evidence).count == finding.evidence.count, "\(finding.id)")
    }
    let root = assessment.findings.first { $0.item.rawValue == "organization.root-scp" }
    #expect(root?.evidence.count == 4)
  }

  @Test(
    "summaries state exactly what the facts show",
    arguments: [
      (
        "organization.root-scp",
        "The root user is hardly limited: service control policies deny 4 of 21,789 actions"
      ),
      (
        "organization.trail-config-scp",
        "config:PutConfigurationRecorder or config:DeleteDeliveryChannel"
      ),
      (
        "roles.permission-boundaries",
        "platform-provisioner can create roles without a permissions boundary (iam:CreateRole)"
      ),
      ("roles.permission-boundaries", " add policies to roles without a permissions boundary ("),
      ("policies.resource-wildcards", "breakfix-2023 allows all actions on all resources, "),
      (
        "policies.resource-wildcards",
        "all actions except organizations:LeaveOrganization and account:CloseAccount"
      ),
      ("users.key-rotation", "last used 2026-11-20 for ecs in eu-central-1"),
      ("root.daily-use", "signed in with the password on 2026-11-08 (12 days ago)"),
      (
        "policies.access-analyzer", "S3 bucket tarnbridge-prod-customs-exchange can be accessed by "
      ),
      (
        "policies.access-analyzer",
        "can be accessed by identity provider token.actions.githubusercontent.com"
      ),
    ])
  func summaries(_ item: String, _ words: String) throws {
    let findings = try #require(assessment.items.first { $0.id == ItemID(item) }?.findings)
    #expect(findings.contains { $0.summary.contains(words) }, "\(findings.map(\.summary))")
  }

  @Test("advice with a command that removes access puts the replacement first")
  func replacement() {
    for id in ["roles.administrator-access", "roles.sensitive-wildcards"] {
      for finding in assessment.items.first(where: { $0.id == ItemID(id) })?.findings ?? [] {
        let removes = finding.advice.command != nil
        #expect(finding.advice.text.hasPrefix("Attach a policy that allows only ") == removes)
        #expect(finding.advice.text.contains(" Then ") == removes)
      }
    }
  }

  @Test("each finding has evidence, a unique id and advice")
  func wellFormed() {
    let findings = assessment.findings
    #expect(Set(findings.map(\.id)).count == findings.count)
    let files = Set(assessment.account.files.map(\.path))
    for finding in findings {
      #expect(!finding.evidence.isEmpty || finding.subject.kind == .region)
      #expect(finding.evidence.allSatisfy { files.contains($0.file) })
      #expect(!finding.facts.isEmpty)
      #expect(!finding.advice.text.isEmpty)
      #expect(!finding.summary.contains("\n"))
      #expect(finding.id.rawValue.hasPrefix(finding.item.rawValue + "/"))
    }
  }

  @Test("each item has guidance and an acceptable justification")
  func guidance() {
    for item in Checklist.items {
      for text in [item.guidance.why, item.guidance.look, item.guidance.justification] {
        #expect(text.split(separator: " ").count >= 8, "\(item.id)")
      }
    }
    #expect(Set(Checklist.items.map(\.id)).count == Checklist.items.count)
    #expect(Checklist.items.count { $0.origin == .checklist } == 16)
  }
}
