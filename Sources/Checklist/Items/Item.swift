/// The stable id of a checklist item, such as `users.mfa`; sessions, exports and scripts hold it.
public struct ItemID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The id as text.
  public let rawValue: String

  /// The id `rawValue`.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The id `text`.
  public init(_ text: String) { rawValue = text }

  /// The id as text.
  public var description: String { rawValue }
}

/// One thing that an audit looks at: its words and its rule, declared together and nowhere else.
public struct Item: Sendable, Identifiable {
  /// Where the item comes from.
  public enum Origin: String, CaseIterable, Sendable {
    /// One of the sixteen of the practical audit checklist.
    case checklist
    /// What the guide demands elsewhere.
    case guide
  }

  /// What an auditor should know who decides the item.
  public struct Guidance: Hashable, Sendable {
    /// Why it matters.
    public let why: String
    /// What to look at.
    public let look: String
    /// When a justification is sound.
    public let justification: String

    /// The three parts of the guidance.
    public init(why: String, look: String, justification: String) {
      self.why = why
      self.look = look
      self.justification = justification
    }
  }

  /// The stable id.
  public let id: ItemID
  /// The part of the checklist.
  public let section: Section
  /// Where the item comes from.
  public let origin: Origin
  /// One line that says what must be so.
  public let title: String
  /// What an auditor should know.
  public let guidance: Guidance
  let evaluate: @Sendable (borrowing Examination) -> Judgement

  init(
    _ id: String, section: Section, origin: Origin, title: String, guidance: Guidance,
    evaluate: @escaping @Sendable (borrowing Examination) -> Judgement
  ) {
    self.id = ItemID(id)
    self.section = section
    self.origin = origin
    self.title = title
    self.guidance = guidance
    self.evaluate = evaluate
  }
}
