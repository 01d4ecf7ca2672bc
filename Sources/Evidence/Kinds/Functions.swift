internal import Model
internal import Platform

extension EvidenceRecord {
  /// Lambda functions in all collected regions.
  static let functions = EvidenceRecord(
    .functions, in: \.functions,
    calls: [
      CollectOperation(
        command: "lambda list-functions", kind: .functions, scope: .region,
        actions: ["lambda:ListFunctions"], expects: "Functions", file: "functions",
        // Values of variables must never leave the account, so only their names are queried.
        queryWithoutSecrets: """
          {Functions: Functions[].{FunctionName: FunctionName, FunctionArn: FunctionArn, Role: Role, \
          Runtime: Runtime, LastModified: LastModified, Environment: {VariableNames: \
          keys(not_null(Environment.Variables, `{}`)), Error: Environment.Error}}}
          """)
    ],
    readers: [.functions]
  ) { functions in
    functions.unique { $0.arn.description.isEmpty ? $0.name : $0.arn.description }
  }.with {
    $0.dates = ["LastModified"]
    $0.regionsInUse = { ($0.functions.value ?? []).map { ($0.arn.region, $0.citation) } }
  }
}

extension PieceKey<LambdaFunction> {
  fileprivate static var functions: PieceKey<LambdaFunction> { PieceKey(.functions) }
}

extension EvidenceReader {
  /// `lambda list-functions`, one answer per region. Values of variables are checked, but never
  /// kept.
  fileprivate static let functions = EvidenceReader(
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
      gathering.add(
        .functions, functions, from: answer.file,
        shortcoming: answer.shortcoming)
    })

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
