import Foundation
import TestSupport
import Testing

/// Habits of the command line that all commands have.
@Suite(.serialized) struct CommandLineTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  /// Runs the program in the folder of the test, which is also the home directory.
  private func run(_ words: String...) throws -> Program.Outcome { try run(words) }

  private func run(_ words: [String]) throws -> Program.Outcome {
    try Program.run(
      [
        "--chdir", folder.path, "-u", "XDG_STATE_HOME", "-u", "XDG_CONFIG_HOME",
        "HOME=" + folder.path, Program.path,
      ] + words, program: "/usr/bin/env")
  }

  /// The names of the commands, from the help.
  private static let commands: [String] = {
    let help = (try? Program.run(["--help"]).output) ?? ""
    return help.matches(of: /(?m)^  ([a-z][a-z-]*) +[A-Z]/).map { String($0.1) }
  }()

  @Test("an unknown word is refused before any screen, lock or file")
  func unknownWord() throws {
    let message = "iam-review: no command or file named \"chek\"; did you mean check?"
    let outcome = try run("chek")
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errors == message + "\n")
    let terminal = try Tmux(
      "HOME=\(Tmux.quoted(folder.path)) \(Program.path) chek", columns: 100,
      environment: ["XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""])
    #expect(try terminal.wait(for: "ended with 2").hasPrefix(message))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("the forms of help agree for every command, which has exit statuses and examples")
  func help() throws {
    #expect(Self.commands.count > 15 && Self.commands.contains("help"))
    for command in Self.commands {
      let help = try run(command, "--help")
      #expect(help.status == 0 && help.output.hasPrefix("usage: iam-review \(command)"))
      #expect(try run("help", command).output == help.output)
      #expect(try run("--help", command).output == help.output)
      #expect(help.output.contains("\nexit status:\n  0    "), "\(command)")
      #expect(help.output.contains("iam-review \(command)"), "\(command)")
      #expect(help.output.contains("\nexamples:\n  "), "\(command)")
      #expect(help.output.split(separator: "\n").allSatisfy { $0.count < 80 }, "\(command)")
      let statuses = help.output.matches(of: /(?m)^  ([0-9]+) +[a-z]/).map { String($0.1) }
      #expect(Set(statuses).count == statuses.count, "\(command): \(statuses)")
    }
    #expect(try run("help").output == run("--help").output)
  }

  @Test("the examples of the commands are valid command lines")
  func examples() throws {
    // The manual page does not wrap them.
    let lines = try run("man-page").output.replacing("\\-", with: "-").replacing("\\(ti", with: "~")
      .matches(of: /(?m)^\\fBiam-review (.*)\\fR$/).map { String($0.1) }
    #expect(lines.count > 20)
    for line in lines {
      // Pipes and redirections are for a shell.
      let words = line.split(separator: " ").prefix { $0 != "|" && $0 != ">>" }.map(String.init)
      let outcome = try run(words)
      let isUsageError = outcome.errors.contains(/; see iam-review [a-z-]+ --help/)
      #expect(!isUsageError, "\(line): \(outcome.errors)")
    }
  }

  @Test("help has the width of the terminal")
  func width() throws {
    let terminal = try Tmux("\(Program.path) completions --help", columns: 50, rows: 50)
    let screen = try terminal.wait(for: "ended with 0")
    #expect(screen.contains("\nThe Debian package and \"make install\" install the\nscript"))
  }

  @Test("usage errors of verify have a status that no verdict has")
  func verify() throws {
    for words in [["verify"], ["verify", "x", "--formt"], ["verify", "x", "--format", "xml"]] {
      #expect(try Program.run(words).status == 64, "\(words)")
    }
    #expect(try Program.run(["help", "verfy"]).status == 2)
  }

  @Test("-o - is standard output, and no file has that name")
  func standardOutput() throws {
    try FileManager.default.copyItem(atPath: Program.root + "/Sample", toPath: path("a"))
    let csv = try run("export", "a", "--format", "csv", "-o", "-")
    #expect(try csv.output == run("export", "a", "--format", "csv").output)
    #expect(csv.status == 0 && csv.output.hasPrefix("section,item,"), "\(csv)")
    let part = try run("split", "a", "--section", "users", "-o-")
    #expect(part.status == 0 && part.output.contains("\"scope\""), "\(part.errors)")
    let users = try SampleReview.read().findings(section: "users")
    #expect(part.errors == "iam-review: standard output: section users, \(users) findings\n")
    let both = try run("split", "a", "--section", "users", "-o", "-", "--rest", "-")
    #expect(both.status == 2 && both.output.isEmpty)
    let merged = try run("merge", "a", "a", "a", "-o", "-")
    let stored = try String(contentsOfFile: path("a/review.json"), encoding: .utf8)
    #expect(merged.status == 0 && merged.output == stored, "\(merged.errors)")
    let same = try run("diff", "a", "a", "--output=-")
    #expect(same.status == 0 && !same.output.isEmpty)
    #expect(try run("diff", "a", "a", "-oout.txt").output.isEmpty)
    #expect(try String(contentsOfFile: path("out.txt"), encoding: .utf8) == same.output)
    #expect(!FileManager.default.fileExists(atPath: path("-")))
  }

  @Test("diff does not replace the files that it compares")
  func ownFiles() throws {
    try FileManager.default.copyItem(atPath: Program.root + "/Sample", toPath: path("a"))
    _ = try run("split", "a", "--section", "users", "-o", "part.json")
    let session = try String(contentsOfFile: path("part.json"), encoding: .utf8)
    let inside = try run("diff", "a", "a", "-o", "a/diff.txt")
    #expect(inside.status == 4 && inside.errors.contains("is in the evidence folder"))
    let own = try run("diff", "a/review.json", "part.json", "-o", "part.json")
    #expect(own.status == 4, "\(own.errors)")
    #expect(own.errors.contains("part.json is the session; choose another file"))
    #expect(try String(contentsOfFile: path("part.json"), encoding: .utf8) == session)
    #expect(!FileManager.default.fileExists(atPath: path("a/diff.txt")))
  }

  @Test("a folder names the session in it")
  func folders() throws {
    try FileManager.default.copyItem(atPath: Program.root + "/Sample", toPath: path("a"))
    for name in ["ann", "bob"] {
      try FileManager.default.createDirectory(
        atPath: path(name), withIntermediateDirectories: false)
    }
    let split = try run("split", "a", "--section", "users", "-o", "bob", "--rest", "ann/")
    #expect(split.status == 0, "\(split.errors)")
    #expect(FileManager.default.fileExists(atPath: path("bob/review.json")))
    let again = try run("split", "a", "--section", "users", "-o", "bob")
    #expect(again.status == 3 && again.errors.contains("bob/review.json already exists"))
    let check = try run("check", "a", "--review", "bob")
    #expect(check.status == 1 && check.errors.contains("undecided, such as users."))
    let merge = try run("merge", "a", "bob", "ann", "-o", "bob")
    #expect(merge.status == 0, "\(merge.errors)")
    #expect(try run("log", "bob", "--verify").status == 0)
    let csv = try run("export", "a", "--session", "ann", "--format", "csv")
    #expect(csv.status == 0 && !csv.output.contains("users.mfa"), "\(csv.errors)")
  }
}
