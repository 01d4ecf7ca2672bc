import Checklist
import Model

extension PageTopic {
  /// The principals that made calls that need an action, according to CloudTrail logs.
  static func callers(_ action: String) -> PageTopic { PageTopic(CallersPage(action: action)) }
}

/// The record of the page.
private struct CallersPage: PageRecord {
  let action: String

  func step(isNamed: Bool, _ inventory: Inventory) -> String { "callers of \(action)" }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    ActivityText(context).addCallers(of: action, to: &text)
  }
}

extension ActivityText {
  /// The principals that made calls that need `action`, those with the most calls first.
  func addCallers(of action: String, to text: inout TextBuilder) {
    text.paragraph("Callers of \(action)", role: .heading)
    guard let activity = evidence.value else { return addMissing(to: &text) }
    addPeriod(activity, to: &text)
    let rows = activity.rows.filter { $0.allActions.contains(action) }
    addCallers("Callers", of: rows, none: "none in the period of the logs", to: &text) {
      .topic(.activity($0))
    }
  }
}
