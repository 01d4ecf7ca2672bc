internal import Platform
public import Reports

extension Cover {
  /// The cover in the file at `path`, with its logo.
  public static func read(_ path: String) throws -> Cover {
    let file = try FileSystem.live.readWhole(path, limit: Cover.limit)
    guard let text = String(validating: file.bytes, as: UTF8.self) else {
      throw ReviewError(message: "\(path): expected UTF-8 text")
    }
    var cover: Cover
    do throws(Cover.Malformed) { cover = try Cover(text) } catch {
      throw ReviewError(message: "\(path):\(error.line): \(error.message)")
    }
    if let name = cover.logoPath { cover.logo = try logo(name, beside: path) }
    return cover
  }

  /// The logo that the cover at `path` names, relative to the folder of the cover.
  private static func logo(_ name: String, beside path: String) throws -> Logo {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let file = name.hasPrefix("/") ? name : folder + name
    let bytes = try FileSystem.live.readWhole(file, limit: Logo.limit).bytes
    do throws(Logo.Refusal) { return try Logo(Array(bytes)) } catch {
      throw ReviewError(message: "\(file): \(error.message)")
    }
  }
}
