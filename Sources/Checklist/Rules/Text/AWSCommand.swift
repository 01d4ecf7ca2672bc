internal import Model
internal import Platform

/// An `aws` command line that is safe to paste into a shell, whatever names the evidence contains.
///
///     awsCommand("iam delete-login-profile", ["user-name": "o'brien"])
///     aws iam delete-login-profile --user-name='o'\''brien'
///
/// Every value follows a `=`, so that a value that begins with `-` is not taken for an option. Nil
/// if a value begins like the address of a file or a page, which `aws` would read instead
/// (https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html; version 1 of
/// `aws` reads pages).
package func awsCommand(_ command: String, _ options: KeyValuePairs<String, String> = [:])
  -> String?
{
  var line = "aws " + command
  for (name, value) in options {
    let start = value.prefix(8).lowercased()
    if ["file://", "fileb://", "http://", "https://"].contains(where: start.hasPrefix) {
      return nil
    }
    line += " --\(name)=\(shellQuoted(value))"
  }
  return line
}
