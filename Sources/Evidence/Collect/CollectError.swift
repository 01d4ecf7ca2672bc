public import Platform

/// The reason why collecting stopped, as one line that says what to do.
public enum CollectError: Error, Hashable, Sendable {
  /// The `aws` program was not found.
  case clientNotFound(program: String)
  /// The first call, `sts get-caller-identity`, failed.
  case notLoggedIn(message: String)
  /// AWS could not be reached.
  case notReached(message: String)
  /// The credentials expired during the run; the answers so far are in the folder.
  case loggedOut(message: String, folder: String)
  /// The given regions are not enabled or do not exist.
  case wrongRegions([String], enabled: [String])
  /// The folder already exists.
  case folderExists(String)
  /// The folder is empty, but other users can access it.
  case folderIsOpen(String)
  /// The folder contains no run to resume.
  case nothingToResume(String)
  /// The folder contains the evidence of another account.
  case otherAccount(folder: String, holds: String, asked: String)
  /// Another process is collecting into the folder.
  case busy(folder: String)
  /// The folder cannot be created or opened.
  case folderUnavailable(SystemError)
  /// A file could not be written or read.
  case system(SystemError, folder: String)
  /// The user or the system interrupted the run; the answers so far are in the folder, if it exists
  /// yet.
  case interrupted(folder: String?)

  /// The message: what is wrong and what to do, in one line.
  public var message: String {
    switch self {
    case .clientNotFound(let program):
      "program \(program) not found in PATH; install the AWS CLI"
        + " (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html), or ask"
        + " the account owner to run the script that iam-review collect --print-script prints"
    case .notLoggedIn(let message):
      "aws sts get-caller-identity failed, so nothing was collected: \(message);"
        + " sign in (aws sso login, aws configure) or select a profile with --profile"
    case .notReached(let message):
      "AWS could not be reached, so nothing was collected: \(message);"
        + " check the network, the proxy and the region of the profile"
    case .loggedOut(let message, let folder):
      "the credentials are no longer valid: \(message); sign in again, then continue with"
        + " iam-review collect --resume \(folder)"
    case .wrongRegions(let names, let enabled):
      "regions not enabled in this account: \(names.joined(separator: ", "));"
        + " enabled regions: \(enabled.joined(separator: " "))"
    case .folderExists(let folder):
      "\(folder) already exists; continue with --resume, or use another folder"
    case .folderIsOpen(let folder):
      "\(folder) is accessible to other users, and evidence is confidential; run chmod 700 \(folder)"
    case .nothingToResume(let folder):
      "\(folder) contains no run to resume; omit --resume and use a new folder"
    case .otherAccount(let folder, let holds, let asked):
      "\(folder) contains account \(holds), but the credentials belong to account \(asked);"
        + " use another folder or another profile"
    case .busy(let folder):
      "another iam-review is collecting into \(folder); wait until it finishes"
    case .folderUnavailable(let error): error.message + "; use a folder that can be created"
    case .system(let error, let folder):
      error.message + "; fix that, then continue with iam-review collect --resume \(folder)"
    case .interrupted(let folder?):
      "interrupted; continue with iam-review collect --resume \(folder)"
    case .interrupted(nil): "interrupted before anything was collected"
    }
  }
}
