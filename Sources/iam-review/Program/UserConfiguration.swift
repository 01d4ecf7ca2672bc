import Platform
import TUI
import Workspace

/// The configuration file of the user who runs the program.
enum UserConfiguration {
  private static let limit = 1 << 20

  /// The path of the file, which need not exist; nil without a home directory.
  static var path: String? { ProcessEnvironment.configuration.map { $0 + "/config" } }

  /// The configuration: that of the file, or the defaults if there is no file. Throws an error in one
  /// line, with the path and line, if the file cannot be read or has an invalid line.
  static func load() throws(ReviewError) -> Configuration { try loaded.get() }

  /// The file is read once, so that the whole run has the same configuration.
  private static let loaded: Result<Configuration, ReviewError> = {
    do throws(ReviewError) { return .success(try read()) } catch { return .failure(error) }
  }()

  private static func read() throws(ReviewError) -> Configuration {
    guard let path, let bytes = try bytes(of: path) else { return Configuration() }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ReviewError(message: "\(path): expected UTF-8 text")
    }
    do throws(Configuration.InputError) { return try Configuration(text) } catch {
      throw ReviewError(message: "\(path):\(error.line): \(error.message)")
    }
  }

  /// The configured name of the reviewer; nil for the login name.
  static func reviewerName() throws(ReviewError) -> String? { try load().reviewer }

  /// The errors after which there is no configuration: the file does not exist, or belongs to another
  /// user, as after sudo.
  private static let absences: [SystemError.Reason] = [
    .refused(.noSuchFile), .refused(.notDirectory), .refused(.accessDenied),
  ]

  /// The bytes of the file; nil if there is none.
  private static func bytes(of path: String) throws(ReviewError) -> [UInt8]? {
    do throws(SystemError) { return try FileSystem.live.readWhole(path, limit: limit).bytes } catch
    {
      if absences.contains(error.reason) { return nil }
      throw ReviewError(message: error.message)
    }
  }
}
