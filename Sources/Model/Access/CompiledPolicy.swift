/// A policy document ready to be evaluated: actions as bits, resources as patterns.
///
/// It holds nothing of where the document stands, so that identities with equal documents share it.
struct CompiledPolicy: Sendable {
  struct Line: Sendable {
    let effect: Statement.Effect
    /// What `Action` or `NotAction` covers.
    let actions: ActionSet
    /// The same without actions that can only be granted on `*`, where the resources are not that.
    let grantable: ActionSet
    let resources: ResourceScope
    let conditions: [Condition]
    /// The services of which the resources are all there are.
    let wholeServices: Set<String>
  }

  /// In the order of the document's statements.
  let lines: [Line]
  let hasVariables: Bool
  /// Whether it allows something on all resources, or on all of a service; few do, and what only
  /// those can amount to need not be asked of the others.
  let isWide: Bool

  init(_ document: PolicyDocument, catalogue: ActionCatalogue, account: String?) {
    let hasVariables = document.version == "2012-10-17"
    self.hasVariables = hasVariables
    isWide = document.statements.contains {
      $0.effect == .allow && $0.servicesReachedWhole?.isEmpty != true
    }
    lines = document.statements.map { statement in
      let actions = ActionSet(of: statement.actions, in: catalogue)
      let resources = ResourceScope(statement.resources, variables: hasVariables)
      return Line(
        effect: statement.effect, actions: actions,
        grantable: resources.coversEverything || resources.isAllBut
          ? actions : actions.subtracting(catalogue.withoutResource),
        resources: resources, conditions: statement.conditions,
        wholeServices: resources.wholeServices(account: account))
    }
  }

  /// Whether it allows one of `actions` on whatever resource, as far as no Deny is looked at.
  func allows(anyOf actions: ActionSet) -> Bool {
    lines.contains { $0.effect == .allow && $0.actions.overlaps(actions) }
  }

  /// Whether the line's conditions hold in `context`.
  func conditions(of line: Line, in context: RequestContext) -> Truth {
    line.conditions.lazy.map { $0.evaluate(in: context, variables: hasVariables) }.all
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
