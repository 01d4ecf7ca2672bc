import Checklist
import Model

extension PageTopic {
  /// The matches of a name.
  static func found(_ name: String) -> PageTopic { PageTopic(FoundPage(name: name)) }
}

/// The identities, policies and items whose name contains a word.
private struct FoundPage: PageRecord {
  let name: String

  var start: PageStart { .firstLink }

  func step(isNamed: Bool, _ inventory: Inventory) -> String { "open \(name)" }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    let inventory = context.model.inventory
    let word = SearchWord(name)
    text.paragraph("Matches for \(name)", role: .heading)
    let items = context.model.items.enumerated().filter { word.occurs(in: $0.element.id.rawValue) }
    for (number, result) in items {
      text.entry("item \(result.id)", aside: result.item.title, link: .item(number))
    }
    let subjects = inventory.subjects(named: word)
    for subject in subjects.prefix(FoundPage.maximum) {
      text.entry(
        inventory.title(of: subject),
        aside: inventory.arn(of: subject)?.description ?? "", link: .page(subject))
    }
    if subjects.count > FoundPage.maximum {
      text.paragraph("and \(subjects.count - FoundPage.maximum) more", role: .muted, indent: 2)
    }
  }

  private static let maximum = 500
}
