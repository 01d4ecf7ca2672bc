internal import Checklist
internal import Platform

/// A report as plain values: a cover and chapters of blocks, built once from a review. Every document
/// format renders the same document, so that a part is added in one place.
struct Document: Sendable {
  /// The heading of the cover.
  let title: String
  /// The person or company that answers for the document.
  let author: String
  /// The time of the last change to the review.
  let modified: Instant
  /// The text at the margins of every printed page.
  let running: RunningText
  /// The look chosen by the auditor.
  let branding: Branding
  /// The paper; nil for that of the printer.
  let paper: Paper?
  /// The blocks of the cover, below the title.
  let cover: [Block]
  /// The chapters, in the order of the document.
  let chapters: [Chapter]
}

/// The text at the margins of every printed page.
struct RunningText: Hashable, Sendable {
  /// The document and the account.
  let subject: String
  /// The classification, such as "Confidential"; nil for none.
  let classification: String?
  /// Why the document is a draft, in one line; nil if it is final.
  let draft: String?
}

/// The look chosen by the auditor.
struct Branding: Hashable, Sendable {
  /// The logo for the cover; nil for none.
  var logo: Logo?
  /// The accent color as six hexadecimal digits; nil for the default.
  var accent: String?
}

/// A chapter with a heading of level 2.
struct Chapter: Sendable {
  /// The name of the chapter in links; unique in the document.
  let anchor: String
  let title: String
  /// Whether it starts on a new page in print.
  var startsPage = false
  let blocks: [Block]
}

/// A part of a document that is read from top to bottom.
indirect enum Block: Sendable {
  case heading(Heading)
  case paragraph([Inline])
  /// Less important text, such as the source of a fact.
  case note([Inline])
  case list([[Inline]], isNumbered: Bool)
  /// Names and values.
  case facts([(name: String, value: [Inline])])
  case table(Table)
  case code(Code)
  /// Words of a person, with their line breaks.
  case quotation(String)
  case chart(Chart)
  case callout(Callout)
  /// Detail that a screen hides until it is opened, and paper always shows.
  case collapsible(title: String, [Block])
  /// Blocks beside each other where there is room.
  case columns([[Block]])
  /// One or more findings with the same cause, kept together if possible.
  case finding(FindingBlock)
  case pageBreak
  /// Blocks that are created when they are rendered, so that thousands of findings need not be in
  /// memory at once.
  case generated(count: Int, @Sendable (Int) -> [Block])
}

/// A heading of level 3 or 4.
struct Heading: Sendable {
  let level: Int
  let text: [Inline]
  /// The name in links; unique in the document. Nil if nothing links to it.
  var anchor: String?
}

/// A box that stands out.
struct Callout: Sendable {
  /// The color of the box, which the text repeats in words.
  enum Kind: String, Sendable {
    case warning, draft, pass, justified, remediate, notApplicable, falsePositive, undecided

    init(_ disposition: Disposition?) {
      self = disposition.flatMap { Kind(rawValue: $0.rawValue) } ?? .undecided
    }
  }

  let kind: Kind
  let blocks: [Block]
}

/// One or more findings with the same cause.
struct FindingBlock: Sendable {
  let anchor: String
  let heading: [Inline]
  /// The words beside the heading: severity, and the change since the last review.
  let badges: [Inline]
  let severity: Severity
  let blocks: [Block]
}

/// A table whose first row is repeated on every page.
struct Table: Sendable {
  struct Column: Sendable {
    enum Kind: String, Sendable {
      /// Text that can be broken.
      case text
      /// A name, which is broken only if it is long.
      case name
      /// Words that are too short to be broken.
      case narrow
      case number
      /// Code in a small font.
      case code
      /// A digest, which is not broken where there is room.
      case digest
    }

    let title: String
    var kind = Kind.text
  }

  struct Row: Sendable {
    let cells: [[Inline]]
    /// The name in links; unique in the document. Nil if nothing links to it.
    var anchor: String?
    var isTotal = false
  }

  let caption: String
  let columns: [Column]
  let rows: [Row]

  init(_ caption: String, _ columns: [Column], _ rows: [Row]) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }
}

/// Lines of a policy, a command or a change.
struct Code: Sendable {
  struct Line: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case same, removed, added }

    var kind = Kind.same
    let parts: [Part]

    /// A part of a line.
    struct Part: Hashable, Sendable {
      let text: String
      /// Whether it is the reason for the finding.
      var isHighlighted = false
    }

    init(kind: Kind = .same, text: String) { self.init(kind: kind, [Part(text: text)]) }

    init(kind: Kind = .same, _ parts: [Part]) {
      self.kind = kind
      self.parts = parts
    }

    /// The text of all parts.
    var text: String { parts.map(\.text).joined() }
  }

  /// The number of characters up to which a line is not broken on paper.
  static let width = 105

  /// What the code is, such as "Statement of policy deploy".
  let caption: [Inline]
  let lines: [Line]
  /// Whether lines begin with a sign for added and removed lines.
  var isChange: Bool { lines.contains { $0.kind != .same } }
}

/// A piece of a line.
enum Inline: Hashable, Sendable {
  /// Words of the program.
  case text(String)
  /// Text from the evidence or from a person, which can contain right-to-left letters.
  case name(String)
  case strong(String)
  case code(String)
  /// A date or another text that must not be broken.
  case whole(String)
  case link(String, to: String)
  /// Text with a name in links, which is unique in the document.
  case target(String, anchor: String)
  case severity(Severity)
  /// A word in a colored field.
  case badge(String, Callout.Kind)
  case lineBreak
  /// Emphasized text from a person.
  case emphasis(String)
  /// The subject and the fact of a finding.
  case fact(String)
}

/// Bars of labeled parts, with their numbers as a text alternative.
struct Chart: Sendable {
  struct Bar: Sendable {
    let label: String
    /// Whether the label is a name from the evidence.
    var isName = false
    let parts: [Part]
    /// The text at the end of the bar.
    let note: String
  }

  struct Part: Sendable {
    let count: Int
    /// A class of the style sheet.
    let style: String
    /// The short sign inside the bar, so that nothing depends on color.
    let sign: String
  }

  let id: String
  let title: String
  /// The numbers in words, for readers who do not see the chart.
  let description: String
  let bars: [Bar]
  /// The meaning of the signs.
  let legend: String
}
