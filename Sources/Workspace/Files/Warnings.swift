public import Evidence
public import Model
internal import Platform

/// Receives warnings about the files of a review, each in one sentence.
public struct Warnings: Sendable {
  private let receive: @Sendable (String) -> Void

  /// Warnings that are passed to `receive`.
  public init(_ receive: @escaping @Sendable (String) -> Void) { self.receive = receive }

  /// Adds one warning.
  public func add(_ warning: String) { receive(warning) }

  /// Adds the errors of a history and its signatures: the first ten, and the number of the rest.
  public func add(errors: [String]) {
    let maximum = 10
    for error in errors.prefix(maximum) { add(error) }
    guard errors.count > maximum else { return }
    add("and \((errors.count - maximum).grouped) more; iam-review log --verify lists them")
  }

  /// Adds the problems of the evidence in `source`: `FILE:LINE:COLUMN: problem; remedy`.
  public func add(_ problems: [Problem], in source: EvidenceSource) {
    for problem in problems { add("\(source.place(of: problem)): \(problem.message)") }
  }
}

extension EvidenceSource {
  /// The path of the file with `problem` from the current directory, and the position in it.
  fileprivate func place(of problem: Problem) -> String {
    var path = problem.file
    if case .path(let folder) = self, folder.split(separator: "/").last.map(String.init) != path {
      path = (folder.hasSuffix("/") ? folder : folder + "/") + path
    }
    guard let place = problem.place else { return path }
    let words = place.split(separator: " ")
    guard words.count >= 2, words[0] == "line" else { return "\(path): \(place)" }
    let column = words.count == 4 ? ":\(words[3])" : ""
    return "\(path):\(words[1])\(column)"
  }
}
