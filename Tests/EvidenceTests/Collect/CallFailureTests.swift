import Testing

@testable import Evidence
@testable import Model

@Suite struct CallFailureTests {
  @Test(
    "errors of the client are classified",
    arguments: [
      (
        "\nAn error occurred (AccessDenied) when calling the GetCredentialReport operation: User: x",
        CallFailure.Kind.accessDenied
      ),
      (
        "An error occurred (UnauthorizedOperation) when calling the DescribeInstances",
        .accessDenied
      ),
      ("An error occurred (ExpiredToken) when calling the X operation: expired", .credentials),
      ("Error when retrieving token from sso: Token has expired and refresh failed", .credentials),
      ("Unable to locate credentials. You can configure credentials by running", .credentials),
      ("The config profile (nix) could not be found", .credentials),
      ("An error occurred (InvalidClientTokenId) when calling the X operation", .credentials),
      ("An error occurred (Throttling) when calling the X operation: Rate exceeded", .throttled),
      ("An error occurred (ThrottlingException) when calling", .throttled),
      (
        #"Could not connect to the endpoint URL: "https://sts.us-est-1.amazonaws.com/""#,
        .unreachable
      ),
      ("You must specify a region. You can also configure your region by", .regionMissing),
      ("aws: error: argument operation: Invalid choice, valid choices are:", .unsupportedByClient),
      ("aws: error: Unknown options: --x", .unsupportedByClient),
      ("Unable to parse response (syntax error: line 1, column 0), invalid XML", .garbage),
      ("An error occurred (500) when calling the X operation", .other), ("", .other),
    ])
  func kinds(text: String, kind: CallFailure.Kind) {
    #expect(CallFailure(text, isRegional: false).kind == kind)
  }

  @Test(
    "errors of the collector are recognized in manifests of this and earlier versions",
    arguments: [
      ("no response in time", CallFailure.Kind.timedOut), ("no answer in time", .timedOut),
      ("not finished after 1,800 s; increase --poll-timeout", .timedOut),
      ("not finished after 600 s", .timedOut), ("not done after 1800 s", .timedOut),
      ("the response is longer than 1 GiB; the call was stopped", .tooLong),
      ("the answer is longer than 1 GiB; the call was stopped", .tooLong),
      (
        "the response lists more than 64 MiB of names for further calls; the call was stopped and its"
          + " output discarded", .tooLong
      ),
      (
        "the answer is longer than further calls can cover; the call was stopped and its output"
          + " discarded", .tooLong
      ),
      ("aws wrote more than 16 MiB to standard error and was stopped", .tooLong),
      ("aws printed endless output and was stopped", .tooLong),
      ("An error occurred (AccessDenied): no answer in time", nil), ("exit status 3", nil),
    ] as [(String, CallFailure.Kind?)])
  func collectorErrors(_ error: String, _ kind: CallFailure.Kind?) {
    #expect(CollectorMessages.kind(of: error) == kind)
  }

  @Test(
    "credentials that only a region rejects mean that the region is not enabled")
  func regions() {
    let text = "An error occurred (UnrecognizedClientException) when calling the X operation"
    #expect(CallFailure(text, isRegional: true).kind == .regionDisabled)
    #expect(CallFailure(text, isRegional: false).kind == .credentials)
  }

  @Test("the missing action is the one that AWS names, or else those that the call needs")
  func missing() {
    func call(_ error: String) -> Manifest.Call {
      Manifest.Call(
        arguments: ["accessanalyzer", "list-findings-v2", "--analyzer-arn=x"],
        region: "eu-west-1", exitStatus: 254, error: error, file: nil, digest: nil)
    }
    #expect(
      call("User: x is not authorized to perform: access-analyzer:Other on resource: y")
        .missingAction == "access-analyzer:Other")
    #expect(call("no").missingAction == "access-analyzer:ListFindings")
    #expect(
      call("no").commandLine
        == "aws accessanalyzer list-findings-v2 --analyzer-arn=x --region=eu-west-1")
  }

  @Test("access key ids are shortened everywhere")
  func keys() {
    #expect(
      AccessKeyID.shortened("key AKIAIOSFODNN7EXAMPLE, (ASIAIOSFODNN7EXAMPLE)")
        == "key AKIA…MPLE, (ASIA…MPLE)")
    #expect(AccessKeyID.shortened("AKIAIOSFODNN7EXAMPLEX AKIA") == "AKIAIOSFODNN7EXAMPLEX AKIA")
    #expect(CallFailure.words("\n a  b \n\n<html>\nc") == "a b\nc")
  }

  @Test("names of variables without values, as the script stores them, are checked too")
  func variableNames() throws {
    let account = try EvidenceLoader.load(files: [
      (
        "f.json",
        Array(
          #"""
          {"Functions": [{"FunctionName": "f", "Environment":
            {"VariableNames": ["STAGE", "AWS_SECRET_ACCESS_KEY"], "Error": null}}]}
          """#.utf8)
      )
    ])
    #expect(
      account.functions.value?.first?.suspectVariables.map(\.name) == ["AWS_SECRET_ACCESS_KEY"])
  }
}
