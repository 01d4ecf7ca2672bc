extension FindingID {
  /// The id of an item and the parts that distinguish the finding from others.
  ///
  /// Slashes and percent signs in parts are percent-encoded, so that different parts never give the
  /// same id, whatever the names in the evidence.
  init(_ item: ItemID, _ parts: [String]) {
    self.init(([item.rawValue] + parts.map(Self.escaped)).joined(separator: "/"))
  }

  private static func escaped(_ part: String) -> String {
    guard part.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") }) else {
      return part
    }
    return part.reduce(into: "") { result, character in
      switch character {
      case "/": result += "%2F"
      case "%": result += "%25"
      default: result.append(character)
      }
    }
  }
}
