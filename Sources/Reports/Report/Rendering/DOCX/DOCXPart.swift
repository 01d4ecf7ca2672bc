internal import Checklist
internal import Model
internal import Platform

/// Small pieces of WordprocessingML.
enum DOCXPart {
  /// Text for XML, in one line.
  static func text(_ text: String) -> String { MarkupText.escaped(VisibleText.line(text)) }

  /// A name for bookmarks, which have letters, digits and underscores only.
  static func bookmark(_ anchor: String) -> String { anchor.replacing("-", with: "_") }

  /// The list that a paragraph belongs to.
  static func number(_ list: Int) -> String {
    "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"\(list)\"/></w:numPr>"
  }

  static func shade(_ fill: String) -> String {
    fill.isEmpty ? "" : "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\(fill)\"/>"
  }

  /// The border and the background of a box.
  static func box(_ kind: Callout.Kind) -> String {
    let color = kind == .warning ? "96101A" : kind == .draft ? "93380A" : fill(kind.rawValue)
    return
      "<w:pBdr><w:left w:val=\"single\" w:sz=\"36\" w:space=\"6\" w:color=\"\(color)\"/></w:pBdr>"
      + shade("F4F5F8")
      + "<w:spacing w:before=\"60\" w:after=\"60\"/><w:ind w:left=\"142\"/>"
  }

  /// The color of a part of a chart or of a decision.
  static func fill(_ style: String) -> String { fills[style] ?? "A0A4B0" }

  private static let fills = [
    "pass": "C4E6CB", "justified": "FFE3A3", "remediate": "CFE0FB", "notApplicable": "DFE2E8",
    "falsePositive": "DCD6F7", "undecided": "FFFFFF", "used": "A9CDF2", "unused": "FFD2C2",
  ]

  static func color(_ severity: Severity) -> String {
    switch severity {
    case .critical: "96101A"
    case .high: "93380A"
    case .medium: "6D5300"
    case .low: "33506F"
    }
  }

  /// The number of English Metric Units of a centimeter.
  private static let unit = 360_000

  /// The logo as a picture in a line, at most 6 cm wide and 2.5 cm high.
  static func drawing(of logo: Logo) -> String {
    let scale = min(6.0 / Double(logo.width), 2.5 / Double(logo.height)) * Double(unit)
    let width = Int(Double(logo.width) * scale)
    let height = Int(Double(logo.height) * scale)
    let size = "cx=\"\(width)\" cy=\"\(height)\""
    return "<w:p><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">"
      + "<wp:extent \(size)/><wp:docPr id=\"1\" name=\"Logo\" descr=\"Logo\"/>"
      + "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
      + "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"1\" name=\"Logo\"/><pic:cNvPicPr/></pic:nvPicPr>"
      + "<pic:blipFill><a:blip r:embed=\"rIdLogo\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
      + "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext \(size)/></a:xfrm>"
      + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"
      + "</a:graphic></wp:inline></w:drawing></w:r></w:p>\n"
  }
}
