internal import Platform

/// Pictures of a frame for files: text, text with terminal color codes, and SVG.
extension Frame {
  /// The picture format that the extension of a file name selects.
  public enum PictureFormat: Sendable {
    case text, ansi, svg

    /// `.ansi` and `.svg` select these formats; any other extension selects text.
    public init(fileName: String) {
      self = fileName.hasSuffix(".svg") ? .svg : fileName.hasSuffix(".ansi") ? .ansi : .text
    }
  }

  /// The picture in a format, with the colors of `theme`.
  public func picture(_ format: PictureFormat, theme: Theme) -> String {
    switch format {
    case .text: picture + "\n"
    case .ansi: ansi(theme)
    case .svg: svg(theme)
    }
  }

  private func ansi(_ theme: Theme) -> String {
    (0..<size.rows).map { row in
      styledRuns(row).map { run in
        let look = theme.look(of: run.role, emphasis: run.emphasis, depth: .colors256)
        let codes = look.codes
        return codes.isEmpty
          ? run.text : "\u{1B}[\(codes.joined(separator: ";"))m\(run.text)\u{1B}[m"
      }.joined() + "\n"
    }.joined()
  }

  private func svg(_ theme: Theme) -> String {
    let (width, height) = (8.4, 18)
    let columns = Double(size.columns) * width + 16
    let defaults =
      theme.isForLightBackground ? DefaultColors(front: "#1c1c1c", back: "#fcfcfc") : .dark
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Self.number(columns)) "
        + "\(size.rows * height + 16)\" font-family=\"ui-monospace, Menlo, Consolas, "
        + "'DejaVu Sans Mono', monospace\" font-size=\"14\">",
      "<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"\(defaults.back)\"/>",
    ]
    for row in 0..<size.rows {
      var column = 0
      for run in styledRuns(row) {
        let cells = SafeText(run.text).width
        defer { column += cells }
        let look = theme.look(of: run.role, emphasis: run.emphasis, depth: .colors256)
        let (front, back) = look.colors(on: defaults)
        let x = Self.number(8 + Double(column) * width)
        let y = 8 + row * height
        let length = Self.number(Double(cells) * width)
        if let back {
          lines.append(
            "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(length)\" height=\"\(height)\" fill=\"\(back)\"/>"
          )
        }
        guard run.text.contains(where: { $0 != " " }) else { continue }
        let weight = look.isBold ? " font-weight=\"bold\"" : ""
        let line = look.isUnderlined ? " text-decoration=\"underline\"" : ""
        lines.append(
          "<text x=\"\(x)\" y=\"\(y + 14)\" fill=\"\(front)\" textLength=\"\(length)\" "
            + "xml:space=\"preserve\"\(weight)\(line)>\(Self.escaped(run.text))</text>")
      }
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// A number with at most one decimal, the same on every machine.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

extension Look {
  /// The SGR codes of the look.
  fileprivate var codes: [String] {
    var codes: [String] = []
    if isBold { codes.append("1") }
    if isUnderlined { codes.append("4") }
    if isReversed { codes.append("7") }
    if case .palette(let index) = foreground { codes.append("38;5;\(index)") }
    if case .palette(let index) = background { codes.append("48;5;\(index)") }
    return codes
  }

  /// The colors of text and background; nil for the default background.
  fileprivate func colors(on defaults: DefaultColors) -> (String, String?) {
    func hex(_ color: Color) -> String? {
      color.components.map { parts in
        "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      }
    }
    let (front, back) = (hex(foreground), hex(background))
    return isReversed
      ? (back ?? defaults.back, front ?? defaults.front) : (front ?? defaults.front, back)
  }
}

/// The default foreground and background of the terminal in a picture.
private struct DefaultColors {
  let front: String
  let back: String

  static let dark = DefaultColors(front: "#d0d0d0", back: "#1c1c1c")
}

extension Theme {
  /// Whether most colors that are drawn on the default background are dark.
  var isForLightBackground: Bool {
    let letters = StyleRole.allCases.compactMap { role -> Int? in
      let look = look(of: role, depth: .colors256)
      guard look.background == .standard, !look.isReversed else { return nil }
      // The perceived brightness of red, green and blue, in thousandths.
      return look.foreground.components.map {
        zip($0, [299, 587, 114]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    return !letters.isEmpty && letters.reduce(0, +) / letters.count < 100_000
  }
}
