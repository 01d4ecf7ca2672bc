internal import Platform

extension CollectTree {
  /// The state of an answer that was stored earlier.
  enum Stored {
    case absent
    /// The digest differs from the recorded one.
    case changed
    case whole(AnswerFacts)
  }

  /// Reads the facts of page `page` of `call` if its file exists and has the digest `digest`.
  /// Memory use does not grow with the file.
  func stored(
    _ call: CollectCall, page: Int, digest: String
  ) throws(SystemError) -> Stored {
    try within(call.file(page: page), making: false) { folder, last throws(SystemError) in
      guard try folder.status(of: last) != nil else { return .absent }
      let envelope = call.envelope
      let digesting = SHA256Stream()
      // Secrets were already removed when the answer was stored.
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
        // Hold back the last bytes: they can be the end of the envelope, which is not part of the
        // answer.
        end += bytes.dropFirst(expected.count)
        let inner = max(0, end.count - envelope.end.count)
        guard isWhole, inner > 0 else { return }
        var output: [UInt8] = []
        let result: Result<Void, AnswerScan.Failure> = end.withUnsafeBytes { held in
          Result { () throws(AnswerScan.Failure) in
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
