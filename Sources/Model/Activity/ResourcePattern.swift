/// Generalizes the ARNs of resources of which there can be millions.
package enum ResourcePattern {
  /// The pattern of `arn`: objects in a bucket are combined by the first part of their keys, and
  /// log streams and executions are combined.
  ///
  ///     arn:aws:s3:::logs/2026/11/a.gz    arn:aws:s3:::logs/2026/*
  ///     arn:aws:s3:::logs/a.gz            arn:aws:s3:::logs/*
  package static func of(_ arn: String) -> String {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6 else { return arn }
    let resource = parts[5]
    func pattern(_ start: some StringProtocol) -> String {
      parts[..<5].joined(separator: ":") + ":" + start + "*"
    }
    switch parts[2] {
    case "s3":
      guard let slash = resource.firstIndex(of: "/"), !resource.hasPrefix("accesspoint/") else {
        return arn
      }
      let key = resource[resource.index(after: slash)...]
      guard let next = key.firstIndex(of: "/") else { return pattern(resource[...slash]) }
      return pattern(resource[...next])
    case "logs":
      guard let stream = resource.firstRange(of: ":log-stream:") else { return arn }
      return pattern(resource[..<stream.upperBound])
    case "states":
      let words = resource.split(separator: ":", omittingEmptySubsequences: false)
      guard words.count > 2, words[0] == "execution" || words[0] == "express" else { return arn }
      return pattern("\(words[0]):\(words[1]):")
    default: return arn
    }
  }
}
