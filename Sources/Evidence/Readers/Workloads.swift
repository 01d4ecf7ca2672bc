internal import Model
internal import Platform

extension EvidenceReader {
  /// `ec2 describe-instances`, one answer per region.
  static let instances = EvidenceReader(
    kind: .instances,
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
        gathering.instances.add(instances, from: answer.file)
      }
      if !answer.isTruncated, let region = answer.region {
        gathering.compareList("instances in \(region)", names, at: answer.body)
      }
      gathering.instances.add(
        [], from: answer.file,
        shortcoming: answer.shortcoming)
    })

  /// `lambda list-functions`, one answer per region. Values of variables are checked, but never
  /// kept.
  static let functions = EvidenceReader(
    kind: .functions,
    recognizes: { $0.hasList("Functions") },
    read: { answer, gathering in
      let list = gathering.list("Functions", of: answer.body)
      let functions = list.compactMap { cursor -> LambdaFunction? in
        guard let name = gathering.required("FunctionName", of: cursor) else { return nil }
        let role = cursor.string("Role")
        if !ARN(role ?? "").isValid("iam", "role/") {
          gathering.report(cursor.problem("function \(name): Role is not the ARN of a role"))
        }
        let arn = ARN(cursor.string("FunctionArn") ?? "")
        if !arn.isValid("lambda", "function:") {
          gathering.report(
            cursor.problem("function \(name): FunctionArn is not the ARN of a function"))
        }
        gathering.checkRegion(arn.region, of: answer, at: cursor)
        gathering.compare("function \(arn.isComplete ? arn.description : name)", cursor)
        if arn.isComplete { gathering.regionsAsked[.functions, default: []].insert(arn.region) }
        // The role of a function belongs to the account of the function.
        for account in [arn.account, ARN(role ?? "").account] {
          gathering.mention(account, of: .functions, at: cursor.citation)
        }
        let environment = cursor.node["Environment"]
        if let environment, !isReadable(environment) {
          gathering.report(cursor.problem("the environment of function \(name) cannot be read"))
        }
        return LambdaFunction(
          name: name, arn: arn, role: ARN(role ?? ""),
          runtime: cursor.string("Runtime"),
          suspectVariables: suspects(environment),
          environmentError: environment?["Error"]?["ErrorCode"]?.string,
          citation: cursor.citation)
      }
      if !answer.isTruncated, let region = answer.region {
        gathering.compareList("functions in \(region)", functions.map(\.name), at: answer.body)
      }
      gathering.functions.add(
        functions, from: answer.file,
        shortcoming: answer.shortcoming)
    })

  /// `eu-west-1` for `eu-west-1b`; local zones (`us-west-2-lax-1a`) belong to their parent region.
  private static func regionOfZone(_ zone: String) -> String {
    let words = zone.split(separator: "-")
    guard let number = words.firstIndex(where: { $0.first?.isNumber == true }) else { return zone }
    return (words[..<number] + [words[number].prefix { $0.isNumber }]).joined(separator: "-")
  }

  /// Whether the environment is an AWS error, or contains only string variables.
  private static func isReadable(_ environment: JSONNode) -> Bool {
    guard environment.kind == .object else { return false }
    let members = environment.members.filter { !$0.value.isNull }
    return members.allSatisfy { name, value in
      switch name {
      case "Variables":
        value.kind == .object && value.members.allSatisfy { $0.value.string != nil }
      case "VariableNames": value.elements.allSatisfy { $0.string != nil }
      default: true
      }
    }
  }

  /// Variables that look like credentials, from `Variables` as printed by AWS or stored by
  /// `collect`, or from the names alone.
  private static func suspects(_ environment: JSONNode?) -> [LambdaFunction.SuspectVariable] {
    let variables =
      (environment?["Variables"]?.members ?? []).map {
        ($0.name, SecretMembers.hasAccessKeyID($0.value))
      } + (environment?["VariableNames"]?.elements ?? []).compactMap(\.string).map { ($0, false) }
    return variables.compactMap { name, hasKeyID in
      suspicion(name: name, hasKeyID: hasKeyID).map {
        LambdaFunction.SuspectVariable(name: name, reason: $0)
      }
    }
  }

  /// The reason why a variable looks like an AWS credential: its name, or an access key id in its
  /// value, even if `collect` has removed it.
  private static func suspicion(name: String, hasKeyID: Bool) -> String? {
    let upper = name.uppercased().filter { $0 != "_" && $0 != "-" }
    for word in ["ACCESSKEYID", "SECRETACCESSKEY", "AWSACCESSKEY", "AWSSECRET", "AWSSESSIONTOKEN"]
    where upper.contains(word) {
      return "its name suggests a credential"
    }
    return hasKeyID ? "its value has the form of an access key id" : nil
  }
}
