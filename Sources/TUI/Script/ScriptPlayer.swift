/// Plays a script, one step at a time, each as a separate batch.
struct ScriptPlayer {
  private var steps: ArraySlice<ConsoleScript.Step>
  private(set) var isPlaying: Bool

  init(_ script: ConsoleScript?) {
    steps = (script?.steps ?? [])[...]
    isPlaying = script != nil
  }

  /// The input of the next step. After the last step, returns `.end` once, then nil.
  mutating func next() -> ScriptStep? {
    guard let step = steps.popFirst() else {
      guard isPlaying else { return nil }
      isPlaying = false
      return .end
    }
    return switch step {
    case .keys(let keys): .input(keys.map { .key($0) })
    case .interrupt: .input([.interrupt])
    case .count: .count
    case .paste(let text): .input([.paste(text)])
    case .resize(let size): .input([.resize(size)])
    case .screenshot(let path): .screenshot(path)
    }
  }
}

/// The input that a step of a script sends to the loop.
enum ScriptStep: Hashable {
  case input([InputEvent])
  /// Types the number of findings that the open form decides on.
  case count
  case screenshot(String)
  case end
}
