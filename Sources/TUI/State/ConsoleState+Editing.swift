import Checklist
import Model
import Platform

extension ConsoleState {
  /// Edits the open form in another program.
  mutating func editOutside() -> [ConsoleEffect] {
    guard case .form(let form) = input else { return [] }
    return keepDrafts() + [.edit(FormText.text(form, comments: comments(on: form)))]
  }

  /// Handles the text from the editor; nil or the same text changes nothing.
  mutating func takeEdited(_ text: String?) {
    guard case .form(var form) = input else { return }
    guard let text, text != FormText.text(form, comments: comments(on: form)) else {
      message = .done("nothing was changed in the editor")
      return
    }
    form.errorMessage = FormText.fill(&form, from: text)
    input = .form(form)
    draftsAreKept = false
  }

  /// The comments in the editor: the targets of the decision, and their facts.
  private func comments(on form: DecisionForm) -> [String] {
    let targets = form.draftKey.targets
    var lines = [
      "\(form.draftKey.title): "
        + (targets.count == 1 ? targets[0].description : "\(targets.count) findings")
    ]
    for target in targets.prefix(20) {
      guard case .finding(let id) = target, let number = model.number(of: id) else { continue }
      let finding = model.findings[number]
      lines.append(VisibleText.line(finding.summary))
      if targets.count == 1 {
        lines += finding.facts.map { VisibleText.line("  \($0.label): \($0.shownValue)") }
      }
    }
    lines.append("Lines that begin with # are ignored. Save without changes to cancel.")
    return lines
  }
}
