package import Model
internal import Platform

extension Citation {
  /// The position of rows of the credential report in its JSON string.
  private static let rows = "/Content line "

  /// Whether it cites a row of a CSV that is a JSON string, so that the file has other lines.
  package var isRow: Bool { place.utf8.starts(with: Citation.rows.utf8) }

  /// The position for people: `/Content, CSV line 7`.
  package var shownPlace: String {
    isRow ? "/Content, CSV line " + place.dropFirst(Citation.rows.count) : place
  }

  /// Whether its position is a line, as in a CSV.
  var isLine: Bool { place.utf8.starts(with: "line ".utf8) && place == "line \(line ?? 0)" }
}
