internal import Platform

/// The session of the built-in sample account.
///
/// The sample has no evidence folder. Its session is saved below `$XDG_STATE_HOME`, or
/// `~/.local/state` (XDG Base Directory Specification).
enum SampleSession {
  /// The path of the session in the folder for saved state, which is created if needed; nil without a
  /// home directory.
  static func path(in folder: String?) throws(ReviewError) -> String? {
    guard let folder else { return nil }
    do throws(SystemError) { try Directory.create(folder) } catch {
      throw ReviewError(
        message: "\(error.message); set XDG_STATE_HOME to a folder that you can write to,"
          + " or give a session with"
          + " --session FILE")
    }
    return folder + "/sample-review.json"
  }
}
