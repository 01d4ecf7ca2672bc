internal import Model
internal import Platform

extension EvidenceRecord {
  /// AWS Config recorders.
  static let recorders = EvidenceRecord(
    .recorders,
    calls: [
      CollectOperation(
        command: "configservice describe-configuration-recorders", kind: .recorders,
        scope: .region, actions: ["config:DescribeConfigurationRecorders"],
        expects: "ConfigurationRecorders", file: "config-recorders")
    ],
    readers: [.recorders]
  ) { assembly in
    let status = assembly.gathering[.recorderStatus].pieces
    assembly.account.recorders = assembly.evidence(.recorders) { recorders in
      recorders.map { $0.completed(by: status, isTrail: false) }
    }
  }.with {
    $0.regionsInUse = { ($0.recorders.value ?? []).map { ($0.arn?.region ?? "", $0.citation) } }
  }
}

extension PieceKey<Recorder> {
  fileprivate static var recorders: PieceKey<Recorder> { PieceKey(.recorders) }
}

extension EvidenceReader {
  /// `configservice describe-configuration-recorders`, one answer per region.
  fileprivate static let recorders = EvidenceReader(
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
      gathering.add(.recorders, recorders, from: answer.file)
    })
}
