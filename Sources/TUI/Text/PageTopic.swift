/// A page of the console: what it is about, its step in the breadcrumb, and its text.
///
/// A page is one file in the folder `Pages`: a type with this protocol, and the member of `PageTopic`
/// by which commands and links name it.
protocol PageRecord: Hashable, Sendable {
  /// The identity or policy that it is about; nil for pages about the review as a whole.
  var subject: PageSubject? { get }
  /// The line that is selected when the page is opened.
  var start: PageStart { get }
  /// The step of the breadcrumb. If the page before is about the same subject, its name is not
  /// repeated.
  func step(isNamed: Bool, _ inventory: Inventory) -> String
  /// Adds the text of the page.
  func add(to text: inout TextBuilder, _ context: TextContext)
}

extension PageRecord {
  var subject: PageSubject? { nil }
  var start: PageStart { .top }
}

/// The line of a page that is selected when the page is opened.
enum PageStart: Hashable, Sendable {
  case top
  /// The first line from which something is opened, for lists.
  case firstLink
  /// The first row of its table.
  case firstRow
}

/// The topic of a page, by which pages are compared and opened.
struct PageTopic: Hashable, Sendable {
  let record: any PageRecord

  init(_ record: some PageRecord) { self.record = record }

  /// The identity or policy that the page is about; nil for pages about the review as a whole.
  var subject: PageSubject? { record.subject }

  /// The step of the breadcrumb after the step of another page.
  func step(after previous: PageTopic?, _ inventory: Inventory) -> String {
    record.step(isNamed: subject != nil && previous?.subject == subject, inventory)
  }

  static func == (left: PageTopic, right: PageTopic) -> Bool {
    AnyHashable(left.record) == AnyHashable(right.record)
  }

  func hash(into hasher: inout Hasher) { AnyHashable(record).hash(into: &hasher) }
}

extension TextContext {
  /// The text of a page.
  func body(of topic: PageTopic) -> TextBody {
    var text = TextBuilder(columns: columns)
    topic.record.add(to: &text, self)
    return text.body
  }
}
