import Checklist
import Model
import Platform

/// The whole state of the console: model, review, and position of the auditor.
///
/// Only `update` changes it; views read it.
struct ConsoleState: Equatable {
  /// The account, the assessment and their indices; changes once, when the review is open.
  private(set) var model: ConsoleModel
  /// The progress of opening the review; nil once it is open.
  var opening: String?
  /// The person who makes the decisions.
  let reviewer: Reviewer
  /// The current time, as last reported by the loop.
  var now: Instant
  var size: Size
  var review: ReviewPart
  var view = ViewKind.checklist
  var overview = OverviewState()
  var checklist = ChecklistState()
  var tables: [ViewKind: TableState] = [:]
  /// The pages opened on top of the view; the last one is shown.
  var pages: [Page] = []
  /// The help, on top of everything; nil while it is closed.
  var help: HelpState?
  /// The active input; nil while keys are commands.
  var input: InputState?
  /// The session that another process had open when it was read; nil if this one has the lock.
  var locked: LockedReview?
  /// A change that waits for a confirmation, because it voids signatures; nil if there is none.
  var held: HeldChange?
  /// The forms that were left without a decision.
  var drafts: [DecisionForm.DraftKey: DecisionForm] = [:]
  /// Whether the saved drafts match these, including the open form.
  var draftsAreKept = true
  /// Whether the text in the editor is the overall statement of the report.
  var isEditingStatement = false
  /// The planned carry-forward of an earlier review, while it is shown.
  var planned: PlannedCarry?
  /// The screen that led to the current finding or list, to which Esc returns.
  var origin: Location?
  /// The screens before and after this one, for `[` and `]`.
  var trail = Trail()
  var formDefaults = FormDefaults()
  /// The history of command lines, the most recent last.
  var lines: [String] = []
  /// The formats and themes that command lines can name.
  var formats: [String] = []
  var themes = Theme.bundledNames
  /// The filters of the configuration file, by name.
  var configuredFilters: [String: String] = [:]
  /// The filters that `:filter-save` saved, by name.
  var ownFilters: [String: String] = [:]
  /// The prepared notes.
  var templates: [NoteTemplate] = []
  /// The order of the findings, as that of the checklist, and of each table.
  var sorting: [ViewKind: SortOrder] = [:]
  /// Whether the mouse is used.
  var hasMouse = false
  /// The last message, shown instead of the key line until the next key.
  var message: Message?
  /// Whether one pane fills the body.
  var isZoomed = false
  /// Whether the review runs in plain mode, which has commands instead of keys.
  var isPlain = false

  init(
    model: ConsoleModel, session: ReviewSession, reviewer: Reviewer, now: Instant, size: Size
  ) {
    self.model = model
    self.reviewer = reviewer
    self.now = now
    self.size = size
    review = ReviewPart(
      session: session, statuses: DecisionStatuses(session, model, at: now),
      save: SaveState(session, lockedBy: nil))
    refresh()
  }

  /// A console whose review is still being opened: the items can be read, but nothing can be
  /// decided. `view` is shown first.
  init(
    opening settings: Settings, reviewer: Reviewer, now: Instant, size: Size,
    view: ViewKind = .overview
  ) {
    self.init(
      model: ConsoleModel(Checklist.unevaluated(settings: settings)),
      session: ReviewSession(settings: settings), reviewer: reviewer, now: now, size: size)
    opening = "opening"
    self.view = view
    checklist.detailSource = nil
    refresh()
  }

  /// Replaces the placeholder items with the opened review.
  mutating func take(_ opened: PreparedReview) {
    opening = nil
    let item = checklist.item.map { model.items[$0].id }
    let wasUntouched = checklist.item == 0
    model = opened.model
    review = ReviewPart(
      session: opened.session, statuses: opened.statuses,
      save: SaveState(opened.session, lockedBy: opened.lockedBy))
    review.statuses.advance(to: now, review.session, model)
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
    trail = Trail()
    locked = opened.lockedBy.map { _ in LockedReview(since: now) }
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

  /// The filters that `saved:NAME` can name.
  var savedFilters: [String: String] {
    configuredFilters.merging(ownFilters) { _, own in own }
  }

  var today: CalendarDay { CalendarDay(containing: now) }

  /// The part that receives keys: whatever is on top.
  var place: Place {
    switch input {
    case .form: .form
    case .filter, .search, .approval, .confirmation: .prompt
    case .command: .commandLine
    case .chooser: .chooser
    case .offer: .offer
    case nil: placeBelow
    }
  }

  /// The part that receives keys when nothing is being typed.
  var placeBelow: Place {
    if help != nil { return .help }
    if !pages.isEmpty { return .page }
    guard view == .checklist else { return view == .overview ? .overview : .table }
    return switch checklist.pane {
    case .items: .items
    case .findings: .findings
    case .detail: .detail
    }
  }

  /// The position of each part; nil if the screen is too small.
  var layout: Layout? {
    Layout(size: size, inputRows: input?.rows ?? 0, isZoomed: isZoomed)
  }
}

/// The session, its standings, and whether it is saved.
struct ReviewPart: Equatable {
  var session: ReviewSession
  var statuses: DecisionStatuses
  var save: SaveState
  var quitState = QuitState.no

  /// The progress of quitting.
  enum QuitState: Hashable, Sendable {
    case no
    /// The auditor quit, and unsaved changes are saved once more.
    case requested
    /// The auditor was warned about unsaved changes; the next quit leaves.
    case warned
  }
}

/// Whether the decisions are saved.
enum SaveState: Hashable, Sendable {
  case saved
  /// Saved, with a message for the auditor.
  case savedWith(String)
  case notSaved(String)
  /// The session is read-only, for this reason.
  case readOnly(String)

  /// Why the session cannot be changed; nil if it can.
  var readOnlyReason: String? {
    if case .readOnly(let reason) = self { reason } else { nil }
  }

  /// The state of a session that was just loaded.
  init(_ session: ReviewSession, lockedBy holder: String?) {
    self =
      if let holder {
        .readOnly("\(holder) has the review open; it is read-only here")
      } else if session.isReadOnly {
        .readOnly(ReviewSession.newerVersion)
      } else {
        .saved
      }
  }
}

/// A message about the last action.
struct Message: Hashable, Sendable {
  let text: String
  let role: StyleRole

  static func done(_ text: String) -> Message { Message(text: text, role: .good) }
  static func refused(_ text: String) -> Message { Message(text: text, role: .warning) }
}

/// The part of the console that receives keys.
enum Place: CaseIterable, Hashable, Sendable {
  case overview, items, findings, detail, table, page, help, prompt, commandLine, form, chooser,
    offer

  /// The heading of its help.
  var title: String {
    switch self {
    case .overview: "the overview"
    case .items: "the checklist"
    case .findings: "the findings"
    case .detail: "the detail"
    case .table: "a table"
    case .page: "a page"
    case .help: "the help"
    case .prompt: "an input line"
    case .commandLine: "the command line"
    case .form: "a decision"
    case .chooser: "a list of choices"
    case .offer: "an offer to take over the review"
    }
  }

  /// Places where keys are commands, not text.
  static let reading: Set<Place> = browsing.union([.help])
  /// Places that show a part of the account or the checklist.
  static let browsing: Set<Place> = [.overview, .items, .findings, .detail, .table, .page]
  /// Places that show a text.
  static let texts: Set<Place> = [.detail, .page, .help]
}
