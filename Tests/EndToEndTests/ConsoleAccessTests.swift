import Model
import Platform
import Reports
import TestSupport
import Testing

/// The access of principals of the sample account, in a real terminal.
@Suite(.serialized) struct ConsoleAccessTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func open(
    columns: Int = 80, rows: Int = 24, term: String = "xterm-256color",
    environment: [String: String] = [:]
  ) throws -> Tmux {
    let terminal = try Tmux(
      "\(Program.path) --session \(folder.path)/review.json --reviewer ann", columns: columns,
      rows: rows, term: term, environment: environment)
    try terminal.waitUntilLoaded()
    return terminal
  }

  @Test(
    "from a row of the users to the access page, to an answer, and back",
    arguments: [(80, 24, "vt100", "C"), (200, 60, "xterm-256color", "C.UTF-8")])
  func access(columns: Int, rows: Int, term: String, locale: String) throws {
    let terminal = try open(
      columns: columns, rows: rows, term: term,
      environment: ["LC_ALL": locale, "LANG": locale, "NO_COLOR": "1"])
    try terminal.press("2", "/")
    try terminal.type("nadia")
    try terminal.press("Enter", "a")
    try terminal.wait(for: "access of user nadia.cherif")
    let actions = ActionCatalogue.bundled.actions(ofService: "sts").count
    try terminal.wait(for: "  sts                             1/\(actions)     1")
    try terminal.press("c")
    try terminal.wait(for: ":can")
    try terminal.type("sts:AssumeRole arn:aws:iam::640817295314:role/serverless-d")
    try terminal.press("Tab", "Enter")
    try terminal.wait(for: "allowed: user nadia.cherif can perform sts:AssumeRole")
    try terminal.press("Escape")
    try terminal.wait(for: "access of user nadia.cherif")
    try terminal.press("Escape")
    try terminal.wait(for: "users 1/1")
    try terminal.type(":q")
    try terminal.press("Enter")
    try terminal.wait(for: "ended with 0")
  }

  @Test("the escalation paths, and the statement behind a step")
  func escalation() throws {
    let terminal = try open(columns: 120, rows: 50)
    try terminal.press("4", "/")
    try terminal.type("data-pipeline-m")
    try terminal.press("Enter", "Enter")
    try terminal.wait(for: "changes its own permissions (iam-001)")
    try terminal.press("/")
    try terminal.type("KeepPoliciesCurrent")
    try terminal.press("Enter", "Enter")
    try terminal.wait(for: "policy data-pipeline-maintenance")
    try terminal.wait(for: "\"Sid\": \"KeepPoliciesCurrent\"")
  }
}
