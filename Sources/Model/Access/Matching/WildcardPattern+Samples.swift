extension WildcardPattern {
  /// One text for each combination of `patterns` that a text can match, the empty combination
  /// included; none of them is one of `excluded`. Nil if that cannot be decided.
  ///
  ///     eu-*, *-west-*   xk7, eu-xk7, xk7-west-xk7, eu-xk7-west-xk7
  ///
  /// Each pattern takes part in half of all combinations, so that there can be only a few.
  package static func samples(of patterns: [String], excluding excluded: [String]) -> [String]? {
    guard patterns.count <= maximumPatterns, patterns.allSatisfy({ $0.utf8.count <= maximumBytes })
    else { return nil }
    let patterns = patterns.map { WildcardPattern($0) }
    var samples: [String] = []
    for combination in 0..<(1 << patterns.count) {
      let parts = patterns.indices.map { combination & (1 << $0) != 0 }
      let inside = patterns.indices.filter { parts[$0] }.map { patterns[$0] }
      let outside = patterns.indices.filter { !parts[$0] }.map { patterns[$0] }
      if let sample = sample(inside, outside, excluded) {
        samples.append(sample)
      } else if !isImpossible(inside, outside) {
        return nil
      }
    }
    return samples
  }

  private static let maximumPatterns = 3
  private static let maximumBytes = 200
  private static let fillers = ["xk7", "9", "", "j9-Vt_4.b"]

  /// A text that matches all of `inside` and none of `outside`; nil if none was found.
  private static func sample(
    _ inside: [WildcardPattern], _ outside: [WildcardPattern], _ excluded: [String]
  ) -> String? {
    var common: [Token]? = [star]
    for pattern in inside { common = common.flatMap { intersection($0, pattern.tokens) } }
    guard let common else { return nil }
    return fillers.lazy.map { text(of: common, filler: $0) }.first { text in
      inside.allSatisfy { $0.matches(text) } && !outside.contains { $0.matches(text) }
        && !excluded.contains(text)
    }
  }

  /// Whether certainly no text matches all of `inside` and none of `outside`.
  private static func isImpossible(
    _ inside: [WildcardPattern], _ outside: [WildcardPattern]
  ) -> Bool {
    if outside.contains(where: { other in
      other.matchesEverything || inside.contains { other.covers($0) }
    }) {
      return true
    }
    return inside.indices.contains { first in
      inside[(first + 1)...].contains { !inside[first].overlaps($0) }
    }
  }
}
