import Testing

@testable import Model

@Suite struct NameUUIDTests {
  // Made by Python: uuid.uuid5(uuid.UUID("6e0f2b53-9c41-4d8a-a735-1e84c0d65f92"), name)
  @Test(
    "names give the same UUIDs as Python's uuid5",
    arguments: [
      (
        ["finding", "123456789012", "users.mfa/user/alice"], "583d5911-b393-519f-8298-2fd2cc3103d2"
      ),
      (["grün\u{202E}"], "0cfd0787-a9fa-58c6-82e2-ee5c2477d9cf"),
      ([""], "46c65d8e-ac3e-5690-a32c-9d1097cacbdc"),
    ])
  func python(names: [String], expected: String) {
    switch names.count {
    case 3: #expect(NameUUID(names[0], names[1], names[2]).description == expected)
    default: #expect(NameUUID(names[0]).description == expected)
    }
  }
}
