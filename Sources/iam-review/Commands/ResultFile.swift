import Model
import Platform

/// Writes the result of a command to a file or to standard output.
enum ResultFile {
  /// Writes what `produce` makes: completely or not at all to `path`, or to standard output without
  /// one; returns false if standard output did not take all of it.
  static func write(to path: String?, _ produce: (TextSink) -> Void) throws -> Bool {
    guard let path else {
      let results = ResultWriter()
      produce(results.sink)
      return results.finish()
    }
    let (folder, name) = try FileSystem.live.resolvingLinks(path)
    let outcome = try Directory.open(folder).replace(name, producing: produce)
    if case .perhapsNotDurable(_, let error) = outcome {
      Messages.printError("\(path) was written, but may be lost in a power failure: \(error.cause)")
    }
    return true
  }
}
