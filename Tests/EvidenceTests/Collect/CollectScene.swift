import TestSupport
import Testing

@testable import Evidence
@testable import Platform

/// A folder to collect into, with the functions that tests use.
struct CollectScene {
  let parent: TemporaryFolder
  var path: String { parent.path + "/out" }

  init() throws { parent = try TemporaryFolder() }

  /// Collects with `client`, or throws a message. Time passes only when the fake advances it,
  /// jitter is the mean, and the run is interrupted after the given number of calls.
  @discardableResult
  func collect(
    _ client: FakeClient, resuming: Bool = false, fileSystem: FileSystem = .quick,
    stopAfter calls: Int = .max,
    change: (inout CollectSettings) -> Void = { _ in }
  ) throws(CollectError) -> CollectReport {
    var settings = CollectSettings(version: "test")
    settings.regions = ["eu-west-1"]
    change(&settings)
    var collector = Collector(
      settings, runner: client,
      environment: CollectEnvironment(
        now: { Instant(seconds: 1_795_168_800) }, random: { 0.5 },
        shouldStop: { client.calls.count >= calls },
        fileSystem: fileSystem))
    return try collector.collect(into: path, resuming: resuming)
  }

  /// The bytes of each file, by its path in the folder, without hidden files.
  func files(_ below: String = "") throws -> [String: [UInt8]] {
    let folder = try Directory.open(path + "/" + below)
    var files: [String: [UInt8]] = [:]
    for name in try folder.names() where !name.hasPrefix(".") {
      if try folder.status(of: name)?.kind == .directory {
        try files.merge(self.files(below + name + "/")) { one, _ in one }
      } else {
        files[below + name] = try folder.readWhole(name, limit: 1 << 20).bytes
      }
    }
    return files
  }

  func text(_ name: String) throws -> String {
    String(decoding: try #require(try files()[name]), as: UTF8.self)
  }
}

extension FileSystem {
  /// The live file system without flushing, and with locks that are always free, because a
  /// program started by another test inherits the lock until it calls exec.
  static var quick: FileSystem {
    var system = FileSystem.live
    system.lock = { _ in }
    system.sync = { _ in }
    system.syncData = { _ in }
    return system
  }
}
