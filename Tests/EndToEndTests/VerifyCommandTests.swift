import Foundation
import TestSupport
import Testing

/// Verification: the evidence, its date, and the files beside the session.
@Suite(.serialized) struct VerifyCommandTests: SignOffReview {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try prepare()
  }

  @Test("the files beside the session are compared with it, and the evidence is always reported")
  func copies() throws {
    _ = try sign("--reviewer", "ann", "--key", path("ed25519"))
    let (statement, signature) = (session + ".sign-off-1", session + ".sign-off-1.sig")
    let files = try [statement, signature].map { try String(contentsOfFile: $0, encoding: .utf8) }
    let same = try verify(session)
    #expect(same.output.contains("good        1 statement beside the session, identical to"))
    // The sample's evidence is compiled in.
    let heading = "\nevidence of \(session) (digests signed by ann)\n"
    #expect(same.output.contains(heading + "  unchanged       0\n"))
    let json = try Program.run([
      "verify", "--format", "json", "--allowed-signers", path("allowed"), session,
    ])
    #expect(json.status == same.status && json.output.contains("\"notFound\": ["))
    let changed = files[0].replacing("\"findings\":", with: "\"findings\":1")
    for (name, text, expected) in [
      ("review.json.sign-off-1", changed, "differs from the statement in the session: findings;"),
      ("review.json.sign-off-1.sig", files[1] + "\n", "the same signature, written differently;"),
    ] {
      try folder.write(Array(text.utf8), to: name)
      let outcome = try verify(session)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("WRONG       \(name)") && outcome.output.contains(expected))
      try folder.write(Array(files[name.hasSuffix("sig") ? 1 : 0].utf8), to: name)
    }
    try FileManager.default.removeItem(atPath: statement)
    #expect(symlink("elsewhere", statement) == 0)
    #expect(try verify(session).output.contains("sign-off-1: it is a symbolic link"))
    try FileManager.default.removeItem(atPath: statement)
    try FileManager.default.removeItem(atPath: signature)
    let gone = try verify(session)
    #expect(gone.status == same.status)
    #expect(
      gone.output.contains("note        review.json.sign-off-1 is missing beside the session"))
  }

  @Test("a review with its evidence verifies completely; a file that was added later is reported")
  func evidenceFolder() throws {
    let root = Program.root
    let client = path("client")
    try FileManager.default.copyItem(atPath: root + "/Sample", toPath: client)
    _ = try Program.run([
      client, "--script", path("x.script"), "--size", "100x30", "--reviewer", "ann", "--as-of",
      "2026-11-21",
    ])
    // Verification evaluates the evidence again, as of the date that was given for the signature.
    let signed = try Program.run([
      "sign", client, "--reviewer", "Ann Example", "--key", path("ed25519"), "--as-of",
      "2026-11-21",
    ])
    #expect(signed.status == 0, "\(signed.errors)")
    let line = try allowed("Ann Example", "ed25519")
    #expect(line.hasPrefix("\"Ann Example\" namespaces="))
    try folder.write(Array(line.utf8), to: "allowed")
    let whole = try verify(client)
    #expect(whole.status == 0, "\(whole.output)")
    #expect(
      whole.output.contains("items, findings and decisions match the statement of Ann Example"))
    // A signature that was removed from the session is still beside it.
    let first = try String(contentsOfFile: client + "/review.json", encoding: .utf8)
    try folder.write(
      Array((line + (try self.allowed("bob", "ecdsa"))).utf8), to: "allowed")
    let second = try Program.run([
      "sign", client, "--reviewer", "bob", "--as", "approver", "--key", path("ecdsa"), "--as-of",
      "2026-11-21",
    ])
    #expect(second.status == 0, "\(second.errors)")
    #expect(try verify(client).status == 0)
    try first.write(toFile: client + "/review.json", atomically: false, encoding: .utf8)
    let without = try verify(client)
    #expect(without.status == 3)
    #expect(
      without.output.contains(
        "not checked review.json.sign-off-2 is a signature that is not in the session"))
    try FileManager.default.copyItem(
      atPath: client + "/account-summary.json", toPath: client + "/again.json")
    let more = try verify(client)
    #expect(more.status == 1)
    #expect(
      more.output.contains(
        "WRONG       evidence again.json is not part of the signed evidence"))
  }

  @Test(
    "copies of evidence without its own date keep the date; verify finds the evidence elsewhere")
  func moment() throws {
    let root = Program.root
    func touch(_ name: String, _ time: String) throws {
      _ = try Program.run(
        ["-c", "find \(path(name)) -type f -exec touch -d \(time) {} +"], program: "/bin/sh")
    }
    try FileManager.default.copyItem(atPath: root + "/Sample", toPath: path("one"))
    for name in ["manifest.json", "credential-report.json"] {
      try FileManager.default.removeItem(atPath: path("one") + "/" + name)
    }
    try touch("one", "2026-11-20T10:00:00Z")
    // Items without evidence have no findings, and are decided one by one.
    let script = try SampleReview(evidence: path("one")).decidingAll("a sample")
    try folder.write(Array(script.utf8), to: "x.script")
    _ = try Program.run([
      path("one"), "--session", path("kept.json"), "--script", path("x.script"), "--size", "100x30",
      "--reviewer", "ann",
    ])
    try touch("one", "2026-11-20T10:00:09Z")
    for (name, role, key) in [("ann", "reviewer", "ed25519"), ("bob", "approver", "ecdsa")] {
      let signed = try Program.run([
        "sign", path("one"), "--session", path("kept.json"), "--reviewer", name, "--as", role,
        "--key", path(key),
      ])
      #expect(signed.status == 0, "\(signed.errors)")
      try touch("one", "2026-11-21T10:00:00Z")
    }
    let outcome = try verify(path("kept.json"), "--evidence", path("one"))
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(try verify(path("kept.json")).status == 3)
    // A statement without its signature is not treated as a broken session.
    try FileManager.default.removeItem(atPath: path("kept.json.sign-off-1.sig"))
    let alone = try verify(path("kept.json.sign-off-1"))
    #expect(alone.status == 3)
    #expect(alone.errors.contains("expected the signature of this statement"))
  }
}
