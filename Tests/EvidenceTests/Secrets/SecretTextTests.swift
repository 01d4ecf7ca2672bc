import Testing

@testable import Evidence

/// Errors of aws are kept without their secrets, but with all useful words.
@Suite struct SecretTextTests {
  private static let key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  private static let token =
    "IQoJb3JpZ2luX2VjEPT//////////wEaCXVzLWVhc3QtMSJHMEUCIQD2kT9vYx0rQm5n"
    + "Zc8J1bL4wXpQ7sH3uVtRyKfMdA0GgIgEo6iN2sCBzqWl9TDh5OaUePkXj7mVfYr8Z1wLqS3KAq"
  private static let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLW9mLXRva2Vu"

  /// Secrets that must not be in any filtered text.
  private static let parts = [
    "wJalr", "CYEXAMPLE", "IQoJ", "KAq", "eyJ", "c2lnb", "hunter2", "4f5a0c", "9b1e", "vjby",
    "correct",
    "horse", "YW5u", "aHVu", "=short",
  ]

  @Test(
    "secrets are removed",
    arguments: [
      "aws_secret_access_key = \(key)", "AWS_SECRET_ACCESS_KEY=\(key)", "key \(key)", "(\(key))",
      "\"SecretAccessKey\": \"\(key)\"", "{\\\"SecretAccessKey\\\": \\\"\(key)\\\"}",
      "<SecretAccessKey>\(key)</SecretAccessKey>", "AWS Secret Access Key [None]: \(key)",
      "Secret Access Key: \(key)", "'SecretKey': b'\(key)'", "SecretAccessKey=short,next",
      "aws_session_token = \(token)", "token \(token)", "\"SessionToken\": \"\(token)==\"",
      "X-Amz-Security-Token: \(token)", "x-amz-security-token:\(token)",
      "https://s3.amazonaws.com/b?X-Amz-Security-Token=IQoJb3&X-Amz-Expires=60",
      "'X-Amz-Security-Token': b'IQoJshort'",
      "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261126/us-east-1/iam/"
        + "aws4_request, SignedHeaders=host;x-amz-date, Signature=4f5a0c",
      "'Authorization': b'AWS4-HMAC-SHA256 Credential=AKIA/x, Signature=4f5a0c'",
      "authorization: Bearer \(jwt)", "Authorization: Basic YW5uOmh1bnRlcjI=",
      "https://b.s3.amazonaws.com/k?X-Amz-Signature=9b1e4f5a0c&x=1",
      "&Signature=vjbyPxybdZaNmGa%2ByT272YEAiv4%3D",
      "password=hunter2", "Password: hunter2", "\"password\": \"correct horse\"",
      "DB_PASSWORD='hunter2'",
      "--client-secret=hunter2", "PGPASSWORD: hunter2", "passphrase: hunter2", "pwd=hunter2",
      "https://ann:hunter2@proxy.example.com:3128", "http://hunter2@proxy:3128/",
      "refresh_token=hunter2", "id_token: \(jwt)", "token \(jwt)", "accessToken\":\"hunter2\"",
      "Set-Cookie: session=hunter2; Path=/", "UserData: aHVudGVyMg==", "TokenCode=hunter2",
      "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----",
      "-----BEGIN PRIVATE KEY-----\nhunter2",
      "2026-11-26 22:00:00,123 - MainThread - botocore.auth - DEBUG - CanonicalRequest:\nPOST\n/\n\n"
        + "host:iam.amazonaws.com\nhunter2",
    ])
  func hidden(text: String) {
    let redacted = SecretText.redacted(text)
    for secret in Self.parts { #expect(!redacted.contains(secret), "\(redacted)") }
    #expect(redacted.contains("[redacted]") || redacted == "[debug output omitted]")
  }

  @Test(
    "useful words are kept",
    arguments: [
      "An error occurred (AccessDenied) when calling the GetCredentialReport operation: User: "
        + "arn:aws:sts::123456789012:assumed-role/Audit/ann@example.com is not authorized to perform: "
        + "iam:GetCredentialReport on resource: * because no identity-based policy allows the "
        + "iam:GetCredentialReport action",
      "is not authorized to perform: secretsmanager:GetSecretValue on resource: "
        + "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-a1b2c3 with an explicit deny in a "
        + "service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1",
      "is not authorized to perform: sts:GetSessionToken on resource: *",
      "is not authorized to perform: iam:ChangePassword: no",
      "is not authorized to perform: iam:UpdateAccountPasswordPolicy on resource: x",
      "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security "
        + "token included in the request is invalid.",
      "An error occurred (ExpiredToken) when calling the X operation: The security token included in the "
        + "request is expired",
      "An error occurred (SignatureDoesNotMatch) when calling the X operation: Signature expired: "
        + "20261126T220000Z is now earlier than 20261126T221000Z",
      "Error when retrieving token from sso: Token has expired and refresh failed",
      "Error loading SSO Token: Token for https://example.awsapps.com/start does not exist",
      "Error in authorization: User: arn:aws:iam::123456789012:user/x is not authorized to perform: iam:X",
      "(request id: 4f5a0c1e-9b1e-4f5a-8c1e-0123456789ab)",
      "RequestId: 8b6c4d2e-1111-2222-3333-444455556666 HostId: x",
      "sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709 and sha256 "
        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "arn:aws:iam::123456789012:role/aws-service-role/access-analyzer.amazonaws.com/"
        + "AWSServiceRoleForAccessAnalyzer2Abc",
      "arn:aws:iam::123456789012:role/password=hunter2",
      "arn:aws:iam::1:role/Aa1Bb2Cc3Dd4Ee5Ff6Gg7Hh8Ii9Jj0Kk1Ll2Mm3N",
      "Could not connect to the endpoint URL: \"https://iam.us-est-1.amazonaws.com/\"",
      "Encoded authorization failure message: \(token)\(token)",
      "The config profile (prod) could not be found", "You must specify a region.",
      "An error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation:"
        + " Your account is not a member of an organization.",
      "An error occurred (PasswordPolicyViolation) when calling the X operation: Password should be longer",
      "NextToken: null", "\"Password\": null", "the password is wrong", "a secret and a token",
      "/home/ann/Projects2026/client/evidence/out/regions/eu-west-1/instances.json",
    ])
  func kept(text: String) { #expect(SecretText.redacted(text) == text) }

  @Test("access key ids are shortened, not removed")
  func keyIDs() {
    #expect(
      SecretText.redacted("key AKIAIOSFODNN7EXAMPLE is inactive") == "key AKIA…MPLE is inactive")
  }

  @Test("debug output is removed, and the error after it is kept")
  func debug() {
    let text = """
      2026-11-26 22:00:00,123 - MainThread - botocore.endpoint - DEBUG - Making request with hunter2
      Signature:
      4f5a0c1e
      2026-11-26 22:00:00,125 - MainThread - awscli.clidriver - DEBUG - Exiting with code 254
      Traceback (most recent call last):

      An error occurred (AccessDenied) when calling the ListUsers operation: no
      """
    #expect(
      SecretText.redacted(text) == """
        [debug output omitted]
        An error occurred (AccessDenied) when calling the ListUsers operation: no
        """)
    #expect(CallFailure(CallFailure.words(text), isRegional: false).code == "AccessDenied")
  }

  @Test("the beginning and the end of a long error are kept")
  func long() {
    let text = "first\n" + String(repeating: "noise ", count: 10_000) + "\nlast (AccessDenied)"
    let words = CallFailure.words(text)
    #expect(words.hasPrefix("first\n") && words.hasSuffix("last (AccessDenied)"))
    #expect(words.count < 2100)
  }

  @Test(
    "filtering a long text a second time changes nothing")
  func twice() {
    let text = (0..<2000).map {
      "password=\($0) arn:aws:iam::1:user/\($0) \"Token\": \"\(Self.token)\""
    }
    .joined(separator: "\n")
    let once = SecretText.redacted(text)
    #expect(SecretText.redacted(once) == once)
    #expect(!once.contains("IQoJ"))
  }
}
