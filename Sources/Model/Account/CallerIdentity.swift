/// The caller of AWS: `sts get-caller-identity`.
package struct CallerIdentity: Sendable {
  package let account: String
  package let arn: String

  package init(account: String, arn: String) {
    self.account = account
    self.arn = arn
  }
}
