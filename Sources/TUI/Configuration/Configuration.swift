public import Checklist
internal import Model

/// The auditor's configuration: defaults for the console and for new reviews.
///
///     # ~/.config/iam-review/config
///     theme = light
///     [limits]
///     critical = 14
///     [templates]
///     users.mfa = Break-glass user; its hardware token is in the safe.
public struct Configuration: Sendable {
  /// The name of the theme.
  public var theme = "dark"
  /// The name of the reviewer; nil for the login name.
  public var reviewer: String?
  /// Whether the console uses the mouse.
  public var hasMouse = false
  /// Whether borders are drawn with ASCII characters.
  public var isASCII = false
  /// The thresholds and limits of a review without a session.
  public var settings = Settings()
  /// The filters by name, for `saved:NAME`.
  var filters: [String: String] = [:]
  /// The texts that Alt-P offers in the note of a decision.
  var templates: [NoteTemplate] = []
  /// The lines of the settings in the file, by `SECTION.NAME`.
  var lines: [String: Int] = [:]

  /// The defaults.
  public init() {}

  /// The line of the file that sets the theme; nil if none does.
  public var themeLine: Int? { lines["theme"] }
}
