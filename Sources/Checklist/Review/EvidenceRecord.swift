internal import Model
public import Platform

/// The evidence of a review: its date and the digest of each file.
public struct EvidenceRecord: Hashable, Sendable {
  /// One file of the evidence.
  public struct File: Hashable, Sendable {
    /// The length in bytes.
    public let bytes: Int
    /// The digest of the whole file.
    public let digest: SHA256Digest
    var unknown = UnknownMembers()
  }

  /// The date from which ages are calculated.
  public let asOf: Instant
  /// The files that were read, by path in the evidence folder.
  public let files: [String: File]
  var unknown = UnknownMembers()

  init(asOf: Instant, files: [String: File], unknown: UnknownMembers) {
    self.asOf = asOf
    self.files = files
    self.unknown = unknown
  }

  init(of account: Account, unknown: UnknownMembers = UnknownMembers()) {
    var files: [String: File] = [:]
    for file in account.files where file.status != .ignored {
      guard let digest = file.digest else { continue }
      files[file.path] = File(bytes: file.bytes, digest: digest)
    }
    self.init(asOf: account.asOf.instant, files: files, unknown: unknown)
  }
}
