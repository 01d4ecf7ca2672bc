internal import Platform

/// An answer that is being stored: it is scanned, stripped of secrets, counted and digested as it
/// arrives.
///
///     client -> AnswerScan -> envelope -> buffer of 64 KiB -> .NAME.iam-review-new -> NAME
///
/// Memory use does not grow with the answer. An answer that fits into the buffer is written only
/// when it is stored; a rejected answer leaves no file.
final class IncomingAnswer: OutputSink {
  /// The reason why an answer is not stored.
  enum Failure: Error, Hashable {
    case scan(AnswerScan.Failure)
    /// The answer is longer than the limit, in bytes.
    case tooLong(limit: Int)
    case system(SystemError)
  }

  private static let bufferBytes = 65_536

  private let tree: CollectTree
  private let name: String
  private let limit: Int
  private let envelopeEnd: [UInt8]
  private var scan: AnswerScan
  private var buffer: [UInt8] = []
  private var file: PendingFile?
  private let digesting = SHA256Stream()
  private var received = 0
  /// The reason why it cannot be stored, as far as it has arrived.
  private(set) var fault: Failure?
  /// The length of the stored content, in bytes.
  private(set) var bytes = 0
  /// The digest of the stored content; nil until the answer has ended.
  private(set) var digest: SHA256Digest?

  /// Creates an answer for the file of `call`, page `page`, in `tree`.
  init(
    to call: CollectCall, page: Int, settings: CollectSettings,
    in tree: CollectTree
  ) {
    let envelope = call.envelope
    self.tree = tree
    name = call.file(page: page)
    limit = settings.maximumAnswerBytes
    envelopeEnd = envelope.end
    scan = AnswerScan(
      call.operation.query, hiding: SecretMembers(keepsEnvironment: settings.keepsEnvironment),
      keepsEnd: envelope.end.isEmpty)
    buffer = envelope.start
  }

  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    received += bytes.count
    if received > limit { fault = fault ?? .tooLong(limit: limit) }
    if fault == nil {
      do throws(AnswerScan.Failure) { try scan.take(bytes, to: &buffer) } catch {
        fault = .scan(error)
      }
    }
    if fault == nil, buffer.count > IncomingAnswer.bufferBytes { spill() }
    guard let fault else { return true }
    buffer = []
    file = nil
    // After invalid JSON, an error message may follow; in all other cases stop the command.
    if case .scan(.notJSON) = fault { return received <= limit }
    return false
  }

  /// Moves the buffer to the temporary file.
  private func spill() {
    count()
    guard fault == nil else { return }
    do throws(SystemError) {
      if file == nil {
        file = try tree.within(name, making: true) { folder, last throws(SystemError) in
          try PendingFile(last, in: folder)
        }
      }
      try writeBuffer()
    } catch { fault = .system(error) }
  }

  private func writeBuffer() throws(SystemError) {
    let result: Result<Void, SystemError> = buffer.withUnsafeBytes { bytes in
      Result { () throws(SystemError) in try file?.write(bytes) }
    }
    buffer.removeAll(keepingCapacity: true)
    try result.get()
  }

  private func count() {
    bytes += buffer.count
    buffer.withUnsafeBytes(digesting.add)
    if bytes > limit { fault = .tooLong(limit: limit) }
  }

  /// Returns the facts of the complete answer.
  func finish() throws(Failure) -> AnswerFacts {
    if let fault { throw fault }
    let facts: AnswerFacts
    do throws(AnswerScan.Failure) { facts = try scan.finish() } catch { throw .scan(error) }
    buffer += envelopeEnd
    count()
    if let fault { throw fault }
    digest = digesting.finish()
    return facts
  }

  /// Stores the complete answer under its file name.
  func store() throws(SystemError) {
    guard let file else {
      return try tree.within(name, making: true) { folder, last throws(SystemError) in
        _ = try folder.replace(last, with: buffer)
      }
    }
    try writeBuffer()
    try file.commit()
    self.file = nil
  }
}
