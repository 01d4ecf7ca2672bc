internal import Model
internal import Platform

/// The text of the cover file after its lines, by its headings of level 1.
///
///     # Introduction      below the table of the cover
///     # Statement         first in the executive summary, in place of the draft
///     # Conclusion        a chapter after the accepted risks
///
/// Text before the first heading is the introduction.
extension Cover {
  var introduction: [Block] { blocks("introduction") }
  var statement: [Block] { blocks("statement") }
  var conclusion: [Block] { blocks("conclusion") }

  var branding: Branding {
    Branding(logo: logo, accent: value(of: "accent").map { String($0.dropFirst()) })
  }

  private static let names: Set = ["introduction", "statement", "conclusion"]

  private func blocks(_ part: String) -> [Block] {
    var current = "introduction"
    var lines: [Substring] = []
    for line in body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let name = line.hasPrefix("# ") ? line.dropFirst(2).trimmed.lowercased() : ""
      if Cover.names.contains(name) {
        current = name
      } else if current == part {
        lines.append(line)
      }
    }
    return MarkdownSubset.blocks(lines.joined(separator: "\n"))
  }
}

extension Cover {
  /// The names of lines that change the look of the document, and are not shown as lines.
  static let looks: Set = ["title", "logo", "accent", "classification"]

  /// What is wrong with a line that changes the look; nil if it is valid.
  static func error(in row: Row) -> String? {
    guard row.name.lowercased() == "accent" else { return nil }
    let digits = row.value.dropFirst()
    let isColor =
      row.value.hasPrefix("#") && digits.count == 6
      && digits.allSatisfy { $0.isASCII && $0.isHexDigit }
    return isColor ? nil : "expected a color such as #0b4fb3, not \"\(row.value)\""
  }
}
