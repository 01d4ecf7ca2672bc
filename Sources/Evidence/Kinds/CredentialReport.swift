internal import Model
internal import Platform

extension EvidenceRecord {
  /// The credential report; of several, the newest.
  static let credentialReport = EvidenceRecord(
    .reports, in: \.credentialReport,
    calls: [
      CollectOperation(
        command: "iam get-credential-report", kind: .credentialReport, scope: .account,
        actions: ["iam:GetCredentialReport"], expects: "Content", isExpectedElsewhere: true,
        file: "credential-report", awaited: "the credential report",
        preparation: CollectOperation.Preparation(
          command: "iam generate-credential-report", actions: ["iam:GenerateCredentialReport"],
          done: ("State", "COMPLETE")))
    ],
    readers: [.credentialReport]
  ) { reports in
    reports.max {
      ($0.generated ?? Instant(seconds: 0)) < ($1.generated ?? Instant(seconds: 0))
    }
  }.with { $0.dates = ["GeneratedTime"] }
}

extension PieceKey<CredentialReport> {
  static var reports: PieceKey<CredentialReport> { PieceKey(.credentialReport) }
}

extension EvidenceReader {
  /// `iam get-credential-report`: `Content` contains the report in base64, or decoded by some
  /// tools.
  fileprivate static let credentialReport = EvidenceReader(
    recognizes: { $0["Content"] != nil || $0["ReportFormat"] != nil },
    read: { answer, gathering in
      guard let content = answer.body.child("Content"), let text = content.node.string else {
        gathering.refuse(
          answer.body.problem(
            "the credential report has no Content member;"
              + " save the complete JSON output of the command"))
        return
      }
      let decoded: String
      if CredentialReportText.isReport(Array(text.prefix(200).utf8)) {
        decoded = text
      } else if let bytes = Base64.decode(text),
        let report = String(validating: bytes, as: UTF8.self)
      {
        decoded = report
      } else {
        gathering.refuse(content.problem("Content is neither base64 nor a credential report"))
        return
      }
      CredentialReportText(
        text: decoded, file: answer.file, prefix: content.pointer + " ",
        line: content.node.line,
        generated: gathering.instant("GeneratedTime", of: answer.body)
      ).read(into: &gathering)
    })
}
