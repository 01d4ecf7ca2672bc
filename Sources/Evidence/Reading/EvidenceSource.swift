internal import Model

/// The source of evidence.
public enum EvidenceSource: Hashable, Sendable {
  /// A folder or a single file.
  case path(String)
  /// Standard input: one file.
  case standardInput
  /// The bundled sample account.
  case sample

  /// The source named on the command line: `-` is standard input, nil is the sample.
  public init(argument: String?) {
    switch argument {
    case nil: self = .sample
    case "-": self = .standardInput
    case let path?: self = .path(path)
    }
  }

  /// The name in messages.
  public var description: String {
    switch self {
    case .path(let path): path
    case .standardInput: "standard input"
    case .sample: "the sample account"
    }
  }
}

/// The bundled sample account, so that the program can be tried without files.
enum SampleAccount {
  private static let folder = "Sample/"

  /// Its files by name, as in a folder.
  static var files: [(name: String, bytes: [UInt8])] {
    EmbeddedFile.all(in: folder).map { ($0.name, Array($0.file.bytes)) }
  }
}
