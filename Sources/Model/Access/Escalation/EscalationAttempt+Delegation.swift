extension EscalationAttempt {
  /// Whether its policies name the role to assume or pass: this is intended delegation.
  func isDelegated(_ role: ARN) -> Bool {
    steps.contains { step in
      ["sts:AssumeRole", "iam:PassRole"].contains(step.action)
        && step.statements.allSatisfy {
          $0.statement.resources?.patterns.contains(role.description) == true
        }
    }
  }
}
