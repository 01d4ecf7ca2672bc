internal import Model
internal import Platform

/// The copies of one signature beside a session: `review.json.sign-off-1`, the statement, and
/// `review.json.sign-off-1.sig`, the signature.
public struct SignOffCopies: Sendable {
  /// The content of a copy.
  public enum Content: Sendable {
    case missing
    /// The copy cannot be read; with the reason.
    case unreadable(String)
    case bytes([UInt8])
  }

  /// The number in their names, from 1; nil if the names contain something else.
  public let number: Int?
  /// The name of the statement file, without its folder.
  public let name: String
  public let statement: Content
  public let signature: Content

  /// The number in a name that ends with `ending`; nil unless it is written as `sign` writes it.
  public static func number(of ending: String) -> Int? {
    Int(ending).flatMap { $0 > 0 && "\($0)" == ending ? $0 : nil }
  }

  /// The copies with that number.
  public init(number: Int?, name: String, statement: Content, signature: Content) {
    self.number = number
    self.name = name
    self.statement = statement
    self.signature = signature
  }
}

// People without iam-review verify the copies, not the session, so both must be the same.
extension Verification {
  /// Compares the copies beside a session with the signatures in it.
  ///
  /// A missing copy is only noted. A copy that differs is wrong. If the session does not contain
  /// the signature of a copy, the signature was removed, or the session was replaced by an earlier
  /// one.
  /// A merge reorders signatures but not the copies, so a copy can have another number.
  public mutating func check(_ copies: [SignOffCopies], of session: ReviewSession) {
    let signatures = session.signatures
    let places = Dictionary(
      signatures.enumerated().compactMap { place, signOff in
        signOff.map { ($0.statement.digest, place) }
      }, uniquingKeysWith: { first, _ in first })
    var same = 0
    for copy in copies {
      let before = lines.count
      // Only copies of signatures in the session can be missing.
      let own = copy.number.map { $0 - 1 }.flatMap { signatures.indices.contains($0) ? $0 : nil }
      var place = own ?? signatures.endIndex
      var isSameStatement = true
      if let bytes = bytes(of: copy.statement, copy.name, isExpected: own != nil) {
        if let found = places[SHA256Digest(of: bytes)] {
          place = found
        } else {
          isSameStatement = false
          differs(copy, own, bytes, signatures)
        }
      }
      // If the statement differs, the signature is not compared as well.
      if let bytes = bytes(of: copy.signature, copy.name + ".sig", isExpected: own != nil),
        isSameStatement
      {
        check(signature: bytes, copy, of: place, signatures)
      }
      if lines.count == before { same += 1 }
    }
    if same > 0 {
      add(.good, "\(same.counted("statement")) beside the session, identical to the session's")
    }
  }

  /// The bytes of a copy; adds a line if it cannot be read, or is missing and expected.
  private mutating func bytes(
    of content: SignOffCopies.Content, _ name: String, isExpected: Bool
  ) -> [UInt8]? {
    switch content {
    case .bytes(let bytes): return bytes
    case .missing where !isExpected: break
    case .missing: add(.note, "\(name) is missing beside the session, which contains it")
    case .unreadable(let why): add(.notChecked, "\(name): \(why)")
    }
    return nil
  }

  /// Reports how a statement that does not belong to the session differs from the one at `place`.
  private mutating func differs(
    _ copy: SignOffCopies, _ place: Int?, _ bytes: [UInt8], _ signatures: [SignOff?]
  ) {
    let found = try? SignedStatement(bytes)
    guard let place else {
      return add(
        .notChecked,
        found == nil
          ? "\(copy.name) is not a statement that this version can read"
          : "\(copy.name) is a signature that is not in the session")
    }
    guard let own = signatures[place]?.statement else {
      return add(
        .notChecked, "\(copy.name): not compared, because signature \(place + 1) cannot be read")
    }
    let how: String
    if let found {
      let names = found.differingMembers(from: own)
      how = names.isEmpty ? "the same values, written differently" : names.joined(separator: ", ")
    } else {
      how = "it cannot be read as a statement"
    }
    add(.wrong, "\(copy.name) differs from the statement in the session: \(how); \(Self.advice)")
  }

  private mutating func check(
    signature bytes: [UInt8], _ copy: SignOffCopies, of place: Int, _ signatures: [SignOff?]
  ) {
    guard signatures.indices.contains(place), let own = signatures[place]?.signature else {
      return add(.notChecked, "\(copy.name).sig: the session contains no signature to compare")
    }
    guard bytes != Array(own.armored.utf8) else { return }
    let found = SSHSignature(String(decoding: bytes, as: UTF8.self))
    let how =
      switch found {
      case nil: "it is not an SSH signature"
      case own?: "the same signature, written differently"
      case let other? where other.key == own.key: "another signature of the same key"
      case let other?: "a signature of the key \(other.fingerprint)"
      }
    add(
      .wrong, "\(copy.name).sig differs from the signature in the session: \(how); \(Self.advice)")
  }

  private static let advice =
    "find out who changed it, then remove it; the session contains what was signed"
}

extension SignedStatement {
  /// The names of the members that differ from those of `other`, sorted.
  fileprivate func differingMembers(from other: SignedStatement) -> [String] {
    let names = Set(((json.members ?? []) + (other.json.members ?? [])).map(\.name))
    return names.filter { json[$0]?.canonicalText != other.json[$0]?.canonicalText }
      .sorted { $0.precedesByScalar($1) }
  }
}
