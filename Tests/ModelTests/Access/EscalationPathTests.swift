import Model
import Testing

/// Every path in the table, with and without each of its permissions. The requirements are in
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html;
/// policies are combined according to
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
@Suite struct EscalationPathTests {
  @Test("the table is complete and names existing actions")
  func table() {
    let paths = EscalationPath.bundled
    #expect(paths.count > 100)
    #expect(Set(paths.map(\.id)).count == paths.count)
    for path in paths {
      #expect(!path.permissions.isEmpty, "\(path.id)")
      let unknown = path.permissions.filter { !ActionCatalogue.bundled.knows(action: $0) }
      #expect(unknown.isEmpty, "\(path.id)")
      let hasService = path.category == .newPassRole || path.category == .existingPassRole
      #expect(path.services.isEmpty != hasService, "\(path.id)")
      #expect(
        path.permissions.contains("iam:PassRole") == (path.category == .newPassRole), "\(path.id)")
    }
  }

  @Test(
    "a path is found if its permissions are split over policies", arguments: EscalationPath.bundled)
  func whole(path: EscalationPath) {
    let scene = EscalationScene(path)
    let open = scene.report?.open ?? []
    #expect(open.map(\.path.id) == [path.id])
    #expect(open.first?.gain == scene.gain)
    #expect(open.first?.steps.allSatisfy { !$0.statements.isEmpty } == true)
    #expect(scene.report?.contained.isEmpty == true)
  }

  @Test("a path is not found without each of its permissions", arguments: EscalationPath.bundled)
  func missing(path: EscalationPath) {
    for missing in path.permissions {
      var scene = EscalationScene(path)
      scene.allowed = path.permissions.filter { $0 != missing }
      #expect(Self.isQuiet(scene.report), "without \(missing)")
    }
  }

  @Test(
    "a path is not found if another policy denies a permission", arguments: EscalationPath.bundled)
  func denied(path: EscalationPath) {
    for missing in path.permissions {
      var scene = EscalationScene(path)
      scene.denied = deny(missing)
      #expect(Self.isQuiet(scene.report), "with \(missing) denied")
    }
  }

  private static func isQuiet(_ report: EscalationReport?) -> Bool {
    report.map { $0.open.isEmpty && $0.contained.isEmpty } ?? true
  }

  @Test(
    "a path is blocked by a boundary without one of its permissions",
    arguments: EscalationPath.bundled)
  func bounded(path: EscalationPath) {
    for missing in path.permissions {
      var scene = EscalationScene(path)
      scene.boundary = document(statement("Allow", "NotAction", [missing], "Resource", ["*"]))
      if scene.removesBoundary {
        scene.boundary = document(
          statement("Allow", "NotAction", [missing, "s3:*"], "Resource", ["*"]))
      }
      let report = scene.report
      #expect(report?.open.isEmpty == true, "\(missing)")
      #expect(report?.contained.map(\.path.id) == [path.id], "\(missing)")
      #expect(report?.contained.first?.limitedBy.map(\.name) == ["limit"], "\(missing)")
    }
  }

  @Test(
    "a path is blocked by an SCP that denies one of its permissions",
    arguments: EscalationPath.bundled)
  func controlled(path: EscalationPath) {
    for missing in path.permissions {
      var scene = EscalationScene(path)
      scene.control = document(allow("*"), deny(missing))
      let report = scene.report
      if path.category == .identityCenter {
        // SCPs do not apply to the management account.
        #expect(report?.open.map(\.path.id) == [path.id], "\(missing)")
      } else {
        #expect(report?.open.isEmpty == true, "\(missing)")
        #expect(report?.contained.map(\.path.id) == [path.id], "\(missing)")
        #expect(report?.contained.first?.limitedBy.map(\.name) == ["scp00"], "\(missing)")
      }
    }
  }

  @Test(
    "a path with only a possible Deny is reported together with the Deny",
    arguments: EscalationPath.bundled)
  func perhapsDenied(path: EscalationPath) {
    for action in path.permissions {
      var scene = EscalationScene(path)
      scene.denied = deny(action, when: ifSecure)
      let open = scene.report?.open.first
      #expect(open?.isConditional == true, "\(action)")
      #expect(open?.possibleDenials.isEmpty == false, "\(action)")
    }
  }
}
