/// On how many of its resources in an account each action is allowed, or left by a Deny.
///
/// An action that needs resources of several types reaches as far as the least of them; one that
/// takes one of several types, as far as the best, and so does one of which the reference leaves that
/// open. An action without resources is all or nothing.
struct ActionReach {
  /// The actions that reach all resources of a type.
  let whole: [Int]
  /// The actions that reach any resource, those of `whole` too.
  let some: [Int]
  /// The actions that reach resources of one type, but of another that they need as well none.
  let partial: [Int]

  /// The reach of `actions` in `resources`.
  ///
  /// `isExcluding` says that all resources are meant but those of `entries`: a part that is left out
  /// takes little away, so that only leaving out a whole type counts.
  /// `sparesAccessPoints` counts access points like the buckets behind them; a Deny does not.
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
            $0, service.kinds, parts, withoutResource, sparesAccessPoints: sparesAccessPoints)
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
    _ withoutResource: Part, sparesAccessPoints: Bool
  ) -> Reach {
    if uses.isEmpty { return Reach(whole: withoutResource, some: withoutResource) }
    func best(of types: [Int]) -> Part { types.map { parts[$0] }.max() ?? .none }
    if !uses.certain.isEmpty || !uses.open.isEmpty {
      let each = uses.lists(isStrict: false).map(best)
      let least = each.min() ?? .none
      return Reach(whole: least, some: least, isPartial: each.contains { $0 != .none })
    }
    let own = uses.optional.filter { !kinds[$0].isAccessPoint }
    let main = best(of: own.isEmpty ? uses.optional : own)
    return Reach(whole: main, some: sparesAccessPoints ? best(of: uses.optional) : main)
  }
}

extension ActionSet {
  /// The actions at `indices`, which ascend, and what is `beyond` the catalogue.
  init(indices: [Int], beyond: UnknownActions = .none, in catalogue: ActionCatalogue) {
    self.init(catalogue: catalogue, words: Self.words(of: indices), beyond: beyond)
  }
}
