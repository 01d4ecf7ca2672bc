import Model

extension Item {
  /// A Deny of most actions for the root user of member accounts.
  static let organizationRootSCP = Item(
    "organization.root-scp", section: .organization, origin: .guide,
    title: "A service control policy limits the root user",
    guidance: Guidance(
      why: "Inside the account nothing limits root; a service control policy is all that does.",
      look: "Which actions are left to root, and whether the tasks that need root were thought of.",
      justification: """
        Root credentials of member accounts are removed centrally, so that there is no root user \
        to limit.
        """)
  ) { examination in
    let item = "organization.root-scp"
    let account = examination.account
    var near: [String] = []
    if examination.control.unboundReason == nil {
      guard account.controlPolicies.isWhole else {
        return Judgement(missing: examination.lacking(.controlPolicies, account.controlPolicies))
      }
      for policy in examination.control.steps.joined() {
        for statement in policy.document.statements where statement.isOnRoot(of: account.id ?? "") {
          let count = ActionSet(of: statement.actions).count
          if count * 2 >= ActionCatalogue.bundled.count, statement.isOnEverything {
            return Judgement(notes: ["\(policy.name) denies the root user \(count) actions."])
          }
          near.append("\(policy.name) denies it \(count) actions only")
        }
      }
    }
    return Judgement(findings: [
      examination.absenceFinding(
        item, summary: "no service control policy limits the root user", near: near,
        advice: Advice(
          "Attach a policy that denies all where aws:PrincipalArn is like arn:aws:iam::*:root."))
    ])
  }
}

extension Statement {
  /// Whether it denies to the root user of `account`, whoever else is spared.
  fileprivate func isOnRoot(of account: String) -> Bool {
    guard effect == .deny, conditions.contains(where: { $0.means(rootOf: account) }) else {
      return false
    }
    return conditions.allSatisfy { condition in
      condition.means(rootOf: account) || condition.sparedPrincipals?.isEmpty == false
    }
  }
}

extension Condition {
  /// Whether it holds for the root user, by its ARN or its type. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principaltype.
  fileprivate func means(rootOf account: String) -> Bool {
    guard ["stringlike", "stringequals", "arnlike", "arnequals"].contains(plainOperator) else {
      return false
    }
    let isLiteral = plainOperator == "stringequals"
    switch key.lowercased() {
    case "aws:principaltype":
      return values.contains("Account")
    case "aws:principalarn":
      return values.contains { value in
        ["aws", "aws-cn", "aws-us-gov"].contains { partition in
          let root = "arn:\(partition):iam::\(account):root"
          return isLiteral ? value == root : ARNPattern(value).match(root) == .yes
        }
      }
    default: return false
    }
  }
}
