/// An item of the checklist, with its texts and its rule.
public struct Item: Sendable, Identifiable {
  /// The origin of the item.
  public enum Origin: String, CaseIterable, Sendable {
    /// One of the 16 items of the practical audit checklist.
    case checklist
    /// A recommendation of the guide that is not in the checklist.
    case guide
  }

  /// The guidance for deciding the item.
  public struct Guidance: Hashable, Sendable {
    /// Why it matters.
    public let why: String
    /// What to look at.
    public let look: String
    /// Acceptable justifications.
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
  /// The origin of the item.
  public let origin: Origin
  /// The requirement in two to six words, distinct after 22 characters.
  public let title: String
  /// The requirement as one sentence; the title if there is none.
  public let requirement: String
  /// What reports say about its findings.
  package let reporting: Reporting
  /// The guidance.
  public let guidance: Guidance
  let evaluate: @Sendable (borrowing Examination) -> Judgement

  init(
    _ id: String, section: Section, origin: Origin, title: String,
    requirement: String? = nil, reporting: Reporting, guidance: Guidance,
    evaluate: @escaping @Sendable (borrowing Examination) -> Judgement
  ) {
    self.id = ItemID(id)
    self.section = section
    self.origin = origin
    self.title = title
    self.requirement = requirement ?? title
    self.reporting = reporting
    self.guidance = guidance
    self.evaluate = evaluate
  }
}
