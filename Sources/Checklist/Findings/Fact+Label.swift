import Platform

extension Fact {
  /// Whether the fact only repeats the summary, in words that never change, because decisions are
  /// compared by them.
  package var repeatsSummary: Bool { name == "reasons" }

  /// The label for people; JSON and the session contain the name.
  package var label: String {
    if name == "statements", Int(value) != nil { return "Number of statements" }
    if let part = SuggestedPolicy.part(of: name) { return "Narrower policy, part \(part)" }
    return Fact.labels[name] ?? Fact.keyLabel(name) ?? Fact.spaced(name)
  }

  /// Labels that are not just the name with spaces.
  private static let labels: [String: String] = [
    "activeKeys": "Active access keys",
    "affectedActions": "Affected actions",
    "actionsInLogs": "Actions in the logs",
    "addressesInLogs": "Source addresses in the logs",
    "assumedInLogs": "Assumed according to the logs",
    "aud": "Audience (aud)",
    "boundedBy": "Limited by",
    "chain": "Escalation chain",
    "containedBy": "Limited by",
    "credentialsPresent": "Password or access key present",
    "documentSha256": "SHA-256 of the document",
    "findingId": "Access Analyzer finding",
    "findingsDigest": "SHA-256 of the findings",
    "identityCenter": "Created by IAM Identity Center",
    "instanceId": "Instance ID",
    "isPublic": "Public",
    "key": "Access key",
    "lastAccessed": "Last-accessed details",
    "maxAgeDays": "Age limit in days",
    "mfaActive": "MFA active",
    "near": "Policies that fall short",
    "neverUsed": "Services never used",
    "notTracked": "Services not tracked",
    "open": "Actions not denied",
    "ownBoundary": "Own permissions boundary",
    "path": "Policies from the account to the root",
    "permissionsManagement": "Includes permissions management",
    "profile": "Instance profile",
    "reach": "Allows",
    "reportHasKeys": "Access keys in the credential report",
    "reportMFA": "MFA in the credential report",
    "rotated": "Last rotated",
    "sharedWith": "Shared with",
    "sourcesDisagree": "Sources disagree",
    "sub": "Subject (sub)",
    "summaryHasKeys": "Access keys in the account summary",
    "summaryMFA": "MFA in the account summary",
    "suspectVariables": "Variables that look like keys",
    "thresholdDays": "Age limit in days",
    "uniqueId": "Unique ID",
    "virtualDevice": "Virtual MFA device",
    "virtualMFA": "MFA in the virtual MFA device list",
    "ways": "Ways around the boundary",
  ]

  /// The label of `key1Active`, `key2LastUsed` and the like.
  private static func keyLabel(_ name: String) -> String? {
    guard name.hasPrefix("key"), let slot = name.dropFirst(3).first, slot.isNumber else {
      return nil
    }
    let detail = spaced(String(name.dropFirst(4))).lowercased()
    return "Access key \(slot): \(detail == "rotated" ? "last rotated" : detail)"
  }

  /// `lastUsed` as "Last used", and `AccountMFAEnabled` as "Account MFA enabled".
  private static func spaced(_ name: String) -> String {
    var words: [String] = []
    let characters = Array(name)
    for (index, character) in characters.enumerated() {
      let next = characters.dropFirst(index + 1).first
      let isStart =
        character.isUppercase
        && (index == 0 || !characters[index - 1].isUppercase || next?.isLowercase == true)
      if isStart || words.isEmpty { words.append("") }
      words[words.count - 1].append(character)
    }
    let spaced = words.map { $0.count > 1 && $0.allSatisfy(\.isUppercase) ? $0 : $0.lowercased() }
      .joined(separator: " ")
    return spaced.capitalizedFirst
  }
}
