/// What a piece of text is, never which colour it has: a theme turns roles into colours.
///
/// The raw value is the name that a theme file uses.
public enum StyleRole: String, CaseIterable, Hashable, Sendable {
  case text, muted, heading, title, border, borderFocused, link
  case selection, selectionInactive, marked, match
  case status, key, keyHelp, prompt
  case error, warning, good
  case critical, high, medium, low
  case undecided, passed, justified, remediate, notApplicable, falsePositive
  case escape
  case jsonKey, jsonString, jsonNumber, jsonKeyword, jsonPunctuation, guilty
  case progressDone, progressRest
}
