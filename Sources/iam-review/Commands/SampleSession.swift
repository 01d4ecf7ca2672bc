import Model

/// Where the decisions on the built-in sample account are kept.
///
/// There is no evidence folder to keep them in; state that a program keeps for a person belongs
/// below `$XDG_STATE_HOME` (XDG Base Directory Specification), or `~/.local/state`.
enum SampleSession {
  /// The session's path, its folder made for the owner alone; nil where no home is known.
  static func path() throws(SystemError) -> String? {
    let (base, folders) =
      if let state = Surroundings.environment("XDG_STATE_HOME"), state.hasPrefix("/") {
        (state, ["iam-review"])
      } else if let home = Surroundings.environment("HOME"), home.hasPrefix("/") {
        (home, [".local", "state", "iam-review"])
      } else {
        ("", [String]())
      }
    guard !base.isEmpty else { return nil }
    var path = base
    for folder in folders {
      try Directory.open(path).makeDirectory(folder)
      path += "/" + folder
    }
    return path + "/sample-review.json"
  }
}
