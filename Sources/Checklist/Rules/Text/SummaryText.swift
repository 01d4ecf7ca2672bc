import Model
import Platform

// Text for the summaries of findings.

extension Instant {
  /// The date, for sentences.
  package var day: String { CalendarDay(containing: self).description }
}

/// The values as text: "a", "a and b", "a, b and c"; for more than five, the first five and the
/// number of others.
package func englishList(_ values: [String]) -> String {
  guard values.count > 1, values.count <= 5 else { return listed(values) }
  return values.dropLast().joined(separator: ", ") + " and " + values[values.count - 1]
}

extension PolicyStatement {
  /// The policy, with the statement's Sid if it has one.
  var policyText: String {
    source.name + (statement.sid.map { " (statement \($0))" } ?? "")
      + (source.group.map { " of group \($0)" } ?? "")
  }
}

extension Collection<PolicyStatement> {
  /// The policies as text, each once.
  var policiesText: String { englishList(map(\.policyText).uniqued) }
}

/// The AWS services as text, by prefix: "IAM, S3 and secretsmanager".
package func servicesText(_ prefixes: [String]) -> String {
  englishList(prefixes.map { $0.utf8.count <= 3 ? $0.uppercased() : $0 })
}

extension ARN {
  /// The resource as text, such as "role deploy" or "function labs-*".
  var resourceText: String {
    guard let end = resource.firstIndex(where: { $0 == "/" || $0 == ":" }) else { return resource }
    return "\(resource[..<end]) \(resource[resource.index(after: end)...])"
  }
}
