import Checklist
import Model
import Platform

extension ConsoleState {
  /// Opens the overall statement of the report in the editor.
  mutating func editStatement() -> [ConsoleEffect] {
    isEditingStatement = true
    return [.edit(review.session.statement ?? "")]
  }

  /// Takes the statement from the editor; nil if the editor was cancelled.
  mutating func takeStatement(_ text: String?) -> [ConsoleEffect] {
    isEditingStatement = false
    guard let text else {
      message = .done("nothing was changed in the editor")
      return []
    }
    return write(statement: text.trimmed)
  }

  /// Writes the overall statement of the report; an empty text removes it.
  mutating func write(statement text: String) -> [ConsoleEffect] {
    do throws(DecisionRefusal) {
      guard try !review.session.write(statement: text, by: reviewer, at: now).isEmpty else {
        message = .done("the statement did not change")
        return []
      }
    } catch {
      message = .refused(error.message)
      return []
    }
    return reportChange(text.isEmpty ? "statement removed" : "statement written")
  }
}
