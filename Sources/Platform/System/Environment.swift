#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The environment variables of this process.
public enum Environment {
  /// The variable `name`; nil if it is unset or empty.
  public static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// All variables, as `NAME=value`.
  static var entries: [String] {
    var entries: [String] = []
    var entry = environ
    while let text = entry.pointee.map({ String(cString: $0) }) {
      entries.append(text)
      entry += 1
    }
    return entries
  }
}
