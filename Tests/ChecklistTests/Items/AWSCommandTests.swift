import Platform
import Testing

@testable import Checklist

@Suite struct AWSCommandTests {
  @Test(
    "a hostile name is a single shell word",
    arguments: [
      ("alice", "alice"), ("a.b@c_d-e,f+g", "a.b@c_d-e,f+g"), ("", "''"), ("a b", "'a b'"),
      ("o'brien", #"'o'\''brien'"#), ("$(rm -rf ~)", "'$(rm -rf ~)'"), ("a;b", "'a;b'"),
      ("=ls", "'=ls'"), ("a\nb", #"$'a\012b'"#), ("\u{1B}[201~", #"$'\033[201~'"#),
      ("a'\\\t", #"$'a\'\\\011'"#), ("\u{202E}x", #"$'\342\200\256x'"#),
    ])
  func quoting(_ text: String, _ quoted: String) {
    #expect(shellQuoted(text) == quoted)
  }

  @Test("a value is never an option, nor a file that aws would read")
  func options() {
    #expect(
      awsCommand("iam delete-user", ["user-name": "--debug"])
        == "aws iam delete-user --user-name=--debug")
    #expect(awsCommand("iam delete-user", ["user-name": "file:///etc/passwd"]) == nil)
    #expect(awsCommand("iam delete-user", ["user-name": "fileb://x"]) == nil)
    #expect(awsCommand("iam delete-user", ["user-name": "http://x"]) == nil)
    #expect(awsCommand("iam delete-user", ["user-name": "HTTPS://x"]) == nil)
  }
}
