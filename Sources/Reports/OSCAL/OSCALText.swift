internal import Model
internal import Platform

/// Text in the data types of OSCAL 1.2.1.
///
/// See https://pages.nist.gov/OSCAL/resources/concepts/layer/assessment/ and the data types in
/// https://pages.nist.gov/metaschema/specification/datatypes/: a *string* has no line break and no
/// white space at its ends, a *token* is an NCName (an ARN is not one), markup is CommonMark.
enum OSCALText {
  /// The OSCAL version.
  static let version = "1.2.1"

  /// Escapes for markup in a JSON string.
  fileprivate static let escapes = MarkdownText.escapes.within(JSONText.escapes)

  /// A string: visible, and in quotes if it begins or ends with white space.
  static func string(_ text: String) -> String {
    if let first = text.firstByte, let last = text.lastByte, first > 0x20, last > 0x20,
      VisibleText.isPlain(text)
    {
      return text
    }
    let visible = VisibleText.line(text)
    let scalars = visible.unicodeScalars
    guard let first = scalars.first, let last = scalars.last,
      !first.properties.isWhitespace, !last.properties.isWhitespace
    else { return "\"\(visible)\"" }
    return visible
  }

  /// One line of markup.
  static func line(_ text: String) -> JSONValue {
    .string(text.isEmpty ? "(empty)" : MarkdownText.inline(text))
  }

  /// Markup with the line breaks of the text.
  static func lines(_ text: String) -> JSONValue {
    .string(MarkdownText.paragraph(text).joined(separator: "\n"))
  }

  /// A time; OSCAL allows the years 1900 to 2999.
  static func moment(_ instant: Instant) -> String {
    let earliest: Int64 = -2_208_988_800
    let latest: Int64 = 32_503_679_999
    let shown = Instant(seconds: min(max(instant.seconds, earliest), latest))
    return shown.description
  }

  /// A property in the namespace of iam-review; `name` must be a token.
  static func property(_ name: String, _ value: String) -> JSONValue {
    [
      "name": .string(name), "ns": .string(Product.namespace), "value": .string(string(value)),
    ]
  }

  /// The properties that have a value.
  static func properties(_ pairs: KeyValuePairs<String, String?>) -> [JSONValue] {
    pairs.compactMap { name, value in value.map { property(name, $0) } }
  }

  /// A reference to a resource of the same document.
  static func reference(_ resource: NameUUID) -> JSONValue { .string("#\(resource)") }

  /// A path as a relative URI reference; all characters except letters, digits and `-._~/` are
  /// encoded.
  static func uri(ofPath path: String) -> String {
    if path.utf8.first != UInt8(ascii: "/"), path.utf8.allSatisfy(isUnreserved) { return path }
    var uri = ""
    for byte in path.utf8 {
      if isUnreserved(byte) {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        uri += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    // Two slashes at the start would begin a host name.
    return uri.hasPrefix("//") ? "." + uri : uri
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}

/// The same, written as members and elements.
extension JSONWriter {
  /// Writes one line of markup.
  mutating func member(_ name: StaticString, line text: String) {
    member(name) { sink in
      sink.put("\"")
      sink.put(text.isEmpty ? "(empty)" : text, OSCALText.escapes) {
        JSONText.escaped(MarkdownText.inline($0))
      }
      sink.put("\"")
    }
  }

  /// Writes markup with the line breaks of the text.
  mutating func member(_ name: StaticString, lines text: String) {
    member(name, MarkdownText.paragraph(text).joined(separator: "\n"))
  }

  /// Writes a time.
  mutating func member(_ name: StaticString, moment: Instant) {
    member(name, OSCALText.moment(moment))
  }

  /// Writes a property in the namespace of iam-review if it has a value; `name` must be a token.
  mutating func property(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    element { sink in
      sink.append(constant: "{\"name\":\"")
      sink.append(constant: name)
      sink.append(JSONWriter.namespace)
      sink.append(json: OSCALText.string(value))
      sink.append(byte: UInt8(ascii: "}"))
    }
  }

  private static let namespace = "\",\"ns\":\"\(Product.namespace)\",\"value\":"
}
