/// A page on the stack: its topic and its scroll position.
struct Page: Hashable, Sendable {
  let topic: PageTopic
  var text = TextPane()
  /// The source of the text; the text is created again when this changes.
  var madeFrom: TextSource?
}

/// The inputs that determine a text: subject, width, and state of the review.
struct TextSource: Hashable, Sendable {
  let content: Content
  let columns: Int
  let revision: Int

  /// The subject of a text.
  enum Content: Hashable, Sendable {
    case page(PageTopic)
    case finding(Int)
    case item(Int)
    /// A group of findings, by its name.
    case group(String)
    case help(Place, isAvailable: [Bool], narrow: String)
    case nothing
  }
}

/// The help: its place and its text.
struct HelpState: Hashable, Sendable {
  /// The place that the help is about.
  let place: Place
  /// The words that the listed commands contain.
  var narrow = ""
  var text = TextPane()
  var madeFrom: TextSource?
}
