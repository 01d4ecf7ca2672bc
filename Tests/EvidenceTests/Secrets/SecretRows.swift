/// Texts with the secret `hunter2`, and texts without one, for the filters of `collect` and of its
/// script.
enum SecretRows {
  /// The secret must be removed by both filters.
  static let hidden = [
    "--session-token hunter2 --password hunter2", "--secret-access-key hunter2x -x",
    "Command ['aws', '--password', 'hunter2'] failed",
    "[\"aws\", \"--client-secret\", \"hunter2\"]",
    "--token hunter2", "curl -u admin:hunter2 https://x", "curl --user 'ann:hunter2'",
    "aws_secret_access_key%3Dhunter2", "secret%20access%20key: hunter2",
    "%2522SecretAccessKey%2522%253A%2522hunter2%2522", "password=ab%26hunter2",
    "&quot;SessionToken&quot;:&quot;hunter2&quot;",
    "\\u0022SecretAccessKey\\u0022\\u003a\\u0022hunter2\\u0022",
    "SECRET_ACCESS_KEY => 'hunter2'", "password -> hunter2", "password := hunter2",
    "SecretAccessKey\n: hunter2", "SessionToken\r\n=\r\nhunter2", "SecretAccessKey\nhunter2abc",
    "Password:\nhunter2", "password: |\n  hunter2", "password:\n  - hunter2",
    "se\u{1B}[1mcret_access_key=hunter2", "\u{1B}[31mpassword\u{1B}[0m: hunter2",
    "Secret\u{A0} Access\u{A0} Key: hunter2",
    "s\0e\0c\0r\0e\0t\0_\0k\0e\0y\0=\0h\0u\0n\0t\0e\0r\02\0",
    "proxy password is hunter2x9", "the session token\thunter2abc",
    "| SecretAccessKey | hunter2abc |",
    "ssoToken=hunter2", "X-Vault-Token: hunter2", "aws_secret=hunter2", "WebIdentityToken=hunter2",
    "SAMLAssertion=hunter2", "secret: hunter2", "GITHUB_TOKEN=hunter2", "\"token\": \"hunter2\"",
    "AWS Secret Access Key [None]: hunter2", "http://ann:hunter%2F2@proxy/",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\nhunter2\n-----END OPENSSH PRIVATE KEY-----",
  ]

  /// Only the filter of `collect` reads these names.
  static let hiddenByCollect = [
    "pass\u{200B}word=hunter2", "\u{FF50}\u{FF41}\u{FF53}\u{FF53}\u{FF57}\u{FF44}\u{FF1D}hunter2",
    "https%3A%2F%2Fann%3Ahunter2%40proxy%3A3128", "&lt;Password&gt;hunter2&lt;/Password&gt;",
    "Invalid type for parameter Password, value: hunter2, type: <class 'str'>",
    "pass\u{AD}word=hunter2", "password\u{9F}=hunter2",
  ]

  /// Sentences, options and codes that both filters keep.
  static let kept = [
    "the secret could not be found", "error retrieving secret: access denied", "Secret: not found",
    "Secrets Manager can't find the specified secret.", "The secret was deleted.",
    "Password: must contain a digit", "argument --password: expected one argument",
    "the option --password is required", "the following arguments are required: --password",
    "Unknown options: --secret-foo, --bar", "aws configure set --password <value>",
    "aws secretsmanager get-secret-value --secret-id prod/db1 is not valid", "date -u +%H:%M",
    "sudo -u root: no such user", "100%25 of the requests", "https://example.com/?a%20b=c%2Fd",
    "Enter password:\nAn error occurred (AccessDenied)", "token: expected", "password: required",
    "ExpiredToken: The security token is old", "the client secret of the app has expired",
    "Cookie is not supported", "User data is limited to 16384 bytes", "a -> b | c => d := e",
    "Secret access key is missing", "the API key was not found", "password | base64 -d",
    "a secret\nAn error occurred (AccessDenied) when calling the X operation: no",
    "Invalid secret\nRequestId: 8b6c4d2e-1111-2222-3333-444455556666",
    "Could not load credentials: token expired", "\"NextToken\": null, \"Items\": []",
  ]
}
