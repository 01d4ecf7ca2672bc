extension CollectTree {
  /// What an answer stored earlier says.
  enum Stored {
    case absent
    /// Its digest is another than when it was collected, or it is no answer any more.
    case changed
    case whole(AnswerFacts)
  }

  /// Looks through the file of `call`, page `page`, if it is there with the digest `digest`, in memory
  /// that does not grow with it.
  func stored(
    _ call: CollectCall, page: Int, digest: String
  ) throws(SystemError) -> Stored {
    try within(call.file(page: page), making: false) { folder, last throws(SystemError) in
      guard try folder.status(of: last) != nil else { return .absent }
      let envelope = call.envelope
      let digesting = SHA256Stream()
      // It was rid of secrets when it was stored.
      var scan = AnswerScan(
        call.operation.query, hiding: SecretMembers(keepsEnvironment: true),
        keepsEnd: envelope.end.isEmpty)
      var start = envelope.start[...]
      var end: [UInt8] = []
      var isWhole = true
      try folder.readPieces(last) { bytes in
        digesting.add(bytes)
        let expected = start.prefix(bytes.count)
        isWhole = isWhole && bytes.prefix(expected.count).elementsEqual(expected)
        start = start.dropFirst(expected.count)
        // The envelope's last bytes are held back, as they are no part of the answer.
        end += bytes.dropFirst(expected.count)
        let inner = max(0, end.count - envelope.end.count)
        guard isWhole, inner > 0 else { return }
        var output: [UInt8] = []
        let result: Result<Void, AnswerScan.Fault> = end.withUnsafeBytes { held in
          Result { () throws(AnswerScan.Fault) in
            try scan.take(UnsafeRawBufferPointer(rebasing: held[..<inner]), to: &output)
          }
        }
        if case .failure = result { isWhole = false }
        end.removeFirst(inner)
      }
      guard digesting.finish().description == digest else { return .changed }
      guard isWhole, start.isEmpty, end == envelope.end, let facts = try? scan.finish() else {
        return .absent
      }
      return .whole(facts)
    }
  }
}
