import Checklist
import Testing

@Test("the checklist walks from the root account to the organization")
func sectionOrder() {
  #expect(
    Section.allCases.map(\.rawValue) == ["root", "users", "roles", "policies", "organization"])
}
