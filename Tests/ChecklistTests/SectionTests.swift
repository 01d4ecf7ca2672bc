import Checklist
import Testing

@Test("the sections are in order, from the root user to the organization")
func sectionOrder() {
  #expect(
    Section.allCases.map(\.rawValue) == ["root", "users", "roles", "policies", "organization"])
}
