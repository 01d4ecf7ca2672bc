internal import Model
internal import Platform

/// An `aws` command line that is safe to paste into a shell, whatever names the evidence contains.
///
///     awsCommand("iam delete-login-profile", ["user-name": "o'brien"])
///     aws iam delete-login-profile --user-name='o'\''brien'
///
/// Every value follows a `=`, so that a value that begins with `-` is not taken for an option. Nil
/// if a value begins with `file://` or `fileb://`, which `aws` would always read as a file.
package func awsCommand(_ command: String, _ options: KeyValuePairs<String, String> = [:])
  -> String?
{
  var line = "aws " + command
  for (name, value) in options {
    if value.hasPrefix("file://") || value.hasPrefix("fileb://") { return nil }
    line += " --\(name)=\(shellQuoted(value))"
  }
  return line
}
