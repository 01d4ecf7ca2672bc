import Foundation
import TestSupport
import Testing

/// Whole flows by scripts: through real ncurses in terminals of many kinds, and without a terminal.
@Suite(.serialized) struct FlowTests {
  private static let flow = """
    # find who can gain power, justify it, take it back, look around, leave
    /escalation<Enter><Enter>
    Jmoved by the end of the year<Enter><Enter>eoy<Enter>
    screenshot FOLDER/decided.txt
    u
    f/policy:team<Enter>*
    <Esc><Esc><Esc>
    ?
    <Esc>
    4<Enter>
    a
    <Esc>b<Esc><Esc>
    6<Enter>
    :check<Enter>
    <Esc>S
    screenshot FOLDER/signoff.txt
    """
  private static let moment = "2026-11-24T09:00:00Z"

  private struct Pictures: Equatable {
    let decided: String
    let signOff: String
  }

  /// Plays the flow in a terminal, or without one where `term` is nil.
  private func play(
    _ term: String?, columns: Int = 80, rows: Int = 24, environment: [String: String] = [:],
    options: String = ""
  ) throws -> Pictures {
    let folder = try TemporaryFolder()
    let script = FlowTests.flow.replacing("FOLDER", with: folder.path)
    try folder.write(Array(script.utf8), to: "flow.script")
    let arguments =
      "--script \(folder.path)/flow.script --session \(folder.path)/s.json --reviewer ann"
      + " --clock \(FlowTests.moment) --size \(columns)x\(rows) \(options)"
    if let term {
      let terminal = try Tmux(
        "\(Program.path) \(arguments)", columns: columns, rows: rows, term: term,
        environment: environment)
      try terminal.wait(for: "ended with 0")
    } else {
      let outcome = try Program.run(arguments.split(separator: " ").map(String.init))
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    func picture(_ name: String) throws -> String {
      try String(contentsOfFile: "\(folder.path)/\(name).txt", encoding: .utf8)
    }
    return Pictures(decided: try picture("decided"), signOff: try picture("signoff"))
  }

  @Test("every terminal shows the same screen as none does")
  func terminals() throws {
    let expected = try play(nil)
    #expect(expected.decided.contains("justified"))
    #expect(expected.decided.contains("102 undecided of 103"))
    #expect(expected.signOff.contains("Missing: 103 decisions"))
    for term in ["xterm-256color", "tmux-256color", "screen", "vt100", "linux", "xterm-kitty"] {
      #expect(try play(term, environment: ["LC_ALL": "C.UTF-8"]) == expected, "TERM=\(term)")
    }
    #expect(
      try play("xterm-256color", environment: ["LC_ALL": "C.UTF-8", "NO_COLOR": "1"]) == expected)
  }

  @Test("without UTF-8 lines are drawn in ASCII and nothing else differs")
  func characterSets() throws {
    let signs = ["│": "|", "─": "-", "├": "+", "└": "+", "┤": "+", "…": "~", "›": ">", "━": "#"]
    func plain(_ text: String) -> String {
      String(text.map { signs[String($0)].map(Character.init) ?? $0 })
    }
    let expected = try play(nil)
    let ascii = try play("vt100", environment: ["LC_ALL": "C", "LANG": "C"])
    #expect(ascii.decided == plain(expected.decided))
    #expect(ascii.signOff == plain(expected.signOff))
    #expect(try play(nil, options: "--ascii") == ascii)
  }

  @Test("every size", arguments: [(40, 10), (120, 40), (200, 60)])
  func sizes(_ columns: Int, _ rows: Int) throws {
    let expected = try play(nil, columns: columns, rows: rows)
    let shown = try play(
      "xterm-256color", columns: columns, rows: rows, environment: ["LC_ALL": "C.UTF-8"])
    #expect(shown == expected)
    let lines = expected.decided.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == rows + 1)
    #expect(lines.allSatisfy { $0.count <= columns })
  }

  @Test("a wrong script is told with its line")
  func wrongScript() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("j\n<Nokey>\n".utf8), to: "x.script")
    let outcome = try Program.run(
      ["--script", folder.path + "/x.script", "--session", folder.path + "/s.json"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("x.script:2: no key is called <Nokey>"))
  }

  @Test("screenshots never take the place of evidence or a session, exports of nothing")
  func noOverwriting() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("kept".utf8), to: "there.csv")
    let script = """
      :screenshot \(folder.path)/there.csv<Enter>
      screenshot \(folder.path)/first.txt
      :export csv \(folder.path)/there.csv<Enter>
      screenshot \(folder.path)/second.txt
      <Esc>:export csv \(folder.path)/new.csv<Enter>
      """
    try folder.write(Array(script.utf8), to: "x.script")
    let outcome = try Program.run([
      "--script", folder.path + "/x.script", "--session", folder.path + "/s.json", "--size",
      "160x40",
    ])
    #expect(outcome.status == 0)
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }
    #expect(try text("there.csv") == "kept")
    #expect(try text("first.txt").contains("the name must end in .txt, .ansi, .svg"))
    #expect(try text("second.txt").contains("is there already; name another file"))
    #expect(try text("new.csv").contains("root.mfa"))
  }
}
