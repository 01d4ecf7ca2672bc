/// The number of elements that must be added, removed or changed to turn `left` into `right`.
package func editDistance<Element: Equatable>(_ left: [Element], _ right: [Element]) -> Int {
  var row = Array(0...right.count)
  for (place, element) in left.enumerated() {
    var (corner, last) = (row[0], place + 1)
    row[0] = last
    for column in right.indices {
      let next = min(corner + (element == right[column] ? 0 : 1), last + 1, row[column + 1] + 1)
      (corner, last) = (row[column + 1], next)
      row[column + 1] = next
    }
  }
  return row[right.count]
}

extension String {
  /// The first of `names` that differs least from the text, by at most two letters; nil if none does.
  package func nearest(among names: [String]) -> String? {
    let word = Array(prefix(40))
    return names.map { (name: $0, distance: editDistance(Array($0.prefix(40)), word)) }
      .filter { $0.distance <= 2 }.min { $0.distance < $1.distance }?.name
  }
}
