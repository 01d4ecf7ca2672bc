private import CCrypto

/// Computes the SHA-256 digest of bytes that arrive in pieces and are not kept.
package final class SHA256Stream {
  private var state: OpaquePointer?

  package init() {
    guard let state = iamr_sha256_begin() else { preconditionFailure("out of memory") }
    self.state = state
  }

  deinit { _ = ended() }

  /// Adds the next bytes.
  package func add(_ bytes: UnsafeRawBufferPointer) {
    guard let state else { return }
    iamr_sha256_add(state, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
  }

  /// Returns the digest of all bytes; nothing can be added afterwards.
  package func finish() -> SHA256Digest { SHA256Digest(ended()) }

  private func ended() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    guard let state else { return digest }
    digest.withUnsafeMutableBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return }
      iamr_sha256_finish(state, address)
    }
    self.state = nil
    return digest
  }
}
