import Testing

@testable import Model
@testable import Platform

/// The forms of actions and resources that IAM accepts, and those that it refuses to store.
@Suite struct PolicyGrammarTests {
  @Test(
    "an action is * or service:Action",
    arguments: [
      ("*", true), ("**", true), ("*:*", true), ("s3:*", true), ("s3:Get*", true), ("s3:G?t", true),
      ("s3*:Get", true), ("*:List*", true), ("?3:*", true), ("s*", true),
      ("unknown-service:Do", true), ("a4b:Do", true), ("s3.x:Do", true), ("s3:[a-z]*", true),
      ("S3:GETOBJECT", true), ("lex:Do_It", true), ("sts:AssumeRole", true),
      ("GetObject", false), ("5", false), ("true", false), ("", false), ("* ", false),
      (" *", false), ("s3:Get Object", false), ("sts:AssumeRole ", false), ("s3:*\n", false),
      ("*\u{200B}", false), ("ｓ３:*", false), ("s3：*", false), (":Get", false), ("s3:", false),
      (":", false), ("s3:Get:Object", false), ("arn:aws:s3:::b", false), ("iam\u{0}:*", false),
    ])
  func action(text: String, isValid: Bool) {
    #expect(PolicyGrammar.isAction(text) == isValid)
  }

  @Test(
    "a resource is * or an ARN, with wildcards and variables anywhere",
    arguments: [
      ("*", true), ("**", true), ("arn:aws:s3:::*", true), ("arn:aws:s3:::b/k", true),
      ("arn:aws:*:*:*:*", true), ("arn:*", true), ("arn*", true), ("a*", true), ("*:*", true),
      ("?rn:aws:s3:::b", true), ("*:role/x", true), ("arn:aws*", true), ("arn:aws:*", true),
      ("arn:aws:s*", true), ("arn:*:iam::*:role/x", true), ("arn:aws-*:iam::1:role/x", true),
      ("arn:aws:iam::*", true), ("arn:${Partition}:iam::${Account}:role/x", true),
      ("${aws:PrincipalTag/a}", true), ("arn:aws:iam::${aws:PrincipalAccount}:user/*", true),
      ("arn:aws:s3:::my bucket/a b/*", true), ("arn:aws:s3:::b/größe/日本", true),
      ("arn:aws-cn:s3:::b", true), ("arn:aws-us-gov:iam::123456789012:role/x", true),
      ("arn:aws-iso-b:s3:::b", true), ("arn:aws-eusc:s3:::b", true), ("arn:aws:sqs", true),
      ("arn:aws:sqs:us-east-1", true), ("arn:aws:unknown:::x", true),
      ("arn:aws:organizations::*:", true), ("arn:aws:logs:eu-west-1:1:log-group:a:*", true),
      ("arn:aws:s3:::$b", true), ("arn:aws:iam::123456789012:role/x", true),
      ("x", false), ("5", false), ("true", false), ("", false), ("* ", false), ("bucket/*", false),
      ("arn", false), ("arn:", false), ("arn:aws", false), ("arn:aws:", false),
      ("arn:aws::b", false), ("arn:aws::::b", false), ("arn:aws:s3::b", false),
      ("aws:s3:::b", false), ("a:b:c:d:e:f", false), ("arn:error:s3:::b", false),
      ("arn:AWS:s3:::b", false), ("ARN:aws:s3:::b", false), ("arm:aws:s3:::*", false),
      ("arn::s3:::b", false), ("x*", false), ("arn:x*", false), ("$arn:aws:s3:::b", false),
      ("arn:aws:s3:::b ", false), (" arn:aws:s3:::b", false), ("arn:aws:s3:::b\u{200B}", false),
      ("arn:aws:s3:::b\t*", false), ("*\u{FEFF}", false),
    ])
  func resource(text: String, isValid: Bool) {
    #expect(PolicyGrammar.isResource(text) == isValid)
  }

  private func document(_ statement: String) throws -> PolicyDocument {
    let text = #"{"Version": "2012-10-17", "Statement": \#(statement)}"#
    let json = try JSONDocument(Array(text.utf8))
    return try PolicyReader.read(Cursor(node: json.root, file: "p.json", pointer: ""))
  }

  @Test(
    "an invalid value is a defect; a Deny with an invalid exception is not evaluated",
    arguments: [
      (#""Effect": "Allow", "Action": "*", "Resource": "*""#, 0, 1),
      (#""Effect": "Allow", "NotAction": "iam:*", "Resource": "*""#, 0, 1),
      (#""Effect": "Allow", "Action": ["s3:*", 5], "Resource": "*""#, 1, 1),
      (#""Effect": "Allow", "Action": "s3:*", "Resource": ["*", "x", "y"]"#, 1, 1),
      (#""Effect": "Allow", "Action": "s3", "Resource": "x""#, 2, 1),
      (#""Effect": "Deny", "Action": "s3", "Resource": "*""#, 1, 1),
      (#""Effect": "Deny", "NotAction": ["s3:*", "iam"], "Resource": "*""#, 1, 0),
      (#""Effect": "Deny", "Action": "*", "NotResource": "bucket""#, 1, 0),
      (#""Effect": "Allow", "Action": "*", "NotResource": "bucket""#, 1, 1),
      (#""Effect": "Allow", "Principal": {"AWS": []}, "Action": "sts:AssumeRole""#, 1, 1),
      (
        #""Effect": "Allow", "Principal": {"AWS": [], "Service": "a.b"}, "Action": "sts:AssumeRole""#,
        1, 1
      ),
      (
        #""Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole ""#, 1, 1
      ),
    ])
  func statement(text: String, defects: Int, statements: Int) throws {
    let document = try document("{\(text)}")
    #expect(document.defects.count == defects, "\(document.defects)")
    #expect(document.statements.count == statements)
  }

  @Test("a document without statements is a defect", arguments: ["[]", "{}", "null", "7", #""x""#])
  func noStatements(text: String) throws {
    #expect(try document(text).defects.isEmpty == false)
  }
}
