internal import Model
internal import Platform

extension EvidenceReader {
  /// `cloudtrail describe-trails`, which does not show whether the trails are logging.
  static let trails = EvidenceReader(
    kind: .trails,
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
      gathering.trails.add(trails, from: answer.file)
    })

  /// `cloudtrail get-trail-status`.
  static let trailStatus = EvidenceReader(
    kind: .recorderStatus,
    recognizes: { $0["IsLogging"] != nil },
    read: { answer, gathering in
      guard let isLogging = answer.body.boolean("IsLogging") else {
        return gathering.report(
          answer.body.problem(
            "expected true or false in IsLogging; collect the status of the trail again"))
      }
      if let latest = answer.body.node.content.latest {
        gathering.noteDate(latest, at: answer.body.citation)
      }
      if let name = answer.asked("Name") {
        gathering.compare(
          "the status of trail \(name)", at: answer.body.citation, content: "\(isLogging)")
      }
      gathering.recorderStatus.add(
        [
          RecorderStatus(
            name: answer.asked("Name"), region: answer.region, isTrail: true,
            isRecording: isLogging, citation: answer.body.citation)
        ], from: answer.file)
    })

  /// `configservice describe-configuration-recorders`, one answer per region.
  static let recorders = EvidenceReader(
    kind: .recorders,
    recognizes: { $0.hasList("ConfigurationRecorders") },
    read: { answer, gathering in
      let recorders = gathering.list("ConfigurationRecorders", of: answer.body).compactMap {
        cursor in
        gathering.required("name", of: cursor).map { name in
          gathering.compare("recorder \(name) in \(answer.region ?? answer.file)", cursor)
          let arn = ARN(cursor.string("arn") ?? "")
          gathering.mention(arn.account, of: .recorders, at: cursor.citation)
          gathering.checkRegion(arn.region, of: answer, at: cursor)
          return Recorder(
            name: name, arn: cursor.string("arn").map(ARN.init), region: answer.region,
            coversAllRegions: nil, isRecording: nil, citation: cursor.citation)
        }
      }
      gathering.recorders.add(recorders, from: answer.file)
    })

  /// `configservice describe-configuration-recorder-status`.
  static let recorderStatus = EvidenceReader(
    kind: .recorderStatus,
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
        if let latest = cursor.node.content.latest {
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
      gathering.recorderStatus.add(status, from: answer.file)
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
