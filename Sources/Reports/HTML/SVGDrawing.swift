internal import Platform

/// A drawing with a width of 340 units, which is legible on a phone, from a few simple shapes.
///
/// A screen reader reads the title and the description; the numbers are in the table below.
struct SVGDrawing {
  static let width = 340
  /// The width of a letter in a wide font; names contain many capital letters.
  private static let letter = 8

  private var shapes = ""
  private var height = 0

  /// Adds a line of text, truncated if it does not fit.
  mutating func text(_ text: String, x: Int = 0, y: Int, room: Int, end: Bool = false) {
    let limit = max(room / SVGDrawing.letter, 1)
    let shown = VisibleText.line(text).limited(to: limit)
    let anchor = end ? " text-anchor=\"end\"" : ""
    shapes += "<text x=\"\(x)\" y=\"\(y)\"\(anchor)>\(MarkupText.escaped(shown))</text>\n"
    height = max(height, y + 6)
  }

  /// Adds a box in the color of `style`, a class of the style sheet.
  mutating func box(x: Int, y: Int, width: Int, height: Int, style: String) {
    shapes +=
      "<rect class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"/>\n"
    self.height = max(self.height, y + height + 2)
  }

  /// The drawing with a description for screen readers; `id` is unique on the page.
  func html(id: String, title: String, description: String) -> String {
    "<svg viewBox=\"0 0 \(SVGDrawing.width) \(height)\" role=\"img\" "
      + "aria-label=\"\(title)\" aria-describedby=\"\(id)-d\">\n"
      + "<desc id=\"\(id)-d\">\(MarkupText.escaped(description))</desc>\n\(shapes)</svg>\n"
  }
}
