internal import Model

/// Identifies gathered pieces: a kind of evidence, and the type of its pieces.
///
/// Each kind declares the keys of its pieces next to its record.
struct PieceKey<Piece: Sendable>: Sendable {
  let kind: EvidenceKind

  init(_ kind: EvidenceKind) { self.kind = kind }

  var id: PieceID { PieceID(kind: kind, type: Piece.self) }
}

/// A key without the type of its pieces.
struct PieceID: Hashable, Sendable {
  let kind: EvidenceKind
  let type: any Sendable.Type

  static func == (one: PieceID, other: PieceID) -> Bool {
    one.kind == other.kind && one.type == other.type
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(ObjectIdentifier(type))
  }
}

extension Gathering {
  /// The pieces of `key`; none if no file contains any.
  subscript<Piece>(key: PieceKey<Piece>) -> Gathered<Piece> {
    pieces[key.id] as? Gathered<Piece> ?? Gathered()
  }

  /// Adds the pieces from `file`; `shortcoming` says why they are incomplete.
  mutating func add<Piece>(
    _ key: PieceKey<Piece>, _ more: [Piece], from file: String, shortcoming: String? = nil
  ) {
    // The pieces are changed in place: a folder can contain them in thousands of files.
    pieces[key.id, default: Gathered<Piece>()]
      .add(any: more, from: file, shortcoming: shortcoming)
  }

  /// Records that pieces of `key` are missing.
  mutating func degradePieces<Piece>(_ key: PieceKey<Piece>, _ reason: String) {
    pieces[key.id, default: Gathered<Piece>()].degrade(reason)
  }

  /// Begins to read pieces of `key`: problems from here on make only these pieces incomplete.
  mutating func beginPart<Piece>(_ key: PieceKey<Piece>) {
    if pieces[key.id] == nil { pieces[key.id] = Gathered<Piece>() }
    reading = .pieces(key.id)
  }
}
