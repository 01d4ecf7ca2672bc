internal import Model
internal import Platform

extension EvidenceRecord {
  /// Whether trails and recorders are recording.
  static let recorderStatus = EvidenceRecord(
    .recorderStatus, in: \.recorderStatus,
    calls: [
      CollectOperation(
        command: "configservice describe-configuration-recorder-status", kind: .recorderStatus,
        scope: .region, actions: ["config:DescribeConfigurationRecorderStatus"],
        expects: "ConfigurationRecordersStatus", file: "config-recorder-status"),
      CollectOperation(
        command: "cloudtrail get-trail-status", kind: .recorderStatus, scope: .subject,
        actions: ["cloudtrail:GetTrailStatus"], expects: "IsLogging", file: "trail-status",
        subject: ("name", "Name")),
    ],
    readers: [.trailStatus, .recorderStatus]
  ) {
    $0
  }.with {
    // Trails have a status in their own region only.
    $0.isRegional = false
    $0.findOwners = mentionOwnersOfTrails
    $0.dates = [
      "lastStartTime", "lastStopTime", "lastStatusChangeTime", "StartLoggingTime",
      "StopLoggingTime", "LatestDeliveryTime", "LatestDeliveryAttemptTime",
      "LatestNotificationTime", "LatestNotificationAttemptTime", "LatestDigestDeliveryTime",
      "LatestCloudWatchLogsDeliveryTime",
    ]
  }

  /// The status of a trail that is not in the list belongs to the account in its ARN; the status of
  /// an organization trail, which is in the list, does not show another account.
  @Sendable private static func mentionOwnersOfTrails(_ assembly: inout Assembly, own: String) {
    guard let trails = assembly.account.trails.value else { return }
    let known = Set(trails.compactMap(\.arn))
    for status in assembly.account.recorderStatus.value ?? [] {
      guard status.isTrail, let arn = status.name.map(ARN.init), arn.account != own,
        !known.contains(arn)
      else { continue }
      assembly.gathering.mention(arn.account, of: .recorderStatus, at: status.citation)
    }
  }
}

extension PieceKey<RecorderStatus> {
  static var recorderStatus: PieceKey<RecorderStatus> { PieceKey(.recorderStatus) }
}

extension EvidenceReader {
  /// `cloudtrail get-trail-status`.
  fileprivate static let trailStatus = EvidenceReader(
    recognizes: { $0["IsLogging"] != nil },
    read: { answer, gathering in
      guard let isLogging = answer.body.boolean("IsLogging") else {
        return gathering.report(
          answer.body.problem(
            "expected true or false in IsLogging; collect the status of the trail again"))
      }
      if let latest = gathering.content(of: answer.body).latest {
        gathering.noteDate(latest, at: answer.body.citation)
      }
      if let name = answer.asked("Name") {
        gathering.compare(
          "the status of trail \(name)", at: answer.body.citation, content: "\(isLogging)")
      }
      gathering.add(
        .recorderStatus,
        [
          RecorderStatus(
            name: answer.asked("Name"), region: answer.region, isTrail: true,
            isRecording: isLogging, citation: answer.body.citation)
        ], from: answer.file)
    })

  /// `configservice describe-configuration-recorder-status`.
  fileprivate static let recorderStatus = EvidenceReader(
    recognizes: { $0.hasList("ConfigurationRecordersStatus") },
    read: { answer, gathering in
      let list = gathering.list("ConfigurationRecordersStatus", of: answer.body)
      let status = list.compactMap { cursor -> RecorderStatus? in
        guard let isRecording = cursor.boolean("recording") else {
          gathering.report(
            cursor.problem(
              "expected true or false in recording; collect the status of the recorder again"))
          return nil
        }
        if let latest = gathering.content(of: cursor).latest {
          gathering.noteDate(latest, at: cursor.citation)
        }
        let arn = ARN(cursor.string("arn") ?? "")
        gathering.mention(arn.account, of: .recorderStatus, at: cursor.citation)
        gathering.checkRegion(arn.region, of: answer, at: cursor)
        let name = "\(cursor.string("name") ?? "") in \(answer.region ?? answer.file)"
        gathering.compare(
          "the status of recorder \(name)", at: cursor.citation, content: "\(isRecording)")
        return RecorderStatus(
          name: cursor.string("name"), region: answer.region, isTrail: false,
          isRecording: isRecording, citation: cursor.citation)
      }
      gathering.add(.recorderStatus, status, from: answer.file)
    })
}

extension Recorder {
  /// A copy of the recorder with its state from `statuses`.
  func completed(by statuses: [RecorderStatus], isTrail: Bool) -> Recorder {
    var copy = self
    copy.isRecording =
      statuses.first { status in
        status.isTrail == isTrail
          && (status.name == name || (arn != nil && status.name == arn?.description))
          && (isTrail || status.region == region)
      }?.isRecording
    return copy
  }
}
