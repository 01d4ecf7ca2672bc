import Checklist
import Foundation
import TestSupport
import Testing

/// What is installed: the files, the manual page, the completions, and the binary's dependencies.
@Suite struct InstallTests {
  private let folder: TemporaryFolder
  /// Whether the program under test is the release binary.
  private static let isRelease: Bool =
    ProcessInfo.processInfo.environment["IAM_REVIEW_BINARY"] != nil
  private static func has(_ program: String) -> Bool {
    (try? Program.run(["-c", "command -v \(program)"], program: "/bin/sh").status) == 0
  }

  init() throws { folder = try TemporaryFolder() }

  private func shell(_ line: String) throws -> Program.Outcome {
    try Program.run(["-c", line], program: "/bin/sh")
  }

  private static let files: [String] = [
    "bin/iam-review", "share/bash-completion/completions/iam-review",
    "share/doc/iam-review/ARCHITECTURE.md", "share/doc/iam-review/BENCHMARKS.md",
    "share/doc/iam-review/CHANGELOG.md", "share/doc/iam-review/CONTRIBUTING.md",
    "share/doc/iam-review/LICENSE", "share/doc/iam-review/NOTICE",
    "share/doc/iam-review/README.md", "share/doc/iam-review/SECURITY.md",
    "share/fish/vendor_completions.d/iam-review.fish", "share/man/man1/iam-review.1",
    "share/zsh/site-functions/_iam-review",
  ]

  @Test("install puts every file into place, and uninstall removes them all")
  func install() throws {
    let prefix = folder.path + "/usr/local"
    let installed = try Program.run(
      [Program.path, prefix], program: Program.root + "/Scripts/install")
    #expect(installed.status == 0, "\(installed.errors)")
    let found = try FileManager.default.subpathsOfDirectory(atPath: prefix).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(prefix)/\($0)", isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    let (documents, others) = (
      found.filter { $0.hasPrefix("share/doc/iam-review/docs/") },
      found.filter { !$0.hasPrefix("share/doc/iam-review/docs/") }
    )
    #expect(others.sorted() == Self.files)
    #expect(documents.contains("share/doc/iam-review/docs/install.md"))
    #expect(documents.contains("share/doc/iam-review/docs/pictures/users.svg"))
    let binary = try Program.run(["--version"], program: prefix + "/bin/iam-review")
    #expect(try binary.output == Program.run(["--version"]).output)
    let modes = try shell("find \(prefix) -type f ! -name iam-review ! -perm 644").output
    #expect(modes.isEmpty)
    _ = try Program.run(["--remove", prefix], program: Program.root + "/Scripts/install")
    #expect(try shell("find \(prefix) -type f").output.isEmpty)
  }

  @Test("make install builds nothing, and reports a missing binary")
  func withoutBuild() throws {
    let missing = try shell(
      "make -C \(Program.root) install BINARY=\(folder.path)/none DESTDIR=\(folder.path) 2>&1")
    #expect(missing.status != 0)
    #expect(missing.output.contains("run make build first"), "\(missing.output)")
    let plan = try shell("make -n -C \(Program.root) install uninstall DESTDIR=\(folder.path)")
    #expect(plan.output.contains("Scripts/install"))
    #expect(!plan.output.contains("swift"), "\(plan.output)")
  }

  @Test(
    "the release binary needs only what every Debian has",
    .enabled(if: isRelease && has("readelf"), "not a release binary, or no readelf"))
  func dependencies() throws {
    _ = try Program.run([Program.path, folder.path], program: Program.root + "/Scripts/install")
    let binary = folder.path + "/bin/iam-review"
    let dynamic = try shell("readelf -W -d \(binary)").output
    let libraries = dynamic.matches(of: /Shared library: \[([a-z+_-]+)/).map { String($0.1) }
    #expect(
      Set(libraries).isSubset(of: ["libm", "libstdc++", "libgcc_s", "libc", "ld-linux-x"]),
      "\(libraries)")
    #expect(!dynamic.contains("RUNPATH") && !dynamic.contains("RPATH"), "\(dynamic)")
    #expect(dynamic.contains("BIND_NOW") || dynamic.contains("NOW"), "\(dynamic)")
    let versions = try shell("readelf -W -V \(binary)").output.matches(of: /GLIBC_2\.([0-9]+)/)
    let newest = versions.compactMap { Int($0.1) }.max() ?? 0
    #expect((1...35).contains(newest))
    #expect(try Program.files(containing: Program.root, in: binary).isEmpty, "a build path")
  }

  @Test(
    "the Debian package has its files, and depends only on what every Debian has",
    .enabled(if: isRelease && has("dpkg-shlibdeps"), "not a release binary, or no dpkg-dev"))
  func package() throws {
    let built = try Program.run(
      [
        // Compressing takes many times as long as the rest.
        "DPKG_DEB_COMPRESSOR_TYPE=none", "MAINTAINER=Ann Example <ann@example.com>",
        Program.root + "/Scripts/debian-package", Program.path, folder.path,
      ], program: "/usr/bin/env")
    #expect(built.status == 0, "\(built.errors)")
    let package = built.output.trimmingCharacters(in: .newlines)
    let depends = try shell("dpkg-deb -f \(package) Depends").output
    let names = depends.split(separator: ",").compactMap {
      $0.split(whereSeparator: \.isWhitespace).first.map { String($0) }
    }
    #expect(names == ["libc6", "libgcc-s1", "libstdc++6"], "\(depends)")
    let content = try shell("dpkg-deb -c \(package) | awk '{ print $1, $2, $6 }'").output
    for file in [
      "-rwxr-xr-x root/root ./usr/bin/iam-review",
      "-rw-r--r-- root/root ./usr/share/bash-completion/completions/iam-review",
      "-rw-r--r-- root/root ./usr/share/doc/iam-review/LICENSE",
      "-rw-r--r-- root/root ./usr/share/doc/iam-review/NOTICE",
      "-rw-r--r-- root/root ./usr/share/doc/iam-review/changelog.Debian.gz",
      "-rw-r--r-- root/root ./usr/share/doc/iam-review/changelog.gz",
      "-rw-r--r-- root/root ./usr/share/doc/iam-review/copyright",
      "-rw-r--r-- root/root ./usr/share/fish/vendor_completions.d/iam-review.fish",
      "-rw-r--r-- root/root ./usr/share/man/man1/iam-review.1.gz",
      "-rw-r--r-- root/root ./usr/share/zsh/vendor-completions/_iam-review",
    ] { #expect(content.contains(file + "\n"), "\(content)") }
  }

  @Test(
    "the manual page has every command and option, and mandoc finds nothing to correct",
    .enabled(if: has("mandoc") && has("col"), "mandoc or col is not installed"))
  func manualPage() throws {
    let page = folder.path + "/iam-review.1"
    #expect(try shell("\(Program.path) man-page >\(page)").status == 0)
    let lint = try shell("mandoc -Tlint -Wstyle \(page) 2>&1")
    #expect(lint.status == 0 && lint.output.isEmpty, "\(lint.output)")
    let text = try shell("mandoc -Tascii \(page) | col -b").output
    let help = try Program.run(["--help"]).output
    let commands = help.matches(of: /(?m)^  ([a-z][a-z-]*) +[A-Z]/).map { String($0.1) }
    #expect(commands.count > 10)
    for command in commands {
      #expect(text.contains("\n   \(command)\n"), "\(command) is missing")
      let options = try Program.run([command, "--help"]).output.matches(of: /(?m)^  (--[a-z-]+)/)
      for option in options where !["--help", "--version"].contains(option.1) {
        #expect(text.contains(option.1), "\(command) \(option.1) is missing")
      }
    }
  }

  @Test("bash completes commands, options, values and paths")
  func bash() throws {
    let script = """
      source <(\(Program.path) completions bash)
      complete() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _iam_review 2>/dev/null; echo "${COMPREPLY[*]}"; }
      complete iam-review ch
      complete iam-review check --fo
      complete iam-review check --format ''
      complete iam-review check --format = js
      complete iam-review sign --as app
      complete iam-review completions ''
      complete iam-review check Sam
      complete iam-review --theme m
      """
    let outcome = try Program.run(["--norc", "-c", script], program: "/bin/bash")
    #expect(
      outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) == [
        "check", "--format", "text json ndjson", "json", "approver", "bash zsh fish", "", "mono",
        "",
      ], "\(outcome.errors)")
  }

  @Test("zsh loads the completions", .enabled(if: has("zsh"), "zsh is not installed"))
  func zsh() throws {
    let script = """
      autoload -Uz compinit && compinit -u -D && source <(\(Program.path) completions zsh)
      print $_comps[iam-review]
      """
    let outcome = try Program.run(["zsh", "-f", "-c", script], program: "/usr/bin/env")
    #expect(outcome.output == "_iam_review\n", "\(outcome.errors)")
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    // The function itself runs: it calls the functions of the completion system with valid words.
    let calls = """
      _arguments() { print -rl -- "$@" }; _describe() { print describe $2 }; _files() { print files }
      compdef() { }; source <(\(Program.path) completions zsh)
      words=(iam-review ''); CURRENT=2; _iam_review
      words=(iam-review check --format ''); CURRENT=4; _iam_review
      """
    let called = try Program.run(["zsh", "-f", "-c", calls], program: "/usr/bin/env")
    #expect(called.output.hasPrefix("describe commands\nfiles\n"), "\(called.output)")
    #expect(called.output.contains(":NAME:(text json ndjson)"), "\(called.output)")
    #expect(called.errors.isEmpty, "\(called.errors)")
  }

  @Test("fish completes commands and values", .enabled(if: has("fish"), "fish is not installed"))
  func fish() throws {
    let script = """
      \(Program.path) completions fish | source
      complete -C 'iam-review che' | string match -r '^[a-z]+'
      complete -C 'iam-review check --format ' | string match -r '^[a-z]+'
      complete -C 'iam-review completions ' | string match -r '^[a-z]+'
      complete -C 'iam-review export --al' | string match -r '^--[a-z]+'
      """
    let outcome = try Program.run(
      ["HOME=\(folder.path)", "fish", "--no-config", "-c", script], program: "/usr/bin/env")
    #expect(
      outcome.output.split(separator: "\n").map(String.init) == [
        "check", "json", "ndjson", "text", "bash", "fish", "zsh", "--all",
      ], "\(outcome.errors)")
  }
}
