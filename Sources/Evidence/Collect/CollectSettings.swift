public import Model
public import Platform

/// The options of a collection.
public struct CollectSettings: Sendable {
  /// The program that is run as the `aws` command line.
  public var program = "aws"
  /// The profile to use; nil for the client's default.
  public var profile: String?
  /// The regions to collect; all enabled regions if empty.
  public var regions: [String] = []
  /// Whether the SCPs of the organization that apply to the account are collected too.
  public var withOrganization = false
  /// The profile for the organization, often one of the management account.
  public var organizationProfile: String?
  /// The maximum number of concurrent calls.
  public var jobs = 8
  /// The time limit of a call, in seconds.
  public var timeoutSeconds = 900
  /// The maximum size of a stored answer, in bytes; never more than what can be loaded again.
  public var maximumAnswerBytes = CollectSettings.maximumAnswerBytes
  /// The time limit for a report or job that AWS creates on demand, in seconds.
  public var pollSeconds = 1800
  /// Whether the values of environment variables of functions are kept.
  public var keepsEnvironment = false
  /// The number of days of the event history to read; nil for none.
  public var activityDays: Int?
  /// The maximum number of requests for the event history of a region.
  public var maximumPages = 20_000
  /// The version of this program, for the manifest.
  public var version: String

  /// Creates settings for all regions, without the organization, with eight concurrent calls.
  public init(version: String) { self.version = version }

  /// The maximum size of an evidence file that is loaded, in bytes.
  public static let maximumAnswerBytes = EvidenceLoader.Limits().fileBytes

  /// Environment variables for the client that the user can override: it retries and slows down
  /// when AWS throttles it.
  public static let clientDefaults = ["AWS_RETRY_MODE": "adaptive", "AWS_MAX_ATTEMPTS": "5"]

  /// Environment variables for the client that always apply: no pager, no prompts, UTF-8.
  public static let clientOverrides = [
    "AWS_PAGER": "", "AWS_CLI_AUTO_PROMPT": "off", "PYTHONIOENCODING": "utf-8",
  ]

  /// Whether `name` has the form of a region name; the region may not exist.
  public static func isRegion(_ name: String) -> Bool { CollectCall.isRegion(name) }

  /// The command for the current step of a task.
  func command(
    _ task: CollectTask, homeRegion: String?, promptsUser: Bool = false
  ) -> CollectorCommand {
    return command(
      task.arguments, region: task.call.region ?? homeRegion,
      profile: task.operation.isOfOrganization ? organizationProfile ?? profile : profile,
      promptsUser: promptsUser
    )
  }

  /// The command for a request for the event history.
  func command(_ arguments: [String], region: String) -> CollectorCommand {
    command(arguments, region: region, profile: profile, promptsUser: false)
  }

  private func command(
    _ arguments: [String], region: String?, profile: String?, promptsUser: Bool
  ) -> CollectorCommand {
    var words = [program] + arguments + ["--output=json"]
    if let profile { words.append("--profile=\(profile)") }
    if let region { words.append("--region=\(region)") }
    return CollectorCommand(
      words: words, timeoutMilliseconds: timeoutSeconds * 1000, promptsUser: promptsUser,
      isDetached: !promptsUser)
  }
}

/// The clock, randomness, interruption and file system of the collector, replaceable in tests.
public struct CollectEnvironment {
  /// The current time, for the manifest.
  public var now: () -> Instant
  /// A number from 0 to 1 that spreads retries.
  public var random: () -> Double
  /// Whether the user or the system asked the program to stop.
  public var shouldStop: () -> Bool
  /// Receives the progress.
  public var report: (CollectProgress) -> Void
  /// The file system that contains the folder.
  public var fileSystem: FileSystem

  /// Creates surroundings; by default nothing interrupts and progress is ignored.
  public init(
    now: @escaping () -> Instant, random: @escaping () -> Double = { .random(in: 0...1) },
    shouldStop: @escaping () -> Bool = { false },
    report: @escaping (CollectProgress) -> Void = { _ in }, fileSystem: FileSystem = .live
  ) {
    self.now = now
    self.random = random
    self.shouldStop = shouldStop
    self.report = report
    self.fileSystem = fileSystem
  }
}

/// The progress of a collection.
public struct CollectProgress: Hashable, Sendable {
  /// The commands that are running.
  public var running: [String] = []
  /// The number of stored answers, including earlier ones.
  public var done = 0
  /// The number of refused calls.
  public var refused = 0
  /// The number of queued calls.
  public var left = 0
  /// The reports that AWS is creating on demand, with the number of each.
  public var awaited: [String: Int] = [:]
  /// How far the event history was read; nil if it is not being read.
  public var history: String?
}

/// The result of a collection.
public struct CollectReport: Sendable {
  /// The written manifest.
  public let manifest: Manifest
  /// The number of calls that were made.
  public let callsMade: Int
  /// The number of answers that were already stored.
  public let kept: Int
  /// Files that had changed since they were collected; they were renamed.
  public let changed: [String]
  /// Whether the account is in an organization whose policies were not collected.
  public let leavesOrganization: Bool

  /// The calls that were refused.
  public var refused: [Manifest.Call] { manifest.calls.filter(\.isRefused) }
}
