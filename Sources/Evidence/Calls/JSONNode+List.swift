internal import Platform

extension JSONNode {
  /// Whether this is an object with the member `name`, which should be a list. A single object
  /// counts as the only element; other types are reported as damage later.
  func hasList(_ name: String) -> Bool { has(name) }
}
