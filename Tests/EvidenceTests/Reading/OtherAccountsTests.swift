import Testing

@testable import Model

/// Evidence that belongs to many other accounts.
@Suite struct OtherAccountsTests {
  private func account(_ others: Int) throws -> Account {
    let roles = (0..<others).map { number in
      EvidenceFiles.role.replacing("role/Deploy", with: "role/r\(number)")
        .replacing("123456789012", with: "\(200_000_000_000 + number)")
    }
    let own = [EvidenceFiles.role, EvidenceFiles.role.replacing("Deploy", with: "Own")]
    return try EvidenceFiles([
      "d.json": EvidenceFiles.details(roles: (own + roles).joined(separator: ","))
    ]).account()
  }

  @Test(
    "five accounts are reported, and the number of the others",
    arguments: [(0, 0), (1, 1), (5, 5), (6, 6), (7, 6), (500, 6)])
  func problems(others: Int, problems: Int) throws {
    let account = try account(others)
    #expect(account.id == "123456789012")
    #expect(account.otherAccounts.count == others)
    #expect(account.problems.count == problems)
    #expect(account.identities.isWhole == (others == 0))
    if others > 5 {
      let more = others - 5 == 1 ? "1 other account" : "\(others - 5) other accounts"
      #expect(
        account.problems.last?.message
          == "this and later entries belong to \(more); keep each account in its own folder")
    }
    let longest = account.identities.shortcoming.map(\.utf8.count) ?? 0
    #expect(longest < 1500)
  }
}
