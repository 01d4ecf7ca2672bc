import Model
import Platform

/// The functions that share a role.
///
/// Each of them has a finding, so no finding lists all the others: a few are named, and what all
/// findings have in common is computed once.
struct RoleSharing {
  /// The first functions, one more than a finding names, because a function does not name itself.
  private let first: [LambdaFunction]
  private let count: Int
  private let digest: String

  private static let maximum = 5

  init(_ functions: [LambdaFunction]) {
    let sorted = functions.sorted { ($0.name, $0.arn.description) < ($1.name, $1.arn.description) }
    first = Array(sorted.prefix(Self.maximum + 1))
    count = functions.count
    let arns = sorted.map(\.arn.description).joined(separator: " ")
    digest = String(SHA256Digest(of: arns).description.prefix(16))
  }

  /// The number of functions that share the role with a function.
  var others: Int { count - 1 }

  /// Up to five functions that share the role with `function`.
  private func named(beside function: LambdaFunction) -> [String] {
    first.filter { $0.arn != function.arn }.prefix(Self.maximum).map(\.name)
  }

  /// The functions that share the role with `function`, for a sentence.
  func text(beside function: LambdaFunction) -> String {
    let named = named(beside: function)
    let more = others - named.count
    return named.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// The same as a fact; it changes if any of the functions changes.
  func fact(beside function: LambdaFunction) -> String {
    let named = named(beside: function)
    let more = others - named.count
    return named.joined(separator: " ") + (more > 0 ? " and \(more) more (digest \(digest))" : "")
  }
}
