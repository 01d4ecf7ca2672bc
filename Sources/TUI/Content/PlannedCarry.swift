import Checklist

/// A plan to carry decisions forward; a class, because it is large and never changes.
final class PlannedCarry: Sendable {
  let plan: CarryPlan

  init(_ plan: CarryPlan) { self.plan = plan }
}

extension PlannedCarry: Hashable {
  static func == (left: PlannedCarry, right: PlannedCarry) -> Bool { left === right }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
