import Model

/// Where the decisions on the built-in sample account are kept.
///
/// There is no evidence folder to keep them in; state that a program keeps for a person belongs
/// below `$XDG_STATE_HOME` (XDG Base Directory Specification), or `~/.local/state`.
enum SampleSession {
  /// The session's path, its folder created where it is missing; nil where no home is known.
  static func path() throws(ReviewError) -> String? {
    guard let folder = Surroundings.state else { return nil }
    do throws(SystemError) { try Directory.create(folder) } catch {
      throw ReviewError(
        message: "\(error.message); set XDG_STATE_HOME to a folder that you can write to, or give a session with"
          + " --session FILE")
    }
    return folder + "/sample-review.json"
  }
}
