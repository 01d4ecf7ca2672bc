internal import Synchronization

/// A policy document prepared for evaluation: actions as bits, resources as patterns.
///
/// It contains no positions, so that identities with equal documents can share it. It is compiled
/// on first use, since most questions are about a few principals.
final class CompiledPolicy: Sendable {
  /// A compiled statement: everything that is the same for every principal.
  final class Line: Sendable {
    let effect: Statement.Effect
    /// The actions that `Action` or `NotAction` covers.
    let actions: ActionSet
    /// The actions that can be granted or denied on its resources: without `*`, actions without
    /// resource types are excluded.
    let grantable: ActionSet
    /// For an Allow: the actions that need resources of several types, only some of which it names.
    let partial: ActionSet
    /// For an Allow: the actions that it allows on all resources of a type.
    let onAllResources: ActionSet
    /// For a Deny: the actions that it denies on all their resources.
    let denied: ActionSet
    /// For a Deny: the actions for which it denies some resources of every type, including `denied`.
    let curtailed: ActionSet
    let resources: ResourceScope
    /// The entries of `resources` with the account id filled in; the other variables differ between
    /// identities.
    let patterns: [ARNPattern]
    /// The entries prepared for comparison with resource types; empty if they cover no type.
    let entries: [ResourceEntry]
    let conditions: [Condition]

    init(_ statement: Statement, variables: Bool, in account: AccountResources) {
      let catalogue = account.catalogue
      effect = statement.effect
      actions = ActionSet(of: statement.actions, in: catalogue)
      resources = ResourceScope(
        statement.resources, variables: variables, in: account.partition)
      conditions = statement.conditions
      let none = ActionSet(in: catalogue)
      let isWide = statement.canCoverType(in: account.account)
      patterns = resources.hasVariables ? resources.patterns(in: account) : resources.patterns
      entries = isWide ? patterns.map(ResourceEntry.init) : []
      switch effect {
      case .allow:
        (denied, curtailed) = (none, none)
        if resources.fitsNoResource {
          (grantable, onAllResources, partial) = (actions, actions, none)
        } else if isWide {
          let reach = ActionReach(
            of: actions, on: entries, isExcluding: resources.isNegated,
            excludesAccessPoints: true, in: account)
          grantable = ActionSet(indices: reach.some, beyond: actions.beyond, in: catalogue)
          partial = ActionSet(indices: reach.partial, in: catalogue)
          onAllResources = ActionSet(indices: reach.whole, in: catalogue)
        } else {
          grantable = actions.subtracting(catalogue.withoutResource)
          (onAllResources, partial) = (none, none)
        }
      case .deny:
        let needsStar = !resources.fitsNoResource && !resources.isNegated
        grantable = needsStar ? actions.subtracting(catalogue.withoutResource) : actions
        (onAllResources, partial) = (none, none)
        if resources.fitsNoResource {
          (denied, curtailed) = (actions, actions)
        } else if isWide, !(resources.isNegated && patterns.contains(where: \.hasVariables)) {
          let left = ActionReach(
            of: actions, on: entries, isExcluding: !resources.isNegated,
            excludesAccessPoints: false, in: account)
          let listed = actions.withoutUnknown
          denied = listed.subtracting(ActionSet(indices: left.some, in: catalogue))
          curtailed = listed.subtracting(ActionSet(indices: left.whole, in: catalogue))
        } else {
          (denied, curtailed) = (none, none)
        }
      }
    }
  }

  let hasVariables: Bool
  /// Whether it can allow something on all resources of a type. Few policies do, so the others need
  /// not be checked further.
  let isWide: Bool
  private let compiled = Mutex<[Line]?>(nil)
  private let document: PolicyDocument
  private let account: AccountResources

  init(_ document: PolicyDocument, in account: AccountResources) {
    self.document = document
    self.account = account
    hasVariables = document.hasVariables
    isWide = document.statements.contains {
      $0.effect == .allow && $0.canCoverType(in: account.account)
    }
  }

  /// The compiled statements, in the order of the document.
  var lines: [Line] {
    compiled.withLock { known in
      if let known { return known }
      let made = document.statements.map {
        Line($0, variables: hasVariables, in: account)
      }
      known = made
      return made
    }
  }

  /// The main resource types of `service` of which the statement at `place` covers all resources;
  /// nil if these are most types.
  func typesReached(ofService service: String, at place: Int) -> [String]? {
    let scope = lines[place].resources
    if scope.fitsNoResource { return nil }
    guard let index = account.catalogue.index(ofService: service),
      let kinds = account.service(index)?.kinds
    else { return [] }
    let line = lines[place]
    let entries = line.entries.isEmpty ? line.patterns.map(ResourceEntry.init) : line.entries
    let own = kinds.filter { $0.shapes.contains { $0.service == service } }
    // For S3, these are buckets and objects; jobs and access points do not contain its data.
    let global = own.filter { $0.shapes.contains { $0.region.isEmpty && $0.account.isEmpty } }
    let main = global.isEmpty ? own : global
    let reached = main.filter {
      let isWhole = $0.part(of: entries, partition: account.partition) == .whole
      return isWhole != scope.isNegated
    }
    return reached.count * 2 > main.count ? nil : reached.map(\.name)
  }

  /// Whether it allows one of `actions` on any resource; Denies are ignored.
  func allows(anyOf actions: ActionSet) -> Bool {
    lines.contains { $0.effect == .allow && $0.actions.overlaps(actions) }
  }

  /// Whether the conditions of the line are met in `context`.
  func conditions(of line: Line, in context: RequestContext) -> Truth {
    line.conditions.isEmpty
      ? .yes
      : line.conditions.lazy.map { $0.evaluate(in: context, variables: self.hasVariables) }.all
  }
}

extension ResourceScope {
  fileprivate func patterns(in account: AccountResources) -> [ARNPattern] {
    let id = account.account.map { ["aws:PrincipalAccount": [$0]] }
    return resolved(in: RequestContext(id ?? [:])).patterns
  }
}

extension ActionCatalogue {
  /// The actions that can only be granted on `*`.
  var withoutResource: ActionSet {
    scopes.set(of: .only(["\u{0}without resource"])) { taking(resource: false) }
  }

  /// The actions that take a resource.
  package var withResource: ActionSet {
    scopes.set(of: .only(["\u{0}with resource"])) { taking(resource: true) }
  }

  private func taking(resource: Bool) -> ActionSet {
    ActionSet(of: .only(["*"]), in: self).filtered(
      levels: Set(AccessLevel.allCases), takingResource: resource)
  }
}
