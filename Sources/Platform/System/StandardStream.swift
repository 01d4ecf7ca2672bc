/// A standard stream of this process to which it writes.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case errors = 2

  /// Writes all of `bytes`; returns false if they were not written completely.
  public func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    do throws(Errno) {
      try FileDescriptor.writeAll(bytes, to: rawValue, in: .live)
      return true
    } catch { return false }
  }
}
