internal import Model
internal import Platform

extension EvidenceReader {
  /// `iam get-account-summary`.
  static let accountSummary = EvidenceReader(
    kind: .accountSummary,
    recognizes: { $0["SummaryMap"]?.kind == .object },
    read: { answer, gathering in
      guard let map = answer.body.child("SummaryMap") else { return }
      var numbers: [String: Int] = [:]
      for (name, value) in map.node.members {
        if let number = value.integer {
          numbers[name] = number
        } else {
          gathering.report(
            map.problem("expected a whole number in \(name); collect the account summary again"))
        }
      }
      gathering.compare("the account summary", map)
      gathering.summaries.add(
        [AccountSummary(numbers: numbers, citation: map.citation)], from: answer.file)
    })

  /// `iam list-virtual-mfa-devices`.
  static let virtualMFADevices = EvidenceReader(
    kind: .virtualMFADevices,
    recognizes: { $0.hasList("VirtualMFADevices") },
    read: { answer, gathering in
      let devices = gathering.list("VirtualMFADevices", of: answer.body).compactMap { device in
        gathering.required("SerialNumber", of: device).map { serial in
          gathering.compare("device \(serial)", device)
          return VirtualMFADevice(
            serialNumber: serial,
            userARN: device.child("User").flatMap { gathering.required("Arn", of: $0) }.map(
              ARN.init),
            enabled: gathering.instant("EnableDate", of: device), citation: device.citation)
        }
      }
      if !answer.isTruncated {
        gathering.compareList("virtual MFA devices", devices.map(\.serialNumber), at: answer.body)
      }
      for device in devices {
        for arn in [ARN(device.serialNumber), device.userARN].compactMap(\.self) {
          gathering.mention(arn.account, of: .virtualMFADevices, at: device.citation)
        }
      }
      gathering.virtualMFADevices.add(
        devices, from: answer.file,
        shortcoming: answer.shortcoming)
    })

  /// `iam get-account-password-policy`.
  static let passwordPolicy = EvidenceReader(
    kind: .passwordPolicy,
    recognizes: { $0["PasswordPolicy"]?.kind == .object },
    read: { answer, gathering in
      guard let policy = answer.body.child("PasswordPolicy") else { return }
      gathering.compare("the password policy", policy)
      let settings = policy.node.members.map { name, value in
        Tag(key: name, value: value.string ?? value.rawText)
      }
      gathering.passwordPolicies.add(
        [PasswordPolicy(settings: settings, citation: policy.citation)], from: answer.file)
    })

  /// `sts get-caller-identity`.
  static let callerIdentity = EvidenceReader(
    kind: .callerIdentity,
    recognizes: { root in
      root["Account"]?.string != nil && root["Arn"]?.string != nil && root["UserId"] != nil
    },
    read: { answer, gathering in
      let account = answer.body.string("Account") ?? ""
      gathering.mention(account, of: .callerIdentity, at: answer.body.citation)
      gathering.callers.add(
        [CallerIdentity(account: account, arn: answer.body.string("Arn") ?? "")],
        from: answer.file)
    })

  /// `iam list-account-aliases`.
  static let accountAliases = EvidenceReader(
    kind: .accountAlias,
    recognizes: { $0.hasList("AccountAliases") },
    read: { answer, gathering in
      gathering.aliases.add(
        gathering.texts("AccountAliases", of: answer.body),
        from: answer.file)
    })

  /// `ec2 describe-regions`, which lists only enabled regions unless called with `--all-regions`.
  /// Answers of `account list-regions` are accepted too.
  static let regions = EvidenceReader(
    kind: .regions,
    recognizes: { root in
      root.hasList("Regions") && root["Regions"]?.elements.first?.kind != .string
    },
    read: { answer, gathering in
      let regions = gathering.list("Regions", of: answer.body).compactMap { cursor in
        gathering.required("RegionName", of: cursor).map { name in
          // `account list-regions` uses another member name for the same.
          let status =
            gathering.text("OptInStatus", of: cursor)
            ?? gathering.text("RegionOptStatus", of: cursor)
          gathering.compare(
            "region \(name)", at: cursor.citation, content: status ?? "opt-in-not-required")
          return AccountRegion(name: name, optInStatus: status, citation: cursor.citation)
        }
      }
      gathering.regions.add(regions, from: answer.file)
    })

  /// `iam list-organizations-features`.
  static let centralizedRoot = EvidenceReader(
    kind: .centralizedRoot,
    recognizes: { $0.hasList("EnabledFeatures") && $0["OrganizationId"] != nil },
    read: { answer, gathering in
      gathering.centralizedRoot.add(
        gathering.texts("EnabledFeatures", of: answer.body),
        from: answer.file)
    })
}
