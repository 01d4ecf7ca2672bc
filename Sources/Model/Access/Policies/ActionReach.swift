/// The actions that are allowed, or left by a Deny, on some or all of their resources in an
/// account.
///
/// An action that needs resources of several types has the smallest reach of these types. An action that
/// needs one of several types has the largest, and so has an action for which the reference does not
/// specify this. An action without resources is allowed completely or not at all.
struct ActionReach {
  /// The actions that cover all resources of a type.
  let whole: [Int]
  /// The actions that cover any resource, including those in `whole`.
  let some: [Int]
  /// The actions that reach resources of one type, but none of another type that they also need.
  let partial: [Int]

  /// Computes the reach of `actions` in `resources`.
  ///
  /// If `isExcluding`, all resources except those of `entries` are meant; excluding a part of a
  /// type has little effect, so only excluded whole types count. If `excludesAccessPoints`, access
  /// points count like the buckets behind them. For a Deny, they do not.
  init(
    of actions: ActionSet, on entries: [ResourceEntry], isExcluding: Bool,
    excludesAccessPoints: Bool,
    in resources: AccountResources
  ) {
    let withoutResource: Part =
      entries.contains(where: \.fitsNoResource) == isExcluding ? .none : .whole
    func part(of kind: ResourceKind) -> Part {
      let part = kind.part(of: entries, partition: resources.partition)
      return isExcluding ? (part == .whole ? .none : .whole) : part
    }
    var (whole, some, partial): ([Int], [Int], [Int]) = ([], [], [])
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
            $0, service.kinds, parts, withoutResource, excludesAccessPoints: excludesAccessPoints)
        }
      }
      while index < indices.count, range.contains(indices[index]) {
        let action = indices[index]
        let place = action - range.lowerBound
        var parts = Reach(whole: withoutResource, some: withoutResource)
        if let service, let byUses, service.facts.actions.indices.contains(place) {
          parts = byUses[service.facts.actions[place].uses]
        }
        if parts.whole == .whole { whole.append(action) }
        if parts.some != .none {
          some.append(action)
        } else if parts.isPartial {
          partial.append(action)
        }
        index += 1
      }
    }
    self.whole = whole
    self.some = some
    self.partial = partial
  }

  /// How far one action reaches.
  private struct Reach {
    var whole: Part
    var some: Part
    var isPartial = false
  }

  private static func parts(
    _ uses: ResourceCatalogue.Uses, _ kinds: [ResourceKind], _ parts: [Part],
    _ withoutResource: Part, excludesAccessPoints: Bool
  ) -> Reach {
    if uses.isEmpty { return Reach(whole: withoutResource, some: withoutResource) }
    func best(of types: [Int]) -> Part { types.map { parts[$0] }.max() ?? .none }
    if !uses.certain.isEmpty || !uses.open.isEmpty {
      let each = uses.lists(isStrict: false).map(best)
      let minimum = each.min() ?? .none
      return Reach(whole: minimum, some: minimum, isPartial: each.contains { $0 != .none })
    }
    let own = uses.optional.filter { !kinds[$0].isAccessPoint }
    let main = best(of: own.isEmpty ? uses.optional : own)
    return Reach(whole: main, some: excludesAccessPoints ? best(of: uses.optional) : main)
  }
}

extension ActionSet {
  /// Creates the set of the actions at `indices`, which ascend, and those `beyond` the catalogue.
  init(indices: [Int], beyond: UnknownActions = .none, in catalogue: ActionCatalogue) {
    self.init(catalogue: catalogue, words: Self.words(of: indices), beyond: beyond)
  }
}
