import Foundation
import TestSupport
import Testing

/// Whole flows as scripts: with real ncurses in many kinds of terminals, and without a terminal.
@Suite(.serialized) struct FlowTests {
  private static let flow = """
    # find an escalation path, justify it, undo that, look around, leave
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

  /// Plays the flow in the terminal `term`, or without a terminal if it is nil.
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

  @Test("every terminal shows the same screen as a run without a terminal")
  func terminals() throws {
    let expected = try play(nil)
    #expect(expected.decided.contains("justified"))
    let sample = try SampleReview.read()
    #expect(expected.decided.contains(sample.status(decided: 1)))
    #expect(expected.signOff.contains("\(sample.decisions) decisions are missing"))
    for term in ["xterm-256color", "tmux-256color", "screen", "vt100", "linux", "xterm-kitty"] {
      #expect(try play(term, environment: ["LC_ALL": "C.UTF-8"]) == expected, "TERM=\(term)")
    }
    #expect(
      try play("xterm-256color", environment: ["LC_ALL": "C.UTF-8", "NO_COLOR": "1"]) == expected)
  }

  @Test("without UTF-8, lines are ASCII and nothing else differs")
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

  @Test("the screen is correct at every size", arguments: [(40, 10), (120, 40), (200, 60)])
  func sizes(_ columns: Int, _ rows: Int) throws {
    let expected = try play(nil, columns: columns, rows: rows)
    let shown = try play(
      "xterm-256color", columns: columns, rows: rows, environment: ["LC_ALL": "C.UTF-8"])
    #expect(shown == expected)
    let lines = expected.decided.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == rows + 1)
    #expect(lines.allSatisfy { $0.count <= columns })
  }

  @Test("two screenshots in a row are identical and readable by others")
  func pictures() throws {
    let folder = try TemporaryFolder()
    let script = "screenshot \(folder.path)//a.txt\nscreenshot \(folder.path)/b.txt\n"
    try folder.write(Array(script.utf8), to: "x.script")
    for (mask, mode) in [("022", 0o644), ("077", 0o600), ("027", 0o640)] {
      let outcome = try Program.run(
        [
          "-c", "umask \(mask); exec \"$@\"", "sh", Program.path, "--script",
          folder.path + "/x.script", "--session", folder.path + "/s.json", "--size", "80x24",
        ], program: "/bin/sh")
      #expect(outcome.status == 0, "\(outcome.errors)")
      for name in ["a.txt", "b.txt"] {
        let attributes = try FileManager.default.attributesOfItem(
          atPath: "\(folder.path)/\(name)")
        #expect(attributes[.posixPermissions] as? Int == mode)
      }
    }
    let first = try String(contentsOfFile: folder.path + "/a.txt", encoding: .utf8)
    #expect(first.contains("Root account"))
    #expect(try String(contentsOfFile: folder.path + "/b.txt", encoding: .utf8) == first)
  }

  @Test("an invalid script is reported with its line")
  func wrongScript() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("j\n<Nokey>\n".utf8), to: "x.script")
    let outcome = try Program.run(
      ["--script", folder.path + "/x.script", "--session", folder.path + "/s.json"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("x.script:2: unknown key <Nokey>"))
  }

  @Test("screenshots never replace evidence or a session, and exports replace nothing")
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
    #expect(outcome.status == 4, "a screenshot was not written")
    #expect(
      outcome.errors == "iam-review: screenshot: the file name must end in .txt, .ansi or .svg\n")
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }
    #expect(try text("there.csv") == "kept")
    #expect(try text("first.txt").contains("the file name must end in .txt, .ansi or .svg"))
    #expect(try text("second.txt").contains("already exists; choose another file"))
    #expect(try text("new.csv").contains("root.mfa"))
  }

  @Test("a screenshot never replaces evidence or a session, whatever their names")
  func picturesBesideEvidence() throws {
    let folder = try TemporaryFolder()
    let evidence = folder.path + "/evidence"
    try FileManager.default.createDirectory(
      atPath: evidence + "/deep", withIntermediateDirectories: true)
    let summary = #"{"SummaryMap": {"AccountMFAEnabled": 0}}"#
    try folder.write(Array(summary.utf8), to: "evidence/deep/summary.txt")
    #expect(symlink("evidence/deep/summary.txt", folder.path + "/link.txt") == 0)
    #expect(symlink("evidence", folder.path + "/folder") == 0)
    let script = """
      screenshot \(evidence)/deep/summary.txt
      screenshot \(folder.path)/link.txt
      screenshot \(folder.path)/folder/deep/../deep/summary.txt
      screenshot \(folder.path)/session.txt
      screenshot \(evidence)/new.txt
      screenshot \(folder.path)/old.txt
      """
    try folder.write(Array(script.utf8), to: "x.script")
    try folder.write(Array("old".utf8), to: "old.txt")
    let outcome = try Program.run([
      folder.path + "/folder", "--script", folder.path + "/x.script", "--session",
      folder.path + "/session.txt", "--size", "80x24",
    ])
    #expect(outcome.status == 4)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(
      lines.prefix(3).allSatisfy {
        $0.hasSuffix("is already in the evidence folder; choose another file")
      })
    #expect(lines.last?.hasSuffix("session.txt is the session; choose another file") == true)
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }
    #expect(try text("evidence/deep/summary.txt") == summary)
    #expect(try text("old.txt").contains("root.mfa"))
    #expect(try text("evidence/new.txt").contains("root.mfa"))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/old.txt")
    // The expected mode depends on the umask of the tests.
    let umask = try Program.run(["-c", "umask"], program: "/bin/sh").output
    let mask = try #require(Int(umask.filter(\.isNumber), radix: 8))
    #expect(attributes[.posixPermissions] as? Int == 0o644 & ~mask)

    let alone = try Program.run([
      evidence + "/deep/summary.txt", "--script", folder.path + "/x.script", "--session",
      folder.path + "/s.json", "--size", "80x24",
    ])
    #expect(
      alone.errors.split(separator: "\n").filter {
        $0.hasSuffix("is the evidence; choose another file")
      }.count == 3)
    #expect(try text("evidence/deep/summary.txt") == summary)
  }

  @Test("conflicting options are reported")
  func conflicts() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("j\n".utf8), to: "x.script")
    let script = ["--script", folder.path + "/x.script", "--session", folder.path + "/s.json"]
    for (arguments, words) in [
      (["--size", "80x24"], "--size needs --script FILE"),
      (script, "a script without a terminal needs --size"),
      (script + ["--plain"], "--plain and --script cannot be used together"),
      (["-", "--plain", "--session", "s.json"], "--plain reads answers from standard input"),
    ] {
      let outcome = try Program.run(arguments)
      #expect(outcome.status == 2)
      #expect(outcome.errors.hasPrefix("iam-review: " + words))
    }
  }

  @Test(
    "the output of ncurses matches the screenshot",
    arguments: [
      ("xterm-256color", 120, 40), ("vt100", 80, 24), ("linux", 200, 60), ("tmux-256color", 40, 10),
      ("screen", 80, 24), ("xterm-kitty", 80, 24),
    ]) func painted(_ term: String, _ columns: Int, _ rows: Int) throws
  {
    let folder = try TemporaryFolder()
    let terminal = try Tmux(
      "\(Program.path) --session \(folder.path)/s.json --reviewer ann --clock \(FlowTests.moment)",
      columns: columns, rows: rows, term: term, environment: ["LC_ALL": "C.UTF-8"])
    try terminal.wait(for: "saved")
    /// Compares the screen with its screenshot, except for the last line, where the message about
    /// the screenshot is shown.
    func check(_ name: String) throws {
      try terminal.type(":screenshot \(folder.path)/\(name).txt")
      try terminal.press("Enter")
      // The message alone can still be that of the screenshot before.
      try eventually("the screenshot \(name)") {
        FileManager.default.fileExists(atPath: "\(folder.path)/\(name).txt")
      }
      try terminal.wait(for: "written:")
      try terminal.press("C-l")
      let picture = try String(contentsOfFile: "\(folder.path)/\(name).txt", encoding: .utf8)
      // Panes that follow the cursor are drawn after a pause in typing.
      let lines = picture.split(separator: "\n", omittingEmptySubsequences: false)
      try terminal.wait(for: lines.prefix(rows - 1).joined(separator: "\n") + "\n")
    }
    try check("overview")
    try terminal.press("n", "n", "J")
    try terminal.type("moved by the end of the year")
    try terminal.press("Enter", "Enter", "Enter")
    try check("decided")
    try terminal.press("4", "G", "Enter", "C-d")
    try check("role")
    try terminal.press("a")
    try check("access")
    try terminal.press("?", "PPage", "NPage")
    try check("help")
  }
}
