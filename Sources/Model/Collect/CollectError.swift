/// Why nothing was collected, or not all: one line that says what to do.
public enum CollectError: Error, Hashable, Sendable {
  /// There is no `aws` program.
  case clientLacks(program: String)
  /// The first question, who asks, was not answered.
  case notLoggedIn(said: String)
  /// AWS could not be asked at all.
  case notReached(said: String)
  /// The credentials ended on the way; what was collected is in the folder.
  case loggedOut(said: String, folder: String)
  /// Regions that were named and are not enabled, or are none.
  case wrongRegions([String], enabled: [String])
  /// The folder already exists.
  case folderExists(String)
  /// The folder is empty, and others may enter it.
  case folderIsOpen(String)
  /// There is nothing that could be resumed.
  case nothingToResume(String)
  /// The folder holds the evidence of another account.
  case otherAccount(folder: String, holds: String, asked: String)
  /// Another process collects into the folder.
  case busy(folder: String)
  /// The folder cannot be made or entered.
  case noPlace(SystemError)
  /// A file could not be written or read.
  case system(SystemError, folder: String)
  /// The person or the system ended it; what was collected is in the folder, if there is one yet.
  case interrupted(folder: String?)

  /// What is wrong and what to do, in one line.
  public var message: String {
    switch self {
    case .clientLacks(let program):
      "there is no program \(program) in PATH; install the AWS command line"
        + " (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html), or have"
        + " the account's owner run what iam-review collect --print-script prints"
    case .notLoggedIn(let said):
      "aws sts get-caller-identity failed, so nothing was collected: \(said);"
        + " log in (aws sso login, aws configure) or name a profile with --profile"
    case .notReached(let said):
      "AWS could not be reached, so nothing was collected: \(said);"
        + " look at the network, the proxy and the region of the profile"
    case .loggedOut(let said, let folder):
      "the credentials are no longer valid: \(said); log in again, then continue with"
        + " iam-review collect --resume \(folder)"
    case .wrongRegions(let names, let enabled):
      "not enabled in this account, or no region: \(names.joined(separator: ", "));"
        + " enabled are \(enabled.joined(separator: " "))"
    case .folderExists(let folder):
      "\(folder) exists already; continue in it with --resume, or name another folder"
    case .folderIsOpen(let folder):
      "\(folder) can be entered by others, and evidence is confidential; chmod 700 \(folder)"
    case .nothingToResume(let folder):
      "\(folder) holds nothing that collect has begun; leave out --resume and name a new folder"
    case .otherAccount(let folder, let holds, let asked):
      "\(folder) holds account \(holds), and these credentials are of account \(asked);"
        + " name another folder or another profile"
    case .busy(let folder):
      "another iam-review collects into \(folder); wait for it"
    case .noPlace(let error): error.message + "; name a folder that can be made"
    case .system(let error, let folder):
      error.message + "; fix that, then continue with iam-review collect --resume \(folder)"
    case .interrupted(let folder?):
      "interrupted; continue with iam-review collect --resume \(folder)"
    case .interrupted(nil): "interrupted before anything was collected"
    }
  }
}
