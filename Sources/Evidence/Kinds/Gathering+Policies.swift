internal import Model
internal import Platform

extension Gathering {
  /// The policy document `name` of `cursor`; nil if it is missing or cannot be read. An unreadable
  /// document is reported.
  mutating func document(_ name: String, of cursor: Cursor, owner: String) -> PolicyDocument? {
    guard let place = cursor.child(name) else { return nil }
    do throws(Problem) {
      let document = try PolicyReader.read(place, pool: pool)
      for defect in document.defects {
        report(
          place.problem("\(owner): \(defect); this part was ignored and is not evaluated"))
      }
      return document
    } catch {
      report(error)
      return nil
    }
  }
}
