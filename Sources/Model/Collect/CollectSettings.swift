/// What to collect, and how hard to press.
public struct CollectSettings: Sendable {
  /// The program that stands for the `aws` command line.
  public var program = "aws"
  /// The profile to ask with; nil for the client's own choice.
  public var profile: String?
  /// The regions to ask in; all enabled ones where it is empty.
  public var regions: [String] = []
  /// Whether the way up the organization is collected too.
  public var withOrganization = false
  /// The profile for that, which is often one of the management account.
  public var organizationProfile: String?
  /// How many calls may run at once.
  public var jobs = 8
  /// How many seconds a call may take.
  public var timeoutSeconds = 900
  /// The longest answer that is stored, in bytes: no longer than what can be read again.
  public var mostAnswerBytes = CollectSettings.mostAnswerBytes
  /// How many seconds a report or job that AWS makes on demand is waited for.
  public var pollSeconds = 1800
  /// Whether the values of functions' environment variables are kept.
  public var keepsEnvironment = false
  /// The version of this program, for the manifest.
  public var version: String

  /// Everything in all regions, without the organization, eight calls at once.
  public init(version: String) { self.version = version }

  /// The longest file of evidence that is read, in bytes.
  public static let mostAnswerBytes = EvidenceLoader.Limits().fileBytes

  /// What the client is given through its environment unless the person has set it: to slow down by
  /// itself when AWS asks for it.
  public static let clientDefaults = ["AWS_RETRY_MODE": "adaptive", "AWS_MAX_ATTEMPTS": "5"]

  /// What the client is given in any case: no pager, no questions of its own, UTF-8.
  public static let clientOverrides = [
    "AWS_PAGER": "", "AWS_CLI_AUTO_PROMPT": "off", "PYTHONIOENCODING": "utf-8",
  ]

  /// Whether `name` is built as the names of regions are; it may be a region or not.
  public static func isRegion(_ name: String) -> Bool { CollectCall.isRegion(name) }

  /// The command for the step of a task.
  func command(
    _ task: CollectTask, homeRegion: String?, asksPerson: Bool = false
  ) -> CollectorCommand {
    var words = [program] + task.arguments + ["--output=json"]
    let isOfOrganization = task.operation.kind == .controlPolicies
    if let profile = isOfOrganization ? organizationProfile ?? profile : profile {
      words.append("--profile=\(profile)")
    }
    if let region = task.call.region ?? homeRegion { words.append("--region=\(region)") }
    return CollectorCommand(
      words: words, timeoutMilliseconds: timeoutSeconds * 1000, asksPerson: asksPerson,
      isDetached: !asksPerson)
  }
}

/// What the collector needs to know of the world around it, so that tests are exact.
public struct CollectSurroundings {
  /// The present moment, for the manifest.
  public var now: () -> Instant
  /// A number from 0 to 1 that spreads what would else happen at once.
  public var random: () -> Double
  /// Whether the person or the system wants it to end.
  public var shouldStop: () -> Bool
  /// Receives the progress.
  public var tell: (CollectProgress) -> Void
  /// Where the folder is.
  public var fileSystem: FileSystem

  /// Surroundings in which nothing interrupts and nobody listens, unless given.
  public init(
    now: @escaping () -> Instant, random: @escaping () -> Double = { .random(in: 0...1) },
    shouldStop: @escaping () -> Bool = { false },
    tell: @escaping (CollectProgress) -> Void = { _ in }, fileSystem: FileSystem = .live
  ) {
    self.now = now
    self.random = random
    self.shouldStop = shouldStop
    self.tell = tell
    self.fileSystem = fileSystem
  }
}

/// How far collecting is.
public struct CollectProgress: Hashable, Sendable {
  /// The commands that run.
  public var running: [String] = []
  /// How many answers are stored, earlier ones among them.
  public var done = 0
  /// How many calls were refused.
  public var refused = 0
  /// How many calls are known to be left.
  public var left = 0
  /// What AWS makes on demand and is waited for, with how many of it.
  public var awaited: [String: Int] = [:]
}

/// The result of a collection.
public struct CollectReport: Sendable {
  /// The manifest as it was written.
  public let manifest: Manifest
  /// How many programs were run.
  public let callsMade: Int
  /// How many answers were there already.
  public let kept: Int
  /// Files that had changed since they were collected; they are kept beside under another name.
  public let changed: [String]
  /// Whether the account is in an organization whose policies were not asked for.
  public let leavesOrganization: Bool

  /// The calls that were refused.
  public var refused: [Manifest.Call] { manifest.calls.filter(\.isRefused) }
}
