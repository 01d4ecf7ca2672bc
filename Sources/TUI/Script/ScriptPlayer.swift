/// A script being played: one step at a time, each as a batch of its own.
struct ScriptPlayer {
  private var steps: ArraySlice<ConsoleScript.Step>
  private(set) var isPlaying: Bool

  init(_ script: ConsoleScript?) {
    steps = (script?.steps ?? [])[...]
    isPlaying = script != nil
  }

  /// What the next step sends; at the end the key that quits, once.
  mutating func next() -> ScriptStep? {
    guard let step = steps.popFirst() else {
      guard isPlaying else { return nil }
      isPlaying = false
      return .end
    }
    return switch step {
    case .keys(let keys): .input(keys.map { .key($0) })
    case .interrupt: .input([.interrupt])
    case .paste(let text): .input([.paste(text)])
    case .resize(let size): .input([.resize(size)])
    case .screenshot(let path): .screenshot(path)
    }
  }
}

/// What a step of a script asks of the loop.
enum ScriptStep: Hashable {
  case input([InputEvent])
  case screenshot(String)
  case end
}
