import Model

/// The resources of an action that a policy must deny.
enum ControlTarget {
  /// All resources that match the pattern.
  case resources(ARNPattern)
  /// No resource: AWS evaluates the action on `*` only. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html.
  case none

  /// The resources that match `pattern`, or none if `action` takes no resource.
  init(_ action: String, on pattern: String) {
    self =
      ActionCatalogue.bundled.takesNoResource(action)
      ? .none : .resources(ARNPattern(pattern, variables: false))
  }

  fileprivate func isCovered(by pattern: ARNPattern) -> Bool {
    switch self {
    case .resources(let resources): pattern.covers(resources)
    case .none: pattern.match("*") == .yes
    }
  }

  fileprivate func overlaps(_ pattern: ARNPattern) -> Bool {
    switch self {
    case .resources(let resources): pattern.overlaps(resources)
    case .none: pattern.match("*") != .no
    }
  }
}

extension ControlledAccess.Line {
  /// Whether its resources include all of `target`.
  func covers(_ target: ControlTarget) -> Bool {
    switch statement.resources {
    case .only: patterns.contains(where: target.isCovered)
    case .allBut: !patterns.contains(where: target.overlaps)
    case nil: false
    }
  }

  /// The parts of `target` that its `NotResource` leaves out; nil if it has none, or if the target is
  /// no resource.
  func excludedParts(of target: ControlTarget) -> [ControlTarget]? {
    guard case .resources = target, case .allBut = statement.resources else { return nil }
    return patterns.filter(target.overlaps).map { .resources($0) }
  }

  /// Whether its resources include some of `target`.
  func overlaps(_ target: ControlTarget) -> Bool {
    switch statement.resources {
    case .only: patterns.contains(where: target.overlaps)
    case .allBut: !patterns.contains(where: target.isCovered)
    case nil: false
    }
  }

  /// The actions that it denies on all resources of their service, or on all but some.
  var deniedActions: ActionSet {
    switch statement.resources {
    case .only:
      guard let services = statement.servicesReachedWhole(in: partition) else { return actions }
      return services.isEmpty
        ? ActionSet() : actions.intersection(ActionSet(services: services))
    case .allBut:
      let excludedParts = patterns
      if excludedParts.contains(where: \.matchesEverything) { return ActionSet() }
      let services = actions.services.filter { service in
        excludedParts.contains { $0.coversAll(beginning: "arn:\(partition):\(service):") }
      }
      return services.isEmpty
        ? actions : actions.subtracting(ActionSet(services: services))
    case nil: return ActionSet()
    }
  }

  /// The resources as text, for a Deny on some resources only.
  var resourcesText: String {
    let names = listed(statement.resources?.patterns ?? [])
    return statement.excludesSome ? "all resources but \(names)" : names
  }

  private var patterns: [ARNPattern] {
    (statement.resources?.patterns ?? []).filter { ARNPattern.canMatch($0, in: partition) }
      .map { ARNPattern(Self.sorted($0), variables: hasVariables) }
  }

  /// `text` with `?` before `*` in each run of wildcards of the resource part: `*?` and `?*` match the
  /// same names, and only the same spelling covers the other.
  private static func sorted(_ text: String) -> String {
    guard text.contains("*?"),
      let start = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        .dropFirst(5).first?.startIndex
    else { return text }
    var result = String(text[..<start])
    var rest = text[start...]
    while let character = rest.first {
      if rest.hasPrefix("${"), let end = rest.firstIndex(of: "}") {
        result += rest[...end]
        rest = rest[rest.index(after: end)...]
        continue
      }
      let run = rest.prefix { $0 == "*" || $0 == "?" }
      result += run.isEmpty ? String(character) : run.filter { $0 == "?" }
      if run.contains("*") { result += "*" }
      rest = rest.dropFirst(max(run.count, 1))
    }
    return result
  }
}

extension ActionSet {
  /// All actions of the services.
  fileprivate init(services: [String]) { self.init(of: .only(services.map { $0 + ":*" })) }
}
