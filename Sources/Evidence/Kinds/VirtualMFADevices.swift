internal import Model
internal import Platform

extension EvidenceRecord {
  /// The virtual MFA devices, including that of the root user.
  static let virtualMFADevices = EvidenceRecord(
    .virtualMFADevices, in: \.virtualMFADevices,
    calls: [
      CollectOperation(
        command: "iam list-virtual-mfa-devices", kind: .virtualMFADevices, scope: .account,
        actions: ["iam:ListVirtualMFADevices"], expects: "VirtualMFADevices",
        file: "virtual-mfa-devices")
    ],
    readers: [.virtualMFADevices]
  ) { $0 }.with { $0.dates = ["EnableDate", "CreateDate", "PasswordLastUsed"] }
}

extension PieceKey<VirtualMFADevice> {
  fileprivate static var virtualMFADevices: PieceKey<VirtualMFADevice> {
    PieceKey(.virtualMFADevices)
  }
}

extension EvidenceReader {
  /// `iam list-virtual-mfa-devices`.
  fileprivate static let virtualMFADevices = EvidenceReader(
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
      gathering.add(
        .virtualMFADevices, devices, from: answer.file,
        shortcoming: answer.shortcoming)
    })
}
