import Checklist
import Model
import Platform

extension Command {
  /// The commands that mark rows and decide on them; decisions have upper-case keys.
  static let deciding: [Command] = [
    Command(
      .pass, keys: [.character("P")], title: "pass",
      help: "Compliant. A finding requires a note.",
      places: Place.deciding, useful: [.findings, .detail, .page], answer: PlainAnswer("p"),
      refusal: { $0.decisionRefusal }
    ) { state in
      state.openForm(.pass)
    },
    deciding(
      .justify, .justified, key: "J", answer: "j", title: "justify",
      "Accepted until a date, with a reason. Requires a note, a kind and an expiry date."),
    deciding(
      .remediate, .remediate, key: "R", answer: "r", title: "remediate",
      "Will be fixed. Requires a note, an owner and a due date."),
    deciding(
      .notApplicable, .notApplicable, key: "X", answer: "x", title: "not applicable",
      "The requirement does not apply to this account or principal. Requires a note."),
    Command(
      .falsePositive, keys: [.character("F")], title: "false positive",
      help: "The finding is incorrect: the deviation does not exist. Requires a note.",
      places: Place.deciding, answer: PlainAnswer("f"),
      refusal: { state in
        if let refusal = state.decisionRefusal { return refusal }
        guard case .item = state.targets.first else { return nil }
        return "only findings can be false positives"
      }
    ) { state in
      state.openForm(.falsePositive)
    },
    Command(
      .clearDecision, keys: [.character("U")], title: "clear decision",
      help: "Clear the decision; the history keeps it.", places: Place.deciding,
      answer: PlainAnswer("U"),
      refusal: { state in
        if let refusal = state.decisionRefusal { return refusal }
        let isDecided = state.targets.contains { state.review.session.decisions[$0] != nil }
        return isDecided ? nil : "no decision to clear"
      }
    ) { state in
      state.decide(nil, on: state.targets)
    },
    Command(
      .severity, keys: [.character("!")], title: "severity",
      help: "Set the severity of the finding or of all marked findings, with the reason. The "
        + "automated severity ends an override. Lists mark a severity that a person set with !.",
      places: Place.deciding,
      answer: PlainAnswer(
        "!",
        "Set the severity of the finding, with the reason. Lists then show the automated severity "
          + "as well, such as low (automated: high)."),
      refusal: { $0.severityRefusal }
    ) { state in
      state.openSeverityForm()
    },
    Command(
      .editNote, keys: [.character("e")], title: "edit note",
      help: "Change the note, dates or owner of the decision.", places: Place.deciding,
      answer: PlainAnswer("e"),
      refusal: { $0.editRefusal }
    ) { state in
      guard let form = state.editingForm else { return [] }
      state.input = .form(state.drafts[form.draftKey] ?? form)
      return []
    },
    Command(
      .editNoteOutside, keys: [.control("e")], title: "edit in $EDITOR",
      help: "Change the decision's note and other fields in $VISUAL or $EDITOR.",
      places: Place.deciding,
      refusal: { $0.editRefusal }
    ) { state in
      guard let form = state.editingForm else { return [] }
      state.input = .form(form)
      return state.editOutside()
    },
    Command(
      .mark, keys: [.character(" ")], title: "mark",
      help: "Mark or unmark the finding and go one row down. A decision then applies to all marked "
        + "findings.",
      places: [.findings],
      useful: [.findings],
      refusal: { $0.markRefusal }
    ) { state in
      let wasRange = state.checklist.range != nil
      state.checklist.toggleMark()
      if !wasRange { state.move(.down) }
      return []
    },
    Command(
      .markRange, keys: [.character("v")], title: "mark a range",
      help:
        "Start marking every finding that the cursor moves over; v, Space or a decision ends the "
        + "range.",
      places: [.findings], refusal: { $0.markRefusal }
    ) { state in
      state.checklist.toggleRange()
      return []
    },
    Command(
      .markAll, keys: [.character("*")], title: "mark all shown",
      help: "Mark or unmark all findings of the list or page.",
      places: [.findings, .page],
      refusal: { $0.shownFindings.isEmpty ? "no finding to mark" : $0.markRefusal }
    ) { state in
      state.checklist.toggleMarks(state.shownFindings)
      let count = state.checklist.marks.count
      state.message = .done(count == 0 ? "no marks" : "\(count) marked; P J R X F decide on them")
      return []
    },
    Command(
      .undo, keys: [.character("u")], title: "undo",
      help: "Undo the last change, even after a restart.", places: Place.browsing,
      answer: PlainAnswer("u"),
      refusal: { state in
        state.review.session.nextUndo == nil ? "nothing to undo" : state.readOnlyRefusal
      }
    ) { state in
      state.replay(word: "undone") { session, reviewer, now throws(DecisionRefusal) in
        try session.undo(by: reviewer, at: now)
      }
    },
    Command(
      .redo, keys: [.control("r")], title: "redo",
      help: "Redo the change that was undone last.", places: Place.browsing,
      answer: PlainAnswer("redo"),
      refusal: { state in
        state.review.session.nextRedo == nil ? "nothing to redo" : state.readOnlyRefusal
      }
    ) { state in
      state.replay(word: "redone") { session, reviewer, now throws(DecisionRefusal) in
        try session.redo(by: reviewer, at: now)
      }
    },
  ]

  private static func deciding(
    _ name: CommandName, _ disposition: Disposition, key: Character, answer: String, title: String,
    _ help: String
  ) -> Command {
    Command(
      name, keys: [.character(key)], title: title, help: help, places: Place.deciding,
      useful: disposition == .notApplicable ? [] : [.findings, .detail, .page],
      answer: PlainAnswer(answer), refusal: { $0.decisionRefusal }
    ) { state in
      state.openForm(disposition)
    }
  }
}

extension ConsoleState {
  /// Why no finding can be marked here; nil if one can.
  fileprivate var markRefusal: String? {
    if place == .findings, checklist.listsGroups {
      return "a decision applies to the whole group; Enter opens it"
    }
    return place == .findings && checklist.finding == nil ? "no finding to mark" : nil
  }
}

extension Place {
  /// Places with a selection that can be decided.
  static let deciding: Set<Place> = [.items, .findings, .detail, .page]
}
