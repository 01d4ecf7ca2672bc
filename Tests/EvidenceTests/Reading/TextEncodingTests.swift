import Testing

@testable import Model

/// Evidence in the encodings of PowerShell and other programs.
@Suite struct TextEncodingTests {
  enum Saved: String, CaseIterable, Sendable {
    case utf8, utf8WithMark, utf16Little, utf16Big, utf16LittleBare, utf16BigBare

    func bytes(_ text: String) -> [UInt8] {
      let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      return switch self {
      case .utf8: Array(text.utf8)
      case .utf8WithMark: [0xEF, 0xBB, 0xBF] + text.utf8
      case .utf16Little: [0xFF, 0xFE] + little
      case .utf16Big: [0xFE, 0xFF] + big
      case .utf16LittleBare: little
      case .utf16BigBare: big
      }
    }
  }

  private func account(_ name: String, _ bytes: [UInt8]) throws -> Account {
    var files = EvidenceFiles(["s.json": #"{"SummaryMap": {"AccountMFAEnabled": 1}}"#])
    files.files.append((name, bytes))
    return try files.account()
  }

  @Test(
    "an answer is read in any supported encoding, with the same citations",
    arguments: Saved.allCases)
  func json(saved: Saved) throws {
    let role = EvidenceFiles.role.replacing("Deploy", with: "Überwachung")
    let text = EvidenceFiles.details(roles: role)
    let account = try account("d.json", saved.bytes(text))
    #expect(account.problems.isEmpty)
    let read = try #require(account.identities.value?.roles.first)
    #expect(read.name == "Überwachung")
    let plain = try self.account("d.json", Array(text.utf8)).identities.value?.roles.first
    #expect(read.identity.citation == plain?.identity.citation)
  }

  @Test("a credential report is read in any supported encoding", arguments: Saved.allCases)
  func report(saved: Saved) throws {
    let text =
      EvidenceFiles.reportHeader + "\r\n"
      + "ann,arn:aws:iam::123456789012:user/ann,2026-01-01T00:00:00Z,true,N/A,N/A,N/A,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\r\n"
    let account = try account("r.csv", saved.bytes(text))
    #expect(account.credentialReport.value?.users.map(\.name) == ["ann"])
    #expect(account.credentialReport.value?.users.first?.citation.line == 2)
  }

  @Test(
    "a saved error and a manifest are read in any supported encoding", arguments: Saved.allCases)
  func others(saved: Saved) throws {
    let error =
      "\r\nAn error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation:"
      + " no\r\n"
    #expect(try account("p.json", saved.bytes(error)).passwordPolicy.absence != nil)
    let manifest =
      #"{"tool": "iam-review", "version": "1", "account": "123456789012", "calls": []}"#
    #expect(try account("manifest.json", saved.bytes(manifest)).id == "123456789012")
  }

  @Test("an error is reported at its line and column", arguments: Saved.allCases)
  func position(saved: Saved) throws {
    let account = try account("d.json", saved.bytes("{\"Ünïcode 🦊\": 1,\n  \"ü\": x}"))
    #expect(account.problems.first?.place == "line 2 column 8")
  }

  @Test(
    "truncated and damaged text is rejected, with its encoding and a remedy in the message",
    arguments: [
      ([0xFF, 0xFE, 0x7B, 0x00, 0x22], "UTF-16"),
      ([0xFE, 0xFF, 0x00, 0x7B, 0xD8, 0x00, 0x00, 0x22], "UTF-16"),
      ([0xFF, 0xFE, 0x7B, 0x00, 0x00, 0xDC], "UTF-16"),
      ([0x7B, 0x00, 0x22, 0x00, 0x41], "UTF-16"),
      ([0xFF, 0xFE, 0x00, 0x00, 0x7B, 0x00, 0x00, 0x00], "UTF-32"),
      ([0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x00, 0x7B], "UTF-32"),
    ] as [([UInt8], String)])
  func damaged(bytes: [UInt8], encoding: String) throws {
    let account = try account("d.json", bytes)
    let message = try #require(account.problems.first?.message)
    #expect(message.contains(encoding) && message.hasSuffix("as UTF-8"))
    #expect(account.files.last?.status == .broken)
    #expect(account.identities.state == .missing)
  }
}
