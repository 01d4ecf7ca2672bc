import Foundation
import TestSupport

/// Commands of the documentation, as a reader would copy them: a fenced block marked `sh`, or, in
/// README, inline code that begins with `iam-review`.
///
/// A block below the line `<!-- not run by the tests: REASON -->` is skipped.
struct CommandBlock {
  /// The line in the document, from 1.
  let line: Int
  /// The commands.
  let text: String
  /// Why the block is not run; nil if it is run.
  let reasonNotRun: String?

  /// The commands in a document.
  struct Listing {
    var blocks: [CommandBlock] = []
    /// Lines of other blocks (outputs, files) that look like commands.
    var unmarked: [String] = []
  }

  private static let programs = [
    "iam-review", "make", "git", "sh", "python3", "ssh-keygen", "cp", "Scripts/", "printf", "swift",
  ]

  /// The blocks of the Markdown `text`; with `spans`, inline commands as well.
  static func all(in text: String, spans: Bool = false) -> Listing {
    var listing = Listing()
    var (reason, open): (String?, (line: Int, indent: Int, lines: [Substring])?)
    var isInOtherFence = false
    var prose = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.drop { $0 == " " }
      if let block = open {
        if content == "```" {
          listing.blocks.append(
            CommandBlock(
              line: block.line, text: block.lines.joined(separator: "\n") + "\n",
              reasonNotRun: reason))
          (open, reason) = (nil, nil)
        } else {
          open?.lines.append(line.dropFirst(block.indent))
        }
        continue
      }
      if content == "```sh" {
        open = (index + 1, line.count - content.count, [])
      } else if let match = content.firstMatch(of: /^<!-- not run by the tests: (.+) -->$/) {
        reason = String(match.1)
      } else if content.hasPrefix("```") {
        isInOtherFence.toggle()
      } else if isInOtherFence || line.hasPrefix("    ") {
        let word = content.split(separator: " ").first.map(String.init) ?? ""
        if programs.contains(where: { word == $0 || $0.hasSuffix("/") && word.hasPrefix($0) }) {
          listing.unmarked.append("\(index + 1): \(content)")
        }
      } else if spans {
        prose += (prose.isEmpty ? "" : "\n") + content
        if prose.split(separator: "`", omittingEmptySubsequences: false).count.isMultiple(of: 2) {
          // The inline code continues in the next line.
          continue
        }
      }
      if spans {
        for match in prose.matches(of: /`(iam-review [^`]+)`/) {
          listing.blocks.append(
            CommandBlock(
              line: index + 1, text: match.1.replacing("\n", with: " ") + "\n", reasonNotRun: nil))
        }
        prose = ""
      }
    }
    return listing
  }
}
