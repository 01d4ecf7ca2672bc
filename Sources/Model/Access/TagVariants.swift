/// All variants of a principal by its tags.
struct TagVariants: Sendable {
  /// After it has tagged itself.
  private var own: [PrincipalVariant] = []
  /// Sessions that are started with tags; they are all unless `isWhole` says otherwise.
  private(set) var sessions: [PrincipalVariant] = []
  private(set) var isWhole = true
  /// After others have tagged it.
  private(set) var retagged: [PrincipalVariant] = []
  private let isAdministrator: Bool

  /// The variants to search for paths of.
  var searched: [PrincipalVariant] { isAdministrator ? [] : own + sessions + retagged }

  init(
    of index: Int, power: PrincipalPower, access: EffectiveAccess?, canAssume: Bool,
    isChangeable: Bool, _ finder: PrincipalVariantFinder, _ engine: AccessEngine
  ) {
    let subject = engine.subjects[index]
    isAdministrator = power.isAdministrator
    guard power.administrator != .yes else { return }
    if !isAdministrator { own = finder.tagged(subject) }
    (sessions, isWhole) = finder.sessions(of: subject)
    if isChangeable {
      retagged = finder.retagged(subject, from: access, canAssume: canAssume)
    }
  }
}
