import Foundation
import TestSupport
import Testing

/// Signing with real keys, a real agent, and a real connection.
@Suite(.serialized) struct SignOffCommandTests: SignOffReview {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try prepare()
  }

  @Test(
    "signed with a key file, countersigned with an agent, verified by iam-review and ssh-keygen")
  func twoPeople() throws {
    // A file of an earlier run is replaced.
    try folder.write(Array("stale".utf8), to: "review.json.sign-off-1.sig")
    let first = try sign("--reviewer", "ann", "--key", path("ed25519"))
    #expect(first.status == 0, "\(first.errors)")
    let agent = try Agent(path("agent"))
    _ = try Program.run(
      ["SSH_AUTH_SOCK=\(agent.socket)", "ssh-add", "-q", path("ecdsa")], program: "/usr/bin/env")
    let second = try sign("--reviewer", "bob", "--as", "approver", agent: agent.socket)
    #expect(second.status == 0, "\(second.errors)")
    let outcome = try verify(session)
    // The sample's evidence is compiled in, so there are no files to compare.
    #expect(outcome.status == 3, "\(outcome.output)")
    #expect(outcome.output.contains("good        signature of ann, reviewer, ssh-ed25519 SHA256:"))
    #expect(outcome.output.contains("good        signature of bob, approver, ecdsa-sha2-nistp256"))
    #expect(outcome.output.contains("good        countersigns the signature of ann"))
    let stock = try Program.run(
      [
        "-c",
        "ssh-keygen -Y verify -f \(path("allowed")) -I ann -n iam-review"
          + " -s \(session).sign-off-1.sig < \(session).sign-off-1",
      ], program: "/bin/sh")
    #expect(stock.status == 0, "\(stock.errors)")
    #expect(try verify(session + ".sign-off-2").status == 0)
    let nobody = try Program.run(
      ["XDG_CONFIG_HOME=\(folder.path)", Program.path, "verify", session + ".sign-off-1"],
      program: "/usr/bin/env")
    #expect(nobody.status == 2, "\(nobody.output)")
    let markdown = try Program.run(["export", "--session", session, "--format", "markdown"])
    #expect(markdown.output.contains("| ann | reviewer | `SHA256:"))
    #expect(markdown.output.contains("ssh-keygen -Y verify -f allowed_signers -I ann"))
  }

  @Test("missing, empty and hanging agents are reported in one line, and nothing is signed")
  func agents() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: session))
    let home = "HOME=\(folder.path)"
    func refused(_ agent: String) throws -> String {
      let outcome = try Program.run(
        [home, "SSH_AUTH_SOCK=\(agent)", Program.path, "sign", "--session", session],
        program: "/usr/bin/env")
      #expect(outcome.status == 1)
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
      return outcome.errors
    }
    #expect(try refused("/nowhere").contains("no SSH agent is running; forward one (ssh -A)"))
    let agent = try Agent(path("agent"))
    #expect(
      try refused(agent.socket).contains(
        "the agent has no keys, or is locked; add one with"
          + " ssh-add"))
    let script =
      "import socket,sys,time; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]);"
      + " s.listen(); c=s.accept(); time.sleep(3600)"
    let hanging = try Program.start("/usr/bin/env", ["python3", "-c", script, path("hanging")])
    defer { Program.end(hanging) }
    try eventually("the hanging agent's socket") {
      FileManager.default.fileExists(atPath: path("hanging"))
    }
    #expect(try refused(path("hanging")).contains("the agent at SSH_AUTH_SOCK does not answer"))
    for type in ["ed25519", "ecdsa"] {
      _ = try Program.run(
        ["SSH_AUTH_SOCK=\(agent.socket)", "ssh-add", "-q", path(type)], program: "/usr/bin/env")
    }
    #expect(try refused(agent.socket).contains("more than one key; choose one with --key: 1. ssh-"))
    #expect(
      try sign("--key", "nobody", agent: agent.socket).errors.contains("is neither a file"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: session)) == before)
    let chosen = try sign("--reviewer", "ann", "--key", "ed25519", agent: agent.socket)
    #expect(chosen.status == 0, "\(chosen.errors)")
  }

  @Test(
    "a statement is printed, signed elsewhere and attached; that of a changed review is refused")
  func attach() throws {
    let printed = try sign("--print-payload", "--reviewer", "ann")
    #expect(printed.status == 0)
    try folder.write(Array(printed.output.utf8), to: "statement")
    _ = try Program.run(
      ["-Y", "sign", "-q", "-n", "file", "-f", path("ed25519"), path("statement")],
      program: "/usr/bin/ssh-keygen")
    let wrong = try sign("--attach", path("statement"))
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("in the namespace iam-review"), "\(wrong.errors)")
    try FileManager.default.removeItem(atPath: path("statement.sig"))
    #expect(try sign("--attach", path("statement")).errors.contains("statement.sig"))
    _ = try Program.run(
      ["-Y", "sign", "-q", "-n", "iam-review", "-f", path("ed25519"), path("statement")],
      program: "/usr/bin/ssh-keygen")
    let taken = try sign("--attach", path("statement"))
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(try verify(session).output.contains("good        signature of ann, reviewer"))
    try play("f*Xanother reason<Enter><Count><Enter>yes<Enter>\n")
    let late = try sign("--attach", path("statement"))
    #expect(late.status == 1)
    #expect(late.errors.contains("changed since the statement was printed"), "\(late.errors)")
    let void = try verify(session)
    #expect(void.status == 1)
    #expect(
      try void.output.contains(
        "WRONG       void: \(SampleReview.read().findings) changes since it was signed"))
  }

  @Test("missing decisions are listed, and a document in the statement is verified")
  func documents() throws {
    try folder.write(Array("report".utf8), to: "report.html")
    let signed = try sign(
      "--reviewer", "ann", "--key", path("ed25519"), "--document", path("report.html"))
    #expect(signed.status == 0, "\(signed.errors)")
    #expect(
      try verify(session, path("report.html")).output.contains(
        "report.html: its digest is in the statement of ann"))
    try folder.write(Array("reporx".utf8), to: "report.html")
    let changed = try verify(session, path("report.html"))
    #expect(changed.status == 1)
    #expect(changed.output.contains("no statement contains its digest"))
    try play("uyes<Enter>")
    let open = try sign("--reviewer", "ann", "--key", path("ed25519"))
    #expect(open.status == 1)
    let missing = try SampleReview.read().decisions
    #expect(open.errors.contains("not signed: \(missing) decisions are missing"))
    #expect(open.errors.contains("root.mfa/root: undecided"))
    #expect(open.errors.contains("and \(missing - 20) more"))
  }

  @Test(
    "in the console, ssh-keygen asks for the passphrase on the plain terminal")
  func passphrase() throws {
    try makeKey("ed25519", passphrase: "open sesame", name: ".ssh-key")
    try FileManager.default.createDirectory(
      atPath: path(".ssh"), withIntermediateDirectories: false)
    try FileManager.default.moveItem(atPath: path(".ssh-key"), toPath: path(".ssh/id_ed25519"))
    let console = try Tmux(
      "\(Program.path) --session \(session) --reviewer ann", columns: 120,
      environment: ["HOME": folder.path, "SSH_AUTH_SOCK": "/nowhere"])
    try console.wait(for: "0 of \(SampleReview.read().decisions) undecided  saved")
    try console.press("S")
    try console.wait(for: "S signs it with an SSH key")
    try console.press("S")
    let question = try console.wait(for: "type yes to sign")
    #expect(question.contains("signer    ann, as reviewer"))
    #expect(try question.contains("\(SampleReview.read().decisions) not applicable"))
    try console.type("yes")
    try console.press("Enter")
    try console.wait(for: "Enter passphrase")
    try console.type("open sesame")
    try console.press("Enter")
    let screen = try console.wait(for: "signed: ann as reviewer")
    #expect(screen.contains("has not changed since"))
    try console.press("Escape")
    try console.wait(for: "Root account")
    try console.press("f", "U")
    try console.wait(for: "the signature of ann will be void")
    try console.type("yes")
    try console.press("Enter")
    try console.wait(for: "the signature of ann is now void")
    try console.press("q")
    try console.wait(for: "ended with 0")
  }

  @Test("wrong names and files are reported before anything is checked")
  func unusable() throws {
    for name in ["", "a\u{1B}[2Jb", "ann*", "a,b"] {
      let line = try Program.run(["allowed-signers", path("ecdsa.pub"), "--reviewer", name])
      #expect(line.status == 2 && line.output.isEmpty)
      #expect(!line.errors.contains("\u{1B}") && line.errors.contains("a name on one line"))
      let signed = try sign("--reviewer", name, "--key", path("ed25519"))
      #expect(signed.status == 1)
      #expect(!signed.errors.contains("\u{1B}") && signed.errors.contains("a name on one line"))
    }
    _ = try sign("--reviewer", "ann", "--key", path("ed25519"))
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    for option in ["--allowed-signers", "--revoked-keys"] {
      for file in [path("pipe"), path("nowhere"), folder.path] {
        let outcome = try Program.run(["verify", session, option, file])
        #expect(outcome.status == 3 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("\(file): no such file"))
      }
    }
    #expect(try verify(path("pipe")).status == 3)
    #expect(try verify(path("nowhere")).status == 3)
  }

  @Test(
    "a forwarded agent signs over a real connection",
    .enabled(if: SSHServer.canGiveTerminals, SSHServer.whyNoTerminals))
  func forwarded() throws {
    let server = try SSHServer()
    let agent = try Agent(path("agent"))
    _ = try Program.run(
      ["SSH_AUTH_SOCK=\(agent.socket)", "ssh-add", "-q", path("ed25519")], program: "/usr/bin/env")
    let remote = "\(Program.path) sign --session \(session) --reviewer ann"
    let terminal = try Tmux(
      server.command(remote, options: "-A"), columns: 160,
      environment: ["SSH_AUTH_SOCK": agent.socket])
    try terminal.wait(for: "type yes to sign")
    try terminal.type("yes")
    try terminal.press("Enter")
    try terminal.wait(for: "signed: ann as reviewer")
    try terminal.wait(for: "ended with 0")
    #expect(try verify(session).output.contains("good        signature of ann, reviewer"))
  }
}
