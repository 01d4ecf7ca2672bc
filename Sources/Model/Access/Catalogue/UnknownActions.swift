/// The unknown part of an action set: patterns, and patterns that were subtracted from them.
indirect enum UnknownActions: Hashable, Sendable {
  case none
  case matching([ActionPattern])
  case either(UnknownActions, UnknownActions)
  case both(UnknownActions, UnknownActions)
  case except(UnknownActions, UnknownActions)

  /// Longer lists are not simplified: comparing all patterns of `ReadOnlyAccess` with each other
  /// for each principal is what makes other tools slow.
  private static let longestCompared = 64

  /// The actions that match one of `patterns`; patterns covered by another are dropped.
  init(_ patterns: [ActionPattern]) {
    guard patterns.count <= Self.longestCompared else {
      self = .matching(patterns)
      return
    }
    var kept: [ActionPattern] = []
    for pattern in patterns where !kept.contains(where: { $0.covers(pattern) }) {
      kept.removeAll { pattern.covers($0) }
      kept.append(pattern)
    }
    self = kept.isEmpty ? .none : .matching(kept)
  }

  var isNone: Bool {
    if case .none = self { true } else { false }
  }

  private var isEverything: Bool {
    if case .matching(let patterns) = self {
      patterns.contains(where: \.matchesEverything)
    } else {
      false
    }
  }

  func contains(_ action: String) -> Bool {
    switch self {
    case .none: false
    case .matching(let patterns): patterns.contains { $0.matches(action) }
    case .either(let left, let right): left.contains(action) || right.contains(action)
    case .both(let left, let right): left.contains(action) && right.contains(action)
    case .except(let left, let right): left.contains(action) && !right.contains(action)
    }
  }

  /// Whether it contains everything that `pattern` matches; true is certain, false is not.
  func covers(_ pattern: ActionPattern) -> Bool {
    switch self {
    case .none: false
    case .matching(let patterns): patterns.contains { $0.covers(pattern) }
    case .either(let left, let right): left.covers(pattern) || right.covers(pattern)
    case .both(let left, let right): left.covers(pattern) && right.covers(pattern)
    case .except(let left, let right): left.covers(pattern) && !right.canOverlap(pattern)
    }
  }

  /// Whether it can contain something that `pattern` matches; false is certain, true is not.
  private func canOverlap(_ pattern: ActionPattern) -> Bool {
    switch self {
    case .none: false
    case .matching(let patterns):
      patterns.contains { candidate in
        let (left, right) = (candidate.serviceText, pattern.serviceText)
        return left == right || left.contains("*") || left.contains("?") || right.contains("*")
          || right.contains("?")
      }
    case .either(let left, let right): left.canOverlap(pattern) || right.canOverlap(pattern)
    case .both(let left, let right): left.canOverlap(pattern) && right.canOverlap(pattern)
    case .except(let left, _): left.canOverlap(pattern)
    }
  }

  func union(_ other: UnknownActions) -> UnknownActions {
    if isNone || other.isEverything { return other }
    if other.isNone || isEverything { return self }
    if case .matching(let left) = self, case .matching(let right) = other,
      left.count + right.count <= Self.longestCompared
    {
      return UnknownActions(left + right)
    }
    return .either(self, other)
  }

  func subtracting(_ other: UnknownActions) -> UnknownActions {
    if isNone || other.isNone { return self }
    if other.isEverything { return .none }
    guard case .matching(let left) = self, case .matching(let right) = other,
      left.count + right.count <= Self.longestCompared
    else { return self == other ? .none : .except(self, other) }
    let rest = left.filter { pattern in !right.contains { $0.covers(pattern) } }
    return rest.isEmpty ? .none : .except(.matching(rest), other)
  }

  func intersection(_ other: UnknownActions) -> UnknownActions {
    if isNone || other.isEverything { return self }
    if other.isNone || isEverything { return other }
    guard case .matching(let left) = self, case .matching(let right) = other,
      left.count + right.count <= Self.longestCompared
    else { return .both(self, other) }
    if left.allSatisfy({ pattern in right.contains { $0.covers(pattern) } }) { return self }
    let isInside = right.allSatisfy { pattern in left.contains { $0.covers(pattern) } }
    return isInside ? other : .both(self, other)
  }

  /// The patterns; subtracted patterns are ignored.
  var texts: [String] {
    switch self {
    case .none: []
    case .matching(let patterns): patterns.map(\.text)
    case .either(let left, let right), .both(let left, let right): left.texts + right.texts
    case .except(let left, _): left.texts
    }
  }
}

extension ActionPattern {
  /// The text before the colon, in lower case.
  fileprivate var serviceText: String {
    String(text.split(separator: ":", maxSplits: 1).first ?? "").lowercased()
  }
}
