internal import Synchronization

/// A policy document ready to be evaluated: actions as bits, resources as patterns.
///
/// It holds nothing of where the document stands, so that identities with equal documents share it.
/// It is made ready when it is first asked, since most questions are about a few principals.
final class CompiledPolicy: Sendable {
  /// A statement, with all of it that is the same for every principal.
  final class Line: Sendable {
    let effect: Statement.Effect
    /// What `Action` or `NotAction` covers.
    let actions: ActionSet
    /// The same without actions that can only be granted on `*`, where the resources are not that.
    let grantable: ActionSet
    /// Those that are allowed or denied on all resources, or on all of their service.
    let onAllResources: ActionSet
    let resources: ResourceScope
    let conditions: [Condition]

    init(
      _ statement: Statement, variables: Bool, catalogue: ActionCatalogue, account: String?
    ) {
      effect = statement.effect
      actions = ActionSet(of: statement.actions, in: catalogue)
      resources = ResourceScope(statement.resources, variables: variables)
      conditions = statement.conditions
      if resources.isBroad {
        grantable = actions
        onAllResources = actions
      } else {
        grantable = actions.subtracting(catalogue.withoutResource)
        let services = resources.wholeServices(account: account).sorted()
        onAllResources =
          services.isEmpty
          ? ActionSet(in: catalogue)
          : grantable.intersection(
            ActionSet(of: .only(services.map { $0 + ":*" }), in: catalogue))
      }
    }
  }

  let hasVariables: Bool
  /// Whether it allows something on all resources, or on all of a service; few do, and what only
  /// those can amount to need not be asked of the others.
  let isWide: Bool
  private let compiled = Mutex<[Line]?>(nil)
  private let document: PolicyDocument
  private let catalogue: ActionCatalogue
  private let account: String?

  init(_ document: PolicyDocument, catalogue: ActionCatalogue, account: String?) {
    self.document = document
    self.catalogue = catalogue
    self.account = account
    hasVariables = document.version == "2012-10-17"
    isWide = document.statements.contains {
      $0.effect == .allow && $0.servicesReachedWhole?.isEmpty != true
    }
  }

  /// In the order of the document's statements.
  var lines: [Line] {
    compiled.withLock { known in
      if let known { return known }
      let made = document.statements.map {
        Line($0, variables: hasVariables, catalogue: catalogue, account: account)
      }
      known = made
      return made
    }
  }

  /// Whether it allows one of `actions` on whatever resource, as far as no Deny is looked at.
  func allows(anyOf actions: ActionSet) -> Bool {
    lines.contains { $0.effect == .allow && $0.actions.overlaps(actions) }
  }

  /// Whether the line's conditions hold in `context`.
  func conditions(of line: Line, in context: RequestContext) -> Truth {
    line.conditions.isEmpty
      ? .yes
      : line.conditions.lazy.map { $0.evaluate(in: context, variables: self.hasVariables) }.all
  }
}

extension ActionCatalogue {
  /// The actions that can only be granted on `*`.
  var withoutResource: ActionSet {
    scopes.set(of: .only(["\u{0}without resource"])) {
      ActionSet(of: .only(["*"]), in: self).filtered(
        levels: Set(AccessLevel.allCases), takingResource: false)
    }
  }
}
