import Checklist
import Model
import Platform

/// A form as a text for an editor: one line per field, then the note. Lines that begin with `#` are
/// comments.
///
///     owner: bob
///     due: 2027-01-31
///
///     The rotation is part of the move to roles.
///     # users.key-rotation/user/ci/key-1
///     # Active access key 1 of ci was last rotated on 2024-11-02 …
struct FormText {
  /// The text to edit.
  static func text(_ form: DecisionForm, comments: [String]) -> String {
    var lines = form.fields.filter { $0.name != .note }.map { field in
      "\(field.name.rawValue): \(field.choice?.title ?? field.editor.text)"
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(form.fields.first { $0.name == .note }?.editor.text ?? "")
    lines.append("")
    lines += comments.flatMap { comment in
      comment.split(whereSeparator: \.isNewline).map { "# \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Fills the form from an edited text; returns an error, or nil if the text is valid.
  static func fill(_ form: inout DecisionForm, from text: String) -> String? {
    var errorMessage: String?
    var note: [String] = []
    var isInHeaders = true
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated() where !line.hasPrefix("#")
    {
      let trimmed = String(line).trimmed
      guard isInHeaders, let colon = trimmed.firstIndex(of: ":") else {
        if !trimmed.isEmpty || !note.isEmpty { isInHeaders = false }
        note.append(trimmed)
        continue
      }
      let name = String(trimmed[..<colon]).lowercased()
      let value = String(trimmed[trimmed.index(after: colon)...]).trimmed
      guard let field = form.fields.first(where: { $0.name.rawValue == name }), field.name != .note
      else {
        isInHeaders = false
        note.append(trimmed)
        continue
      }
      if let choice = field.choice, !choice.titles.contains(value) {
        let what = field.name == .kind ? "kinds" : "severities"
        errorMessage =
          "line \(number + 1): expected one of these \(what): "
          + choice.titles.joined(separator: ", ")
      } else {
        form.fill(field.name, with: value)
      }
    }
    let words = note.filter { !$0.isEmpty }.joined(separator: " ")
    form.fill(.note, with: words)
    return errorMessage
  }
}
