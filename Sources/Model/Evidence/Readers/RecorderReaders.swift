/// Whether a trail or recorder works, in an answer of its own.
struct RecorderStatus: Sendable {
  /// The trail's or recorder's name or ARN; nil where the answer was saved bare.
  let name: String?
  let region: String?
  let isTrail: Bool
  let isRecording: Bool
}

extension EvidenceReader {
  /// `cloudtrail describe-trails`, which says nothing of whether they log.
  static let trails = EvidenceReader(
    kind: .trails,
    recognizes: { $0.hasList("trailList") },
    read: { answer, gathering in
      let trails = answer.body.list("trailList").compactMap { cursor -> Recorder? in
        guard let name = gathering.required("Name", of: cursor) else { return nil }
        return Recorder(
          name: name, arn: cursor.string("TrailARN").map(ARN.init),
          region: cursor.string("HomeRegion") ?? answer.region,
          coversAllRegions: cursor.boolean("IsMultiRegionTrail"), isRecording: nil,
          citation: cursor.citation)
      }
      gathering.trails.add(trails, from: answer.file)
    })

  /// `cloudtrail get-trail-status`.
  static let trailStatus = EvidenceReader(
    kind: .recorderStatus,
    recognizes: { $0["IsLogging"] != nil },
    read: { answer, gathering in
      guard let isLogging = answer.body.boolean("IsLogging") else { return }
      gathering.recorderStatus.add(
        [
          RecorderStatus(
            name: answer.asked("Name"), region: answer.region, isTrail: true,
            isRecording: isLogging)
        ], from: answer.file)
    })

  /// `configservice describe-configuration-recorders`, one answer a region.
  static let recorders = EvidenceReader(
    kind: .recorders,
    recognizes: { $0.hasList("ConfigurationRecorders") },
    read: { answer, gathering in
      let recorders = answer.body.list("ConfigurationRecorders").compactMap { cursor in
        gathering.required("name", of: cursor).map { name in
          Recorder(
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
      let status = answer.body.list("ConfigurationRecordersStatus").compactMap { cursor in
        cursor.boolean("recording").map {
          RecorderStatus(
            name: cursor.string("name"), region: answer.region, isTrail: false, isRecording: $0)
        }
      }
      gathering.recorderStatus.add(status, from: answer.file)
    })
}

extension Recorder {
  /// The same recorder with what `statuses` say of it.
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
