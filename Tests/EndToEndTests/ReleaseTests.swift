import Foundation
import TestSupport
import Testing

/// Releases: the commit that a build reports, and files that are the same in every folder.
@Suite struct ReleaseTests {
  private let folder: TemporaryFolder
  /// Whether the sources are a git repository that this user can read.
  private static let isRepository: Bool =
    (try? Program.run(["-C", Program.root, "rev-parse", "HEAD"], program: "/usr/bin/git").status)
    == 0

  init() throws { folder = try TemporaryFolder() }

  /// Runs a command line in the temporary folder; the test fails if it does.
  @discardableResult
  private func shell(_ line: String) throws -> String {
    let outcome = try Program.run(["-c", "cd \(folder.path) && \(line)"], program: "/bin/sh")
    #expect(outcome.status == 0, "\(line): \(outcome.errors)")
    return outcome.output.trimmingCharacters(in: .newlines)
  }

  @Test("--version prints everything that can change a result")
  func version() throws {
    let lines = try Program.run(["--version"]).output.split(separator: "\n")
    #expect(
      lines.map { $0.split(separator: " ").first } == [
        "iam-review", "commit", "checklist", "catalogue", "libcrypto", "zlib", "ncurses",
      ])
    #expect(lines[1].contains(/([0-9a-f]{40}(-dirty)?|unknown: .*)$/))
    #expect(lines[3].contains(/20[0-9]{2}-[0-9]{2}-[0-9]{2}$/))
    #expect(lines[4].contains(/OpenSSL 3\.[0-9]+\.[0-9]+/))
    #expect(lines[5].contains(/1\.[0-9.]+ \(with minizip\)$/))
    #expect(lines[6].contains(/ncurses [0-9]+\.[0-9]+/))
  }

  @Test("the commit is known in a repository and in its archives, and in nothing else")
  func commit() throws {
    let root = Program.root
    try shell(
      """
      mkdir -p source/Scripts && cp \(root)/.gitattributes source/ && \
      cp \(root)/Scripts/commit source/Scripts/ && cd source && git init -q && git add -A && \
      git -c user.name=t -c user.email=t@example.com -c core.hooksPath=/dev/null \
        commit -qm x --date 2026-11-20T12:00:00Z
      """)
    let known = try shell("cd source && git log -1 --format='%H %cs'")
    #expect(try shell("source/Scripts/commit") == known)
    try shell("mkdir archive && git -C source archive HEAD | tar -x -C archive")
    #expect(try shell("archive/Scripts/commit") == known)
    // An archive that is unpacked in another repository is still of its own commit.
    try shell("cp -r archive source/inside")
    #expect(try shell("source/inside/Scripts/commit") == known)
    try shell("cp -r source copy && rm -r copy/.git")
    #expect(try shell("copy/Scripts/commit") == "")
    try shell("echo '# changed' >>source/Scripts/commit")
    #expect(try shell("source/Scripts/commit") == known.replacing(" ", with: "-dirty "))
  }

  @Test(
    "the files of a release are the same bytes in two folders",
    .enabled(if: isRepository, "the sources are not a git repository"))
  func reproducible() throws {
    for name in ["one", "two"] {
      try shell(
        "git clone -q \(Program.root) \(name) && "
          + "\(name)/Scripts/release-files \(Program.path) \(folder.path)/\(name).out")
    }
    let sums = try shell("cat one.out/SHA256SUMS")
    #expect(sums.split(separator: "\n").count == 3, "\(sums)")
    #expect(try shell("cat two.out/SHA256SUMS") == sums)
    let components = try shell("cat one.out/*.spdx.json")
    for name in ["OpenSSL", "ncurses", "Swift standard library", "boto/botocore"] {
      #expect(components.contains("\"name\": \"\(name)\""))
    }
  }
}
