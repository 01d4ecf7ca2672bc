internal import Model
internal import Platform

extension EvidenceRecord {
  /// EC2 instances in all collected regions.
  static let instances = EvidenceRecord(
    .instances, in: \.instances,
    calls: [
      CollectOperation(
        command: "ec2 describe-instances", kind: .instances, scope: .region,
        actions: ["ec2:DescribeInstances"], expects: "Reservations", file: "instances")
    ],
    readers: [.instances]
  ) {
    $0.unique(by: \.id)
  }.with {
    $0.dates = ["LaunchTime", "AttachTime"]
    $0.regionsInUse = { ($0.instances.value ?? []).map { ($0.region ?? "", $0.citation) } }
  }
}

extension PieceKey<Instance> {
  fileprivate static var instances: PieceKey<Instance> { PieceKey(.instances) }
}

extension EvidenceReader {
  /// `ec2 describe-instances`, one answer per region.
  fileprivate static let instances = EvidenceReader(
    recognizes: { $0.hasList("Reservations") },
    read: { answer, gathering in
      var names: [String] = []
      for reservation in gathering.list("Reservations", of: answer.body) {
        let owner = gathering.text("OwnerId", of: reservation)
        if let owner { gathering.mention(owner, of: .instances, at: reservation.citation) }
        let list = gathering.requiredList("Instances", of: reservation)
        let instances = list.compactMap { cursor -> Instance? in
          guard let id = gathering.required("InstanceId", of: cursor) else { return nil }
          names.append(id)
          gathering.compare("instance \(id)", cursor)
          let zone = cursor.node["Placement"]?["AvailabilityZone"]?.string
          let profile = cursor.node["IamInstanceProfile"]?["Arn"]?.string
          if cursor.node["IamInstanceProfile"] != nil,
            profile.map({ !ARN($0).isValid("iam", "instance-profile/") }) ?? true
          {
            gathering.report(cursor.problem("the instance profile of \(id) has no valid Arn"))
          }
          if let zone { gathering.checkRegion(regionOfZone(zone), of: answer, at: cursor) }
          // A profile belongs to the account of the instance.
          gathering.mention(ARN(profile ?? "").account, of: .instances, at: cursor.citation)
          let tags = cursor.list("Tags").compactMap { tag in
            tag.string("Key").map { Tag(key: $0, value: tag.string("Value") ?? "") }
          }
          return Instance(
            id: id, name: tags.first { $0.key == "Name" }?.value,
            state: cursor.node["State"]?["Name"]?.string ?? "unknown",
            region: answer.asked("region") ?? zone.map(regionOfZone) ?? answer.region,
            account: owner, profile: profile.map(ARN.init), tags: tags,
            citation: cursor.citation)
        }
        gathering.regionsAsked[.instances, default: []].formUnion(instances.compactMap(\.region))
        gathering.add(.instances, instances, from: answer.file)
      }
      if !answer.isTruncated, let region = answer.region {
        gathering.compareList("instances in \(region)", names, at: answer.body)
      }
      gathering.add(
        .instances, [], from: answer.file,
        shortcoming: answer.shortcoming)
    })

  /// `eu-west-1` for `eu-west-1b`; local zones (`us-west-2-lax-1a`) belong to their parent region.
  private static func regionOfZone(_ zone: String) -> String {
    let words = zone.split(separator: "-")
    guard let number = words.firstIndex(where: { $0.first?.isNumber == true }) else { return zone }
    return (words[..<number] + [words[number].prefix { $0.isNumber }]).joined(separator: "-")
  }
}
