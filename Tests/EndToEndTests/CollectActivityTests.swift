import Foundation
import TestSupport
import Testing

/// `collect --activity` with a stub of the AWS CLI, because moto does not have an event history. The
/// region eu-west-1 has an event every minute of the last 100 minutes, the others have none.
@Suite struct CollectActivityTests {
  private static let history = """
    import json, sys, time, datetime, os
    options = dict(word[2:].split("=", 1) for word in sys.argv[3:] if "=" in word)
    if "--no-paginate" not in sys.argv or options["max-results"] != "50":
        sys.exit("not a page")
    path = sys.argv[0] + ".begin"
    if not os.path.exists(path):
        open(path, "w").write(str(int(time.time())))
    begin = int(open(path).read())
    def seconds(text):
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
    events = []
    for place in range(100 if options["region"] == "eu-west-1" else 0):
        at = begin - 60 * place - 1
        if seconds(options["start-time"]) <= at <= seconds(options["end-time"]):
            moment = datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            record = {"eventVersion": "1.10", "eventTime": moment, "eventSource": "ec2.amazonaws.com",
                "eventName": "DescribeInstances", "awsRegion": options["region"],
                "eventType": "AwsApiCall", "eventCategory": "Management", "sourceIPAddress": "192.0.2.1",
                "recipientAccountId": "123456789012", "userIdentity": {"type": "AssumedRole",
                "accountId": "123456789012", "arn": "arn:aws:sts::123456789012:assumed-role/r1/s",
                "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::123456789012:role/r1"}}}}
            events.append({"EventId": str(place), "CloudTrailEvent": json.dumps(record)})
    first = int(options.get("next-token", "0"))
    answer = {"Events": events[first:first + 10]}
    if first + 10 < len(events):
        answer["NextToken"] = str(first + 10)
    json.dump(answer, sys.stdout)
    """

  private func stub() throws -> StubClient {
    let stub = try StubClient(#""cloudtrail lookup-events") python3 "$0.py" "$@" ;;"#)
    try Self.history.write(toFile: stub.path + "/aws.py", atomically: true, encoding: .utf8)
    return stub
  }

  private func coverage(_ stub: StubClient) throws -> [String: Any] {
    let all = try Program.run(
      ["activity", stub.out + "/regions", "-o", "-"])
    #expect(all.status == 0, "\(all.errors)")
    let line = all.output.split(separator: "\n").last ?? ""
    return try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test("the event history is collected, beyond --max-pages it is a gap, and --resume continues")
  func collected() throws {
    let stub = try stub()
    let first = try stub.collect("--activity", "7", "--max-pages", "4")
    #expect(first.status == 5)
    #expect(
      first.errors.hasPrefix(
        "iam-review: reading the event history of 7 days in each region, 50 events per request and 2"
          + " requests per second: 100,000 events of a region take 17 min; at most 4 requests (2 s) in"
          + " a region\n"))
    #expect(
      first.errors.contains("not read completely: aws cloudtrail lookup-events --start-time="))
    #expect(first.errors.contains("--region=eu-west-1: stopped after 4 requests (--max-pages)"))
    #expect(try coverage(stub)["events"] as? Int == 39)
    let evidence = try Program.run(["evidence", stub.out])
    #expect(evidence.output.contains("the event history of eu-west-1 was not read from"))

    let second = try stub.collect("--activity", "7", "--resume")
    #expect(second.status == 0, "\(second.errors)")
    let whole = try coverage(stub)
    #expect(whole["events"] as? Int == 100)
    let history = try #require(whole["history"] as? [[String: String]])
    #expect(history.map { $0["region"] } == ["eu-west-1", "us-east-1"])
    #expect(history.allSatisfy { $0["since"] == $0["from"] })
    #expect(try Program.run(["evidence", stub.out]).status == 0)
    let rows = try Program.run(["activity", stub.out + "/regions", "-o", "-"]).output
    #expect(
      rows.hasPrefix(
        #"{"record":"activity","principal":"arn:aws:iam::123456789012:role/r1""#))
  }

  @Test("the policy includes the event history only on request, and the days are limited")
  func options() throws {
    #expect(
      try !Program.run(["collect", "--print-policy"]).output.contains("cloudtrail:LookupEvents"))
    #expect(
      try Program.run(["collect", "--print-policy", "--activity", "9"]).output
        .contains("cloudtrail:LookupEvents"))
    for days in ["0", "91", "x"] {
      let outcome = try stub().collect("--activity", days)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("--activity"))
    }
  }
}
