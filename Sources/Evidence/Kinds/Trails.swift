internal import Model
internal import Platform

extension EvidenceRecord {
  /// CloudTrail trails.
  static let trails = EvidenceRecord(
    .trails,
    calls: [
      CollectOperation(
        command: "cloudtrail describe-trails", kind: .trails, scope: .region,
        actions: ["cloudtrail:DescribeTrails"], expects: "trailList", file: "trails",
        followUps: [
          CollectOperation.FollowUp(
            path: AnswerPath("trailList", "TrailARN"), command: "cloudtrail get-trail-status",
            isInOwnRegion: true)
        ])
    ],
    readers: [.trails]
  ) { assembly in
    let status = assembly.gathering[.recorderStatus].pieces
    assembly.account.trails = assembly.evidence(.trails) { trails in
      trails.unique { $0.arn?.description ?? $0.name }
        .map { $0.completed(by: status, isTrail: true) }
    }
  }
}

extension PieceKey<Recorder> {
  fileprivate static var trails: PieceKey<Recorder> { PieceKey(.trails) }
}

extension EvidenceReader {
  /// `cloudtrail describe-trails`, which does not show whether the trails are logging.
  fileprivate static let trails = EvidenceReader(
    recognizes: { $0.hasList("trailList") },
    read: { answer, gathering in
      let list = gathering.list("trailList", of: answer.body)
      let trails = list.compactMap { cursor -> Recorder? in
        guard let name = gathering.required("Name", of: cursor) else { return nil }
        let arn = ARN(cursor.string("TrailARN") ?? "")
        gathering.compare("trail \(arn.isComplete ? arn.description : name)", cursor)
        // An organization trail belongs to the management account.
        if cursor.boolean("IsOrganizationTrail") != true {
          gathering.mention(arn.account, of: .trails, at: cursor.citation)
        }
        return Recorder(
          name: name, arn: cursor.string("TrailARN").map(ARN.init),
          region: cursor.string("HomeRegion") ?? answer.region,
          coversAllRegions: cursor.boolean("IsMultiRegionTrail"), isRecording: nil,
          citation: cursor.citation)
      }
      if let region = answer.region {
        gathering.compareList("trails in \(region)", trails.map(\.name), at: answer.body)
      }
      gathering.add(.trails, trails, from: answer.file)
    })
}
