import Foundation
import TestSupport
import Testing

/// Every command of README and docs runs as written: block after block, in a terminal, in a folder
/// that looks like this package, with `iam-review` in PATH and a copy of the sample as
/// `client-prod`.
@Suite(.serialized) struct DocumentationTests {
  private static let documents =
    ["README.md"]
    + ((try? FileManager.default.contentsOfDirectory(atPath: Program.root + "/docs")) ?? [])
    .filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }

  private static func listing(_ document: String) throws -> CommandBlock.Listing {
    let text = try String(contentsOfFile: "\(Program.root)/\(document)", encoding: .utf8)
    return CommandBlock.all(in: text, spans: document == "README.md")
  }

  @Test("every command block is marked, and few are not run")
  func marks() throws {
    var notRun: [String] = []
    for document in Self.documents {
      let listing = try Self.listing(document)
      #expect(listing.unmarked.isEmpty, "\(document): commands outside of ```sh")
      notRun += listing.blocks.compactMap { block in
        block.reasonNotRun.map { "\(document): \($0)" }
      }
    }
    #expect(notRun.count <= 5, "\(notRun)")
  }

  @Test("blocks, reasons, inline commands and unmarked commands are found")
  func parsing() {
    let listing = CommandBlock.all(
      in: """
        See `iam-review check
        a/` and `other`.

           ```sh
           one
             two
           ```
            make x
            text
        <!-- not run by the tests: no network -->
        ```sh
        three
        ```
        ```text
        git y
        ```
        """, spans: true)
    #expect(
      listing.blocks.map(\.text) == ["iam-review check a/\n", "one\n  two\n", "three\n"])
    #expect(listing.blocks.map(\.reasonNotRun) == [nil, nil, "no network"])
    #expect(listing.unmarked == ["8: make x", "15: git y"])
  }

  @Test(
    "the commands run as written",
    arguments: try documents.filter { document in
      try listing(document).blocks.contains { $0.reasonNotRun == nil }
    })
  func commands(_ document: String) throws {
    let reader = try Reader(of: document)
    for block in try Self.listing(document).blocks where block.reasonNotRun == nil {
      let (status, screen) = try reader.run(block.text)
      #expect(
        reader.isExpected(block.text, with: status),
        "\(document):\(block.line): \(status)\n\(screen)")
    }
  }
}

/// A reader who tries the commands of one document.
private final class Reader {
  private let folder: TemporaryFolder
  private let agent: pid_t
  private var path: String { folder.path }
  private var number = 0

  init(of document: String) throws {
    folder = try TemporaryFolder()
    agent = try Program.start("/usr/bin/ssh-agent", ["-D", "-a", folder.path + "/agent"])
    for name in ["bin", "home", "home/.ssh"] {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(name)", withIntermediateDirectories: false)
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: Program.root)
    where !name.hasPrefix(".git") && name != "Sample" {
      symlink("\(Program.root)/\(name)", "\(path)/\(name)")
    }
    // A copy, because cp -r would copy a symbolic link, and the sample itself would be reviewed.
    try FileManager.default.copyItem(atPath: Program.root + "/Sample", toPath: path + "/Sample")
    symlink(Program.path, path + "/bin/iam-review")
    // The files that the text around the blocks assumes.
    switch document {
    case "README.md": break
    case "docs/collect.md": try StubClient.install(in: path + "/bin")
    case "docs/two-people.md":
      try sample()
      _ = try run("git init -q\n")
    case "docs/formats.md", "docs/sign-off.md":
      try sample()
      try decideAll()
      try keys()
    case "docs/next-quarter.md":
      _ = try run("cp -r Sample q1 && Scripts/second-quarter q2 && iam-review q1\n")
    default:
      try sample()
      try folder.write(Array("Title: Audit\n".utf8), to: "cover.txt")
    }
  }

  deinit { Program.end(agent, by: SIGTERM) }

  private func sample() throws { _ = try run("cp -r Sample client-prod\n") }

  private func decideAll() throws {
    try folder.write(Array(SampleReview.read().decidingAll("out of scope").utf8), to: "all.script")
    _ = try Program.run([
      path + "/client-prod", "--script", path + "/all.script", "--size", "100x30", "--reviewer",
      "ann",
    ])
  }

  private func keys() throws {
    try eventually("the agent's socket") {
      FileManager.default.fileExists(atPath: path + "/agent")
    }
    _ = try run(
      """
      ssh-keygen -q -t ed25519 -N '' -C ann -f ~/.ssh/id_ed25519
      ssh-keygen -q -t ed25519 -N '' -C bob -f ~/.ssh/bob
      ssh-add -q ~/.ssh/id_ed25519
      cp ~/.ssh/id_ed25519.pub ann.pub
      cp ~/.ssh/bob.pub bob.pub

      """)
  }

  /// Whether the exit status means that the block worked. Reported findings and missing signatures
  /// are results.
  func isExpected(_ block: String, with status: Int) -> Bool {
    block.hasPrefix("iam-review check ") && status == 1
      || block.hasPrefix("iam-review verify client-prod/\n") && status == 3 || status == 0
  }

  /// Runs `block` in a terminal. If a console opens, decides one finding and quits. Returns the
  /// exit status of the block and the last screen.
  func run(_ block: String) throws -> (status: Int, screen: String) {
    number += 1
    let name = "block-\(number).sh"
    try folder.write(Array(block.utf8), to: name)
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let terminal = try Tmux(
      "sh -c \(Tmux.quoted("cd \(path) && exec sh -e \(name)"))", columns: 120, rows: 40,
      environment: [
        "PATH": "\(path)/bin:\(search)", "HOME": path + "/home", "LC_ALL": "C.UTF-8",
        "SSH_AUTH_SOCK": path + "/agent", "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "",
      ])
    var (screen, status): (String, Int?) = ("", nil)
    try eventually("the end of \(block)", within: .seconds(1_200)) {
      screen = try terminal.screen()
      status = screen.firstMatch(of: /ended with ([0-9]+)/).flatMap { Int($0.1) }
      if status == nil, screen.contains(Tmux.loaded) { try decideAndLeave(terminal) }
      return status != nil
    }
    return (status ?? -1, screen)
  }

  private func decideAndLeave(_ terminal: Tmux) throws {
    if try terminal.screen().contains("Nothing has been carried forward yet") {
      // The page about the earlier quarter. Escape must be read alone: followed by a key, it is
      // Alt.
      try terminal.press("Escape")
      try eventually("the page to close") {
        try !terminal.screen().contains("Nothing has been carried forward yet")
      }
    }
    try terminal.press("n", "X")
    try terminal.wait(for: "not applicable: ")
    try terminal.type("out of scope")
    try terminal.press("Enter")
    try terminal.wait(for: "decision      not applicable")
    try terminal.press("q")
    try eventually("the console to quit") {
      try !terminal.screen().contains("decision      not applicable")
    }
  }
}
