internal import Model

/// An `aws` command line that an auditor can paste into a shell, whatever the evidence is called.
///
///     awsCommand("iam delete-login-profile", ["user-name": "o'brien"])
///     aws iam delete-login-profile --user-name='o'\''brien'
///
/// Every value stands behind `=`, so that one that begins with `-` is no option. Nil where a value
/// begins with `file://` or `fileb://`, which `aws` would take for a file to read and cannot be told not to.
func awsCommand(_ command: String, _ options: KeyValuePairs<String, String> = [:]) -> String? {
  var line = "aws " + command
  for (name, value) in options {
    if value.hasPrefix("file://") || value.hasPrefix("fileb://") { return nil }
    line += " --\(name)=\(shellQuoted(value))"
  }
  return line
}
