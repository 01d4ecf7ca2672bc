/// The actions that are allowed, or left by a Deny, on some or all of their resources in an
/// account.
///
/// If an action requires resources of several types, the smallest part applies. If it takes one of
/// several types, the largest part applies. An action without resources is covered completely or
/// not at all.
struct ActionReach {
  /// The actions that cover all resources of a type.
  let whole: [Int]
  /// The actions that cover any resource, including those in `whole`.
  let some: [Int]

  /// Computes the reach of `actions` in `resources`.
  ///
  /// If `isExcluding`, all resources except those of `entries` are meant; excluding a part of a
  /// type has little effect, so only excluded whole types count. If `sparesAccessPoints`, access
  /// points count like the buckets behind them, which they do not for a Deny.
  init(
    of actions: ActionSet, on entries: [ResourceEntry], isExcluding: Bool, sparesAccessPoints: Bool,
    in resources: AccountResources
  ) {
    let withoutResource: Part =
      entries.contains(where: \.fitsNoResource) == isExcluding ? .none : .whole
    func part(of kind: ResourceKind) -> Part {
      let part = kind.part(of: entries, partition: resources.partition)
      return isExcluding ? (part == .whole ? .none : .whole) : part
    }
    var (whole, some): ([Int], [Int]) = ([], [])
    var index = 0
    let indices = actions.indices
    while index < indices.count {
      let number = Int(actions.catalogue.entries[indices[index]].service)
      let range = actions.catalogue.services[number].actions
      let service = resources.service(number)
      let byUses = service.map { service in
        let parts = service.kinds.map(part)
        return service.facts.uses.map {
          ActionReach.parts(
            $0, service.kinds, parts, withoutResource, sparesAccessPoints: sparesAccessPoints)
        }
      }
      while index < indices.count, range.contains(indices[index]) {
        let action = indices[index]
        let place = action - range.lowerBound
        var parts = (whole: withoutResource, some: withoutResource)
        if let service, let byUses, service.facts.actions.indices.contains(place) {
          parts = byUses[service.facts.actions[place].uses]
        }
        if parts.whole == .whole { whole.append(action) }
        if parts.some != .none { some.append(action) }
        index += 1
      }
    }
    self.whole = whole
    self.some = some
  }

  private static func parts(
    _ uses: [ResourceCatalogue.Use], _ kinds: [ResourceKind], _ parts: [Part],
    _ withoutResource: Part, sparesAccessPoints: Bool
  ) -> (whole: Part, some: Part) {
    if uses.isEmpty { return (withoutResource, withoutResource) }
    var (required, own, all): (Part?, Part?, Part) = (nil, nil, .none)
    for use in uses {
      let part = parts[use.type]
      if use.isRequired { required = min(required ?? part, part) }
      if !kinds[use.type].isAccessPoint { own = max(own ?? part, part) }
      all = max(all, part)
    }
    if let required { return (required, required) }
    let main = own ?? all
    return (main, sparesAccessPoints ? all : main)
  }
}

extension ActionSet {
  /// Creates the set of the actions at `indices`, which ascend, and those `beyond` the catalogue.
  init(indices: [Int], beyond: UnknownActions = .none, in catalogue: ActionCatalogue) {
    self.init(catalogue: catalogue, words: Self.words(of: indices), beyond: beyond)
  }
}
