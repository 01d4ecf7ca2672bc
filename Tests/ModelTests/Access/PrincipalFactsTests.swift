import Model
import Testing

/// The context keys that a principal's requests have, and those that they cannot have. Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
@Suite struct PrincipalFactsTests {
  private enum Who { case user, role, taggedSession }

  private func judge(_ who: Who, _ condition: String, given: [String: [String]] = [:]) -> String {
    var small = SmallAccount()
    small.tags = [Tag(key: "team", value: "red"), Tag(key: "note", value: "a=b")]
    let policy = document(allow("*", when: condition))
    let actions = who == .taggedSession ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"]
    let trust = document(
      statement("Allow", "Action", actions, "Principal", []).replacing(
        #""Principal":[]"#, with: #""Principal":{"Service":"ec2.amazonaws.com"}"#))
    let arn =
      who == .user ? small.user("alice", [policy]) : small.role("worker", [policy], trust: trust)
    var account = small.account
    account.controlPolicies = .collected(
      ControlPolicies(
        path: [SmallAccount.id, "ou-1-b", "ou-1-a", "r-1"].map {
          ControlPolicies.Step(target: $0, policies: [])
        }, unattached: []), files: [])
    let engine = AccessEngine(account)
    guard let subject = engine.subject(arn) else { return "no subject" }
    let request = AccessRequest(
      action: "sns:Publish", resource: "arn:aws:sns:eu-west-1:123456789012:t",
      context: RequestContext(given))
    let decision = engine.decide(request, by: subject)
    return decision.isAllowed ? decision.isConditional ? "perhaps" : "yes" : "no"
  }

  @Test(
    "context keys of a user and a role",
    arguments: [
      ("StringEquals", "aws:username", "alice", "yes", "no"),
      ("StringNotEquals", "aws:username", "bob", "yes", "yes"),
      ("Null", "aws:username", "true", "no", "yes"),
      ("StringEquals", "aws:PrincipalTag/Team", "red", "yes", "yes"),
      ("StringEquals", "aws:PrincipalTag/note", "a=b", "yes", "yes"),
      ("StringEquals", "aws:PrincipalTag/cost", "red", "no", "no"),
      ("Null", "aws:PrincipalTag/cost", "true", "yes", "yes"),
      ("StringEquals", "aws:PrincipalTag/cost", "${aws:PrincipalTag/cost, 'x'}", "no", "no"),
      ("StringEquals", "aws:PrincipalType", "User", "yes", "no"),
      ("StringEquals", "aws:PrincipalType", "AssumedRole", "no", "yes"),
      ("StringEquals", "aws:PrincipalAccount", "123456789012", "yes", "yes"),
      ("StringEquals", "aws:PrincipalOrgID", "o-1", "yes", "yes"),
      ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1/r-1/ou-1-a/*", "yes", "yes"),
      ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1/*/ou-1-a/", "no", "no"),
      ("Bool", "aws:PrincipalIsAWSService", "false", "yes", "yes"),
      ("Null", "aws:PrincipalServiceName", "true", "yes", "yes"),
      ("ForAnyValue:StringLike", "aws:PrincipalServiceNamesList", "*", "no", "no"),
      ("StringEquals", "aws:SourceAccount", "123456789012", "no", "no"),
      ("StringEquals", "ec2:RoleDelivery", "2.0", "no", "perhaps"),
      ("StringEquals", "aws:ResourceAccount", "123456789012", "yes", "yes"),
      ("StringEquals", "aws:ResourceOrgID", "o-1", "yes", "yes"),
      ("StringEquals", "aws:ResourceOrgID", "${aws:PrincipalOrgID}", "yes", "yes"),
      ("StringEquals", "aws:RequestedRegion", "eu-west-1", "yes", "yes"),
      ("StringEquals", "aws:RequestedRegion", "eu-west-2", "no", "no"),
      ("IpAddress", "aws:SourceIp", "192.0.2.0/24", "perhaps", "perhaps"),
      ("Bool", "aws:MultiFactorAuthPresent", "true", "perhaps", "perhaps"),
      ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:user/*", "yes", "no"),
      ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/work??", "no", "yes"),
      ("ArnLike", "aws:PrincipalArn", "arn:aws:sts::*:assumed-role/worker/*", "no", "no"),
    ]) func keys(operator: String, key: String, value: String, user: String, role: String)
  {
    let condition = #"{"\#(`operator`)":{"\#(key)":"\#(value)"}}"#
    #expect(judge(.user, condition) == user)
    #expect(judge(.role, condition) == role)
  }

  @Test("sessions of a role that allows session tags can have any tag")
  func sessionTags() {
    let cost = #"{"StringEquals":{"aws:PrincipalTag/cost":"red"}}"#
    #expect(judge(.taggedSession, cost) == "perhaps")
    #expect(judge(.taggedSession, cost, given: ["aws:PrincipalTag/cost": ["red"]]) == "yes")
    #expect(judge(.taggedSession, cost, given: ["aws:principaltag/COST": ["blue"]]) == "no")
  }

  @Test("given keys take precedence over known ones")
  func given() {
    let team = #"{"StringEquals":{"aws:PrincipalTag/team":"red"}}"#
    #expect(judge(.user, team, given: ["aws:PrincipalTag/team": ["blue"]]) == "no")
    let region = #"{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}"#
    #expect(judge(.role, region, given: ["aws:RequestedRegion": ["us-east-1"]]) == "yes")
  }
}
