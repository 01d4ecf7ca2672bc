import Foundation
import TestSupport
import Testing

/// The number of bytes that each key sends, which is the same on every run.
@Suite struct CostTests {
  @Test("no key costs more bytes than its budget")
  func budget() throws {
    let script = Program.root + "/Scripts/bench_console.py"
    let outcome = try Program.run(
      ["python3", script, Program.path, "--roles", "120", "--bytes-only"], program: "/usr/bin/env")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("| down |"))
  }
}
