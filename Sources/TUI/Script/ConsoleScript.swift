import Model

/// Keys played from a file, for screenshots and tests of whole flows.
///
///     # comments and empty lines are ignored
///     jj<Enter>             keys, with names in angle brackets; <lt> is a <
///     :theme light<Enter>   a command is typed like any other text
///     paste two words       text that is pasted
///     resize 80x24          resizes the terminal
///     screenshot a.txt      writes a screenshot
public struct ConsoleScript: Sendable {
  /// A step of the script.
  enum Step: Hashable, Sendable {
    case keys([Key])
    case interrupt
    /// Types the number of findings that the open form decides on.
    case count
    case paste(String)
    case resize(Size)
    case screenshot(String)
  }

  /// An error in a line of the file.
  public struct InputError: Error, Hashable, Sendable {
    /// The line, counted from 1.
    public let line: Int
    /// What was expected.
    public let message: String
  }

  private(set) var steps: [Step]

  /// The same script, starting with a screen of another size.
  public func resized(to size: Size) -> ConsoleScript {
    var script = self
    script.steps.insert(.resize(size), at: 0)
    return script
  }

  /// Parses the text of a script.
  public init(_ text: String) throws(InputError) {
    var steps: [Step] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated() where !line.allSatisfy(\.isWhitespace) && !line.hasPrefix("#")
    {
      do throws(Failure) { steps += try Self.steps(String(line)) } catch {
        throw InputError(line: index + 1, message: error.message)
      }
    }
    self.steps = steps
  }

  private struct Failure: Error { let message: String }

  private static func steps(_ line: String) throws(Failure) -> [Step] {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count == 2 ? words[1] : ""
    switch words.first {
    case "paste":
      guard !rest.isEmpty else { throw Failure(message: "paste: expected a text") }
      return [.paste(rest)]
    case "screenshot":
      guard !rest.isEmpty else { throw Failure(message: "screenshot: expected a file") }
      return [.screenshot(rest)]
    case "resize":
      guard let size = Size(rest) else {
        throw Failure(message: "resize: expected a size such as 80x24, not \"\(rest)\"")
      }
      return [.resize(size)]
    default: return try keys(line)
    }
  }

  /// The keys of a line; Ctrl-C and the number of findings are separate steps.
  private static func keys(_ line: String) throws(Failure) -> [Step] {
    var steps: [Step] = []
    var rest = line[...]
    while let character = rest.popFirst() {
      guard character == "<", let end = rest.firstIndex(of: ">") else {
        steps.append(.keys([.character(character)]))
        continue
      }
      let name = String(rest[..<end])
      rest = rest[rest.index(after: end)...]
      if name.lowercased() == "c-c" {
        steps.append(.interrupt)
      } else if name.lowercased() == "count" {
        steps.append(.count)
      } else if let key = key(named: name) {
        steps.append(.keys([key]))
      } else {
        throw Failure(message: "unknown key <\(name)>; write <lt> for the character <")
      }
    }
    return steps
  }

  private static let named: [String: Key] = [
    "up": .up, "down": .down, "left": .left, "right": .right, "pageup": .pageUp,
    "pagedown": .pageDown, "home": .home, "end": .end, "enter": .enter, "esc": .escape,
    "tab": .tab, "backtab": .backTab, "bs": .backspace, "del": .delete, "ins": .insert,
    "space": .character(" "), "lt": .character("<"),
  ]

  private static func key(named name: String) -> Key? {
    let name = name.lowercased()
    if let key = named[name] { return key }
    if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...12).contains(number) {
      return .function(number)
    }
    guard name.count == 3, let letter = name.last else { return nil }
    if name.hasPrefix("c-") { return .control(letter) }
    return name.hasPrefix("m-") ? .alternate(letter) : nil
  }
}

extension Size {
  /// The size written as `80x24`; nil if invalid or larger than any screen.
  public init?(_ text: String) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (1...1000).contains(columns), (1...1000).contains(rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }
}
