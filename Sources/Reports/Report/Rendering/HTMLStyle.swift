internal import Checklist
internal import Model
internal import Platform

/// The style of the page: light and dark screens, phones from 320 pixels, A4 and Letter.
///
/// Nothing depends on color alone: states are words, and parts of charts have letters and numbers.
struct HTMLStyle {
  /// The exact content of the style element.
  let sheet: String
  private let hasLogo: Bool

  /// The style sheet without the parts that depend on the document.
  static let common = String(decoding: embeddedFile("Data/report.css"), as: UTF8.self)

  init(_ document: Document) {
    let running = document.running
    hasLogo = document.branding.logo != nil
    let accent = document.branding.accent ?? "2b5fb4"
    var pages = HTMLStyle.margin("top-left", running.subject)
    if let draft = running.draft {
      pages += HTMLStyle.margin(
        "top-right", draft.limited(to: HTMLStyle.room), "bold 8pt sans-serif")
    }
    if let classification = running.classification {
      pages += HTMLStyle.margin("bottom-left", classification, "bold 8pt sans-serif")
    }
    if let paper = document.paper { pages += "size: \(paper.styleName);\n" }
    sheet =
      HTMLStyle.common + ":root { --accent: #\(accent); }\n@page {\n\(pages)}\n"
      + "@page :first {\n@top-left { content: none; }\n}\n"
  }

  /// The content security policy: no external resources, no scripts, no forms, and no style except
  /// this one. See https://www.w3.org/TR/CSP3/.
  var policy: String {
    "default-src 'none'; style-src 'sha256-\(Base64.encode(SHA256Digest(of: sheet).bytes))'; "
      + (hasLogo ? "img-src data:; " : "") + "base-uri 'none'; form-action 'none'"
  }

  private static func margin(
    _ place: String, _ text: String, _ font: String = "8pt sans-serif"
  ) -> String {
    "@\(place) { content: \"\(escaped(text))\"; font: \(font); color: #444444; }\n"
  }

  /// The number of characters in a margin, which has one line.
  private static let room = 90

  /// Text in a CSS string: everything except letters, digits and spaces is escaped. See
  /// https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.line(text).unicodeScalars {
      let isPlain =
        scalar == " "
        || (scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)))
      result += isPlain ? String(scalar) : "\\" + String(scalar.value, radix: 16) + " "
    }
    return result
  }
}
