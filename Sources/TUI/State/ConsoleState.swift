import Checklist
import Model

/// All that the console knows: the model, the review, and where the auditor is.
///
/// A value with one part for each idea. `update` is the only place that changes it; views read it.
struct ConsoleState: Equatable {
  /// The account, the assessment and their indices; changes once, when the review is open.
  private(set) var model: ConsoleModel
  /// How far the opening of the review is; nil once it is open.
  var opening: String?
  /// Who decides.
  let reviewer: Reviewer
  /// The moment, as the loop last told it.
  var now: Instant
  var size: Size
  var review: ReviewPart
  var view = ViewKind.checklist
  var checklist = ChecklistState()
  var tables: [ViewKind: TableState] = [:]
  /// The pages opened on top of the view; the last one is on screen.
  var pages: [Page] = []
  /// The help that lies over everything; nil while it is closed.
  var help: HelpState?
  /// What is being typed; nil while keys are commands.
  var input: InputState?
  /// Forms that were left without deciding, to go on with.
  var drafts: [DecisionForm.Occasion: DecisionForm] = [:]
  /// Whether the drafts on the disk are these, with the form that is open.
  var draftsAreKept = true
  /// What carrying an earlier review forward would do, while the auditor looks at it.
  var planned: PlannedCarry?
  /// The page that led to what is on screen, to come back to.
  var origin: PageTopic?
  var habits = Habits()
  /// The command lines that were run, the last one at the end.
  var lines: [String] = []
  /// The formats and themes that lines may name.
  var formats: [String] = []
  var themes = Theme.bundledNames
  /// Whether the mouse is ours.
  var hasMouse = false
  /// What just happened, in the place of the key line until the next key.
  var message: Message?
  /// Whether one pane fills the body.
  var isZoomed = false

  init(
    model: ConsoleModel, session: ReviewSession, reviewer: Reviewer, now: Instant, size: Size
  ) {
    self.model = model
    self.reviewer = reviewer
    self.now = now
    self.size = size
    review = ReviewPart(
      session: session, standings: Standings(session, model, at: now),
      save: SaveState(session, lockedBy: nil))
    refresh()
  }

  /// A console whose review is still being opened: the items can be read, nothing can be decided.
  init(opening settings: Settings, reviewer: Reviewer, now: Instant, size: Size) {
    self.init(
      model: ConsoleModel(Checklist.unjudged(settings: settings)),
      session: ReviewSession(settings: settings), reviewer: reviewer, now: now, size: size)
    opening = "opening"
    checklist.detailSource = nil
    refresh()
  }

  /// Puts the review in the place of the items that stood for it.
  mutating func take(_ opened: PreparedReview) {
    opening = nil
    let item = checklist.item.map { model.items[$0].id }
    let wasUntouched = checklist.item == 0
    model = opened.model
    review = ReviewPart(
      session: opened.session, standings: opened.standings,
      save: SaveState(opened.session, lockedBy: opened.lockedBy))
    review.standings.turn(to: now, review.session, model)
    let before = checklist
    checklist = ChecklistState()
    checklist.pane = before.pane
    checklist.filter = before.filter
    tables = tables.mapValues { before in
      var table = TableState()
      table.filter = before.filter
      return table
    }
    pages = []
    take(opened.drafts)
    if let notice = opened.notice {
      message = .refused(notice)
    } else if !drafts.isEmpty {
      message = .done(
        "\(drafts.count.counted("draft")) restored; :drafts lists them")
    }
    if let planned = opened.planned { show(.success(planned)) }
    refresh()
    if !wasUntouched, let number = item.flatMap(model.number(of:)) {
      checklist.choose(item: number, finding: nil, model, heights)
    }
  }

  var today: CalendarDay { CalendarDay(containing: now) }

  /// Where keys go: what is open on top decides.
  var place: Place {
    switch input {
    case .form: .form
    case .filter, .search, .approval: .prompt
    case .command: .commandLine
    case nil: placeBelow
    }
  }

  /// Where keys go when nothing is being typed.
  var placeBelow: Place {
    if help != nil { return .help }
    if !pages.isEmpty { return .page }
    guard view == .checklist else { return .table }
    return switch checklist.pane {
    case .items: .items
    case .findings: .findings
    case .detail: .detail
    }
  }

  /// Where everything lies; nil where the screen is too small to show anything.
  var layout: Layout? {
    Layout(size: size, inputRows: input?.rows ?? 0, isZoomed: isZoomed)
  }
}

/// The session and what is known of it: its standings, and whether it is on the disk.
struct ReviewPart: Equatable {
  var session: ReviewSession
  var standings: Standings
  var save: SaveState
  var leaving = Leaving.no

  /// How far the way out is.
  enum Leaving: Hashable, Sendable {
    case no
    /// The auditor quit, and what was not saved is tried once more.
    case asked
    /// What would be lost was told; the next quit leaves.
    case told
  }
}

/// Whether what was decided would be found again at the next start.
enum SaveState: Hashable, Sendable {
  case saved
  /// It is on the disk, with something the auditor must know.
  case savedWith(String)
  case notSaved(String)
  /// The session can be read and not changed; why, in a sentence.
  case readOnly(String)

  /// Why the session cannot be changed; nil where it can.
  var readOnlyReason: String? {
    if case .readOnly(let reason) = self { reason } else { nil }
  }

  /// The state of a session that was just read.
  init(_ session: ReviewSession, lockedBy holder: String?) {
    self =
      if let holder {
        .readOnly("\(holder) has the review open; it is read-only here")
      } else if session.isReadOnly {
        .readOnly("the session was written by a newer version; it is read-only")
      } else {
        .saved
      }
  }
}

/// What the auditor did last, proposed the next time.
struct Habits: Hashable, Sendable {
  var owner = ""
  var justification = JustificationKind.operationalRequirement
}

/// A line that says what just happened.
struct Message: Hashable, Sendable {
  let text: String
  let role: StyleRole

  static func done(_ text: String) -> Message { Message(text: text, role: .good) }
  static func refused(_ text: String) -> Message { Message(text: text, role: .warning) }
}

/// Where the keys go.
enum Place: CaseIterable, Hashable, Sendable {
  case items, findings, detail, table, page, help, prompt, commandLine, form

  /// The heading of its help.
  var title: String {
    switch self {
    case .items: "the checklist"
    case .findings: "the findings"
    case .detail: "the detail"
    case .table: "a table"
    case .page: "a page"
    case .help: "the help"
    case .prompt: "a filter, a search or an approval"
    case .commandLine: "the command line"
    case .form: "a decision"
    }
  }

  /// Places where keys are commands, not text.
  static let reading: Set<Place> = [.items, .findings, .detail, .table, .page, .help]
  /// Places that show a part of the account or the checklist.
  static let browsing: Set<Place> = [.items, .findings, .detail, .table, .page]
  /// Places that show a text.
  static let texts: Set<Place> = [.detail, .page, .help]
}
