internal import CEmbeddedFiles

/// Where evidence comes from.
public enum EvidenceSource: Hashable, Sendable {
  /// A folder or a single file.
  case path(String)
  /// Standard input: one file.
  case standardInput
  /// The sample account that is compiled in.
  case sample

  /// The source that a person names on the command line: `-` is standard input, nothing the sample.
  public init(argument: String?) {
    switch argument {
    case nil: self = .sample
    case "-": self = .standardInput
    case let path?: self = .path(path)
    }
  }

  /// How messages name it.
  public var description: String {
    switch self {
    case .path(let path): path
    case .standardInput: "standard input"
    case .sample: "the sample account"
    }
  }
}

/// The sample account that is compiled in, so that the program shows itself without any files.
enum SampleAccount {
  private static let folder = "Sample/"

  /// Its files by name, as a folder would hold them.
  static var files: [(name: String, bytes: [UInt8])] {
    (0..<iamr_embedded_count()).compactMap { index in
      let file = iamr_embedded_at(index)
      let name = String(cString: file.name)
      guard name.hasPrefix(folder) else { return nil }
      let bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
      return (String(name.dropFirst(folder.count)), bytes)
    }
  }
}
