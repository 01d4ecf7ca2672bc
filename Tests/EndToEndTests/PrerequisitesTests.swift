import TestSupport
import Testing

/// The checks at the start of `make run` and `make test`, on machines that are simulated by stubs
/// of their programs.
@Suite struct PrerequisitesTests {
  /// A simulated machine.
  struct Machine: Sendable {
    var swift: String? = "Swift version 6.3.1 (swift-6.3.1-RELEASE)"
    var installed = ["git", "libstdc++-12-dev"]
    var user = 0
    var hasSudo = false
    var skipsInstall = false
    var aptFails = false
  }

  /// The expected exit status, messages (the first line of each problem), and programs that are
  /// run.
  struct Expected: Sendable {
    var status: Int32 = 0
    var said: [String] = []
    var ran: [String] = []
  }

  private static let install = [
    "apt-get update -qq", "apt-get install -y -qq --no-install-recommends git",
  ]

  @Test(
    arguments: [
      (Machine(), Expected()),
      (Machine(swift: "Apple Swift version 6.2 (swiftlang)"), Expected()),
      (Machine(swift: "Swift version 7.0-dev"), Expected()),
      (
        Machine(swift: nil),
        Expected(status: 1, said: ["Swift 6.2 or newer: swift is not in PATH"])
      ),
      (
        Machine(swift: "Swift version 5.9 (swift-5.9-RELEASE)"),
        Expected(status: 1, said: ["Swift 6.2 or newer: DIR/swift has version 5.9"])
      ),
      (
        Machine(swift: "Swift version 6.1.2"),
        Expected(status: 1, said: ["Swift 6.2 or newer: DIR/swift has version 6.1"])
      ),
      (
        Machine(swift: "hello"),
        Expected(status: 1, said: ["Swift 6.2 or newer: DIR/swift has an unknown version"])
      ),
      // A package whose name only contains the required name does not count.
      (Machine(installed: ["git-man", "libstdc++-12-dev"]), Expected(ran: install)),
      (
        Machine(installed: ["libstdc++-12-dev"], user: 1000, hasSudo: true),
        Expected(ran: ["sudo"] + [install[0], "sudo", install[1]])
      ),
      (
        Machine(installed: ["git"], user: 1000),
        Expected(
          status: 1,
          said: ["Debian packages: libstdc++-12-dev (you are not root, and sudo is not installed)"])
      ),
      (
        Machine(installed: [], skipsInstall: true),
        Expected(
          status: 1, said: ["Debian packages: git libstdc++-12-dev (SKIP_INSTALL is set)"])
      ),
      // Both problems are reported, and nothing is installed for a build that cannot start.
      (
        Machine(swift: nil, installed: ["git"], user: 1000),
        Expected(
          status: 1,
          said: [
            "Debian packages: libstdc++-12-dev (you are not root, and sudo is not installed)",
            "Swift 6.2 or newer: swift is not in PATH",
          ])
      ),
      (
        Machine(swift: nil, installed: ["git"]),
        Expected(status: 1, said: ["Swift 6.2 or newer: swift is not in PATH"])
      ),
      (
        Machine(installed: ["libstdc++-12-dev"], aptFails: true),
        Expected(
          status: 1, said: ["Debian packages: git (apt-get failed, see above)"],
          ran: [install[0]])
      ),
    ])
  func check(_ machine: Machine, _ expected: Expected) throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    func stub(_ name: String, _ text: String) throws {
      try Program.install(script: "#!/bin/sh\n\(text)\n", at: "\(path)/\(name)")
    }
    // Only programs that every Debian has, so that the programs of this machine do not matter.
    let tools = ["sh", "dirname", "sed", "tail", "head", "tr", "grep", "sort", "env"]
    _ = try Program.run(
      ["-c", "for tool; do ln -s \"$(command -v $tool)\" \(path)/; done", "sh"] + tools,
      program: "/bin/sh")
    // This hides the compilers of this machine.
    try stub("ls", "exit 2")
    if let swift = machine.swift { try stub("swift", "echo '\(swift)'") }
    let known = machine.installed.map { "\($0) install ok installed" }
    try stub(
      "dpkg-query",
      "printf '%s\\n' \(known.map { "'\($0)'" }.joined(separator: " ")) 'gone deinstall ok config-files'"
    )
    try stub("id", "echo \(machine.user)")
    try stub("apt-get", "echo \"apt-get $*\" >>\(path)/ran; exit \(machine.aptFails ? 1 : 0)")
    if machine.hasSudo { try stub("sudo", "echo sudo >>\(path)/ran; exec \"$@\"") }

    let outcome = try Program.run(
      [
        "-i", "PATH=\(path)", "SKIP_INSTALL=\(machine.skipsInstall ? "1" : "")", "sh",
        Program.root + "/Scripts/prerequisites", "git", "c++-standard-library",
      ], program: "/usr/bin/env")

    #expect(outcome.status == expected.status, "\(outcome.errors)")
    let problems = outcome.errors.split(separator: "\n").map(String.init)
    #expect(
      problems.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        == expected.said.map { "  " + $0.replacing("DIR", with: path) })
    #expect(problems.isEmpty == expected.said.isEmpty, "\(problems)")
    let ran = try Program.run(["-c", "cat \(path)/ran 2>&1 || :"], program: "/bin/sh").output
    #expect(
      ran.split(separator: "\n").map(String.init)
        == (expected.ran.isEmpty ? ["cat: \(path)/ran: No such file or directory"] : expected.ran))
  }
}
