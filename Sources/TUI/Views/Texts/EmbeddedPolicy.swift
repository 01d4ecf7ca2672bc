import Model

/// A policy at the end of a text: the words before it, and it over many lines.
///
///     This policy would serve: {"Version":"2012-10-17","Statement":[…]}
struct EmbeddedPolicy {
  /// What stands before the policy.
  let words: String
  private let listing: PolicyListing

  /// The policy that `text` ends with; nil where it ends with none.
  init?(in text: String) {
    guard let start = text.firstIndex(of: "{") else { return nil }
    let document = String(text[start...])
    guard document.contains("\"Statement\""), let listing = PolicyListing(document) else {
      return nil
    }
    words = String(text[..<start]).trimmed
    self.listing = listing
  }

  func add(to text: inout TextBuilder) {
    for line in listing.lines {
      let indent = line.spans.first.map { $0.text.description.prefix { $0 == " " }.count } ?? 0
      text.add(TextLine([.init(SafeText("    "))] + line.spans), hanging: indent + 8)
    }
  }
}
