import Model
import Platform

extension Command {
  /// Keys of an open filter, search or form; all other keys are text.
  static let typing: [Command] = [
    Command(
      .accept, keys: [.enter], title: "apply",
      help: "Apply the filter, search for the word, or give the answer.",
      places: [.prompt], useful: [.prompt]
    ) { state in
      if case .approval(let prompt) = state.input { return state.confirm(prompt) }
      if case .confirmation(let editor) = state.input { return state.answer(editor.text) }
      state.acceptPrompt()
      return []
    },
    Command(
      .cancel, keys: [.escape], title: "cancel", help: "Cancel and restore the previous state.",
      places: [.prompt], useful: [.prompt]
    ) { state in
      state.cancelPrompt()
      return []
    },
    Command(
      .confirm, keys: [.enter], title: "next/confirm",
      help: "Go to the next field; on the last field, decide.", places: [.form], useful: [.form]
    ) { state in
      guard case .form(var form) = state.input else { return [] }
      guard !form.isOnLastField else { return state.confirm(form) }
      form.leaveField(today: state.today)
      state.input = .form(form)
      return []
    },
    Command(
      .leaveForm, keys: [.escape], title: "cancel",
      help: "Cancel the decision; the text is kept as a draft.", places: [.form],
      useful: [.form]
    ) { state in
      state.leaveForm()
      return []
    },
    Command(
      .confirmAll, keys: [.control("o")], title: "decide",
      help: "Decide with the values of all fields.", places: [.form], useful: [.form]
    ) { state in
      guard case .form(let form) = state.input else { return [] }
      return state.confirm(form)
    },
    Command(
      .editOutside, keys: [.control("e")], title: "$EDITOR",
      help: "Edit the note and the other fields in $VISUAL or $EDITOR.", places: [.form],
      useful: [.form]
    ) { state in
      state.editOutside()
    },
    Command(
      .nextField, keys: [.tab, .down, .control("n")], title: "next field",
      help: "Go to the next field.",
      places: [.form]
    ) { state in
      state.changeForm { form, today in form.moveFocus(by: 1, today: today) }
    },
    Command(
      .previousField, keys: [.backTab, .up, .control("p")], title: "previous field",
      help: "Go to the previous field.", places: [.form]
    ) { state in
      state.changeForm { form, today in form.moveFocus(by: -1, today: today) }
    },
    recallingNote(
      .olderNote, older: true, .alternate("p"), "recall note",
      "Insert a template or an earlier note; repeat for the next one."),
    recallingNote(
      .newerNote, older: false, .alternate("n"), "previous note",
      "Go back to the previous template or note, and at last to what was typed."),
    edit(
      .editLeft, .left, [.left, .control("b")], "left", "Go one character left, or change a choice."
    ),
    edit(
      .editRight, .right, [.right, .control("f")], "right",
      "Go one character right, accept the proposed owner, or change a choice."),
    edit(.editWordLeft, .wordLeft, [.alternate("b")], "word left", "Go one word left."),
    edit(.editWordRight, .wordRight, [.alternate("f")], "word right", "Go one word right."),
    edit(.editStart, .start, [.home, .control("a")], "start", "Go to the start of the line."),
    edit(.editEnd, .end, [.end], "end", "Go to the end of the line."),
    edit(
      .editLineEnd, .end, [.control("e")], "end of line", "Go to the end of the line.",
      places: [.prompt, .commandLine]),
    edit(
      .editBackspace, .backspace, [.backspace], "delete left", "Delete the previous character."),
    edit(
      .editDelete, .delete, [.delete, .control("d")], "delete",
      "Delete the character at the cursor."),
    edit(.editDeleteWord, .deleteWord, [.control("w")], "delete word", "Delete the previous word."),
    edit(
      .editDeleteToStart, .deleteToStart, [.control("u")], "delete to start",
      "Delete everything before the cursor."),
    edit(
      .editDeleteToEnd, .deleteToEnd, [.control("k")], "delete to end",
      "Delete everything after the cursor."),
    edit(.editYank, .yank, [.control("y")], "reinsert", "Insert the last deleted text."),
  ]

  private static func recallingNote(
    _ name: CommandName, older: Bool, _ key: Key, _ title: String, _ help: String
  ) -> Command {
    Command(
      name, keys: [key], title: title, help: help, places: [.form], useful: older ? [.form] : [],
      refusal: { state in
        guard case .form(let form) = state.input else { return nil }
        if !form.isOnNote { return "notes are recalled in the field note" }
        return form.recall.notes.isEmpty ? "there are no templates or earlier notes" : nil
      }
    ) { state in
      guard case .form(var form) = state.input else { return [] }
      guard form.recallNote(older: older) else {
        state.message = .refused(older ? "no other note" : "this is what was typed")
        return []
      }
      state.input = .form(form)
      state.draftsAreKept = false
      return []
    }
  }

  private static func edit(
    _ name: CommandName, _ edit: LineEdit, _ keys: [Key], _ title: String, _ help: String,
    places: Set<Place> = [.prompt, .commandLine, .form]
  ) -> Command {
    Command(name, keys: keys, title: title, help: help, places: places) {
      state in
      // Backspace in an empty prompt closes it, as in less and vim.
      if edit == .backspace, state.isPromptEmpty {
        state.cancelPrompt()
        return []
      }
      state.type { editor in
        editor.apply(edit)
      } field: { form in
        form.apply(edit)
      }
      return []
    }
  }
}

extension ConsoleState {
  fileprivate var isPromptEmpty: Bool {
    switch input {
    case .filter(let editor, _), .search(let editor, _): editor.isEmpty
    case .command(let line): line.editor.isEmpty
    case .approval(let prompt): prompt.editor.isEmpty
    case .confirmation(let editor): editor.isEmpty
    case .form, .chooser, .offer, nil: false
    }
  }

  /// Inserts a text into the active input; does nothing if there is none.
  mutating func type(_ text: String) {
    type { editor in
      editor.insert(text)
    } field: { form in
      form.insert(text)
    }
  }

  fileprivate mutating func type(
    _ change: (inout LineEditor) -> Void, field: (inout DecisionForm) -> Void
  ) {
    switch input {
    case .filter(var editor, let before):
      change(&editor)
      input = .filter(editor, before: before)
      filter = Filter(editor.text, saved: savedFilters)
    case .search(var editor, let before):
      change(&editor)
      input = .search(editor, before: before)
      help?.narrow = editor.text
    case .command(var line):
      change(&line.editor)
      setLine(line)
    case .approval(var prompt):
      change(&prompt.editor)
      input = .approval(prompt)
    case .confirmation(var editor):
      change(&editor)
      input = .confirmation(editor)
    case .form(var form):
      field(&form)
      input = .form(form)
      draftsAreKept = false
    case .chooser, .offer, nil: break
    }
  }

  /// Accepts the text of a prompt. An invalid filter keeps its prompt open, so that the text that
  /// corrects it is not taken for commands.
  fileprivate mutating func acceptPrompt() {
    let prompt = input
    input = nil
    switch prompt {
    case .filter:
      if let errorMessage = filter.errorMessage ?? filter.missing {
        input = prompt
        message = .refused(errorMessage)
      }
    case .search(let editor, _):
      guard help == nil else { return }
      let word = editor.text.trimmed
      var found = false
      changeText { text, height in
        text.search = word.isEmpty ? nil : word
        found = text.begin(height: height)
      }
      if !word.isEmpty, !found { message = .refused("not found: \(word)") }
    case .command, .form, .approval, .confirmation, .chooser, .offer, nil: break
    }
  }

  mutating func cancelPrompt() {
    let prompt = input
    input = nil
    switch prompt {
    case .filter(_, let before): filter = Filter(before, saved: savedFilters)
    case .search(_, let before) where help != nil: help?.narrow = before ?? ""
    case .search(_, let before): changeText { text, _ in text.search = before }
    case .confirmation: _ = answer("no")
    case .command, .form, .approval, .chooser, .offer, nil: break
    }
  }

  fileprivate mutating func changeForm(
    _ change: (inout DecisionForm, CalendarDay) -> Void
  ) -> [ConsoleEffect] {
    guard case .form(var form) = input else { return [] }
    change(&form, today)
    input = .form(form)
    return []
  }

  mutating func leaveForm() {
    guard case .form(let form) = input else { return }
    input = nil
    guard form.isEdited else {
      message = .done("cancelled; the decision did not change")
      return
    }
    drafts[form.draftKey] = form
    draftsAreKept = false
    message = .done("cancelled; the text is kept as a draft")
  }
}
