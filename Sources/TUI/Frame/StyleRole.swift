/// The purpose of a piece of text. A theme assigns colors to roles.
///
/// The raw value is the name in theme files.
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
