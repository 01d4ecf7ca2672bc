/// Whether something holds, where what is needed to know it may not be known.
public enum Truth: Int, Hashable, Sendable, Comparable {
  case no
  case unknown
  case yes

  /// The truth that is known.
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

  static prefix func ! (truth: Truth) -> Truth {
    switch truth {
    case .no: .yes
    case .unknown: .unknown
    case .yes: .no
    }
  }
}

extension Sequence<Truth> {
  /// Whether all hold; nothing holds wholly.
  var all: Truth { self.min() ?? .yes }

  /// Whether one holds; in nothing, none does.
  var any: Truth { self.max() ?? .no }
}
