internal import Checklist
internal import Platform

extension SSHSignature {
  /// The signature in the file `path` with the suffix `.sig`; nil if the file contains something else.
  static func read(beside path: String) throws(SystemError) -> SSHSignature? {
    let bytes = try FileSystem.live.readWhole(path + ".sig", limit: 1 << 20).bytes
    return SSHSignature(String(decoding: bytes, as: UTF8.self))
  }
}
