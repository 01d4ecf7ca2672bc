/// The size of printed pages.
public enum Paper: String, CaseIterable, Sendable {
  case a4, letter

  /// The name in style sheets. See https://www.w3.org/TR/css-page-3/#page-size-prop.
  var styleName: String {
    switch self {
    case .a4: "A4"
    case .letter: "Letter"
    }
  }

  /// The width and height in twentieths of a point, for Word.
  var twips: (width: Int, height: Int) {
    switch self {
    case .a4: (11_906, 16_838)
    case .letter: (12_240, 15_840)
    }
  }
}
