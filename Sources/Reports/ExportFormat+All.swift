extension ExportFormat {
  /// All formats, in the order of the help. Everything else that knows the formats uses this list.
  public static let all: [ExportFormat] = [
    .markdown, .html, .docx, .csv, .todo, .jira, .servicenow, .github, .json, .oscalResults,
    .oscalPlan, .cklb, .ckl, .sarif, .ocsf, .pdf,
  ]

  /// The formats that need no other program.
  public static let own = all.filter { !$0.needsProgram }

  /// The format `name`; nil if there is none.
  public static func named(_ name: String) -> ExportFormat? { all.first { $0.name == name } }
}
