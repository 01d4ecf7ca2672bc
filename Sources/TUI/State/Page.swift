/// A page on the stack: what it is about and how far down it is read.
struct Page: Hashable, Sendable {
  let topic: PageTopic
  var text = TextPane()
  /// What the text was made from; made again when that changes.
  var madeFrom: TextSource?
}

/// What decides how a text reads: the thing, the width, and the state of the review.
struct TextSource: Hashable, Sendable {
  let content: Content
  let columns: Int
  let revision: Int

  /// The thing that a text is about.
  enum Content: Hashable, Sendable {
    case page(PageTopic)
    case finding(Int)
    case item(Int)
    case help(Place, isAvailable: [Bool])
    case nothing
  }
}

/// The help: for which place, and the text of it.
struct HelpState: Hashable, Sendable {
  /// Where the auditor was; the help is about that place.
  let place: Place
  var text = TextPane()
  var madeFrom: TextSource?
}
