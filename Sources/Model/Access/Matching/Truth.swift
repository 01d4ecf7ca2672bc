/// A truth value with a third value, unknown.
public enum Truth: Int, Hashable, Sendable, Comparable {
  case no
  case unknown
  case yes

  /// A known truth value.
  public init(_ value: Bool) { self = value ? .yes : .no }

  init(_ match: WildcardPattern.Match) {
    self =
      switch match {
      case .no: .no
      case .possible: .unknown
      case .yes: .yes
      }
  }

  public static func < (left: Truth, right: Truth) -> Bool { left.rawValue < right.rawValue }

  package static prefix func ! (truth: Truth) -> Truth {
    switch truth {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }
}

extension Sequence<Truth> {
  /// Whether all are true; yes for an empty list.
  var all: Truth { self.min() ?? .yes }

  /// Whether any is true; no for an empty list.
  var any: Truth { self.max() ?? .no }
}
