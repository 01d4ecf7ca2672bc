/// The variants of a principal with other tags.
struct TagVariants: Sendable {
  /// The principal after it has changed its own tags.
  private var own: [PrincipalVariant] = []
  /// Sessions with session tags; `isWhole` tells whether they are complete.
  private(set) var sessions: [PrincipalVariant] = []
  private(set) var isWhole = true
  /// The principal after another principal has changed its tags.
  private(set) var retagged: [PrincipalVariant] = []
  private let isAdministrator: Bool

  /// The variants whose paths are searched.
  var searched: [PrincipalVariant] { isAdministrator ? [] : own + sessions + retagged }

  init(
    of index: Int, power: PrincipalPower, access: EffectiveAccess?, canAssume: Bool,
    isChangeable: Bool, _ finder: PrincipalVariantFinder, _ engine: AccessEngine
  ) {
    let subject = engine.subjects[index]
    isAdministrator = power.isAdministrator
    // A Deny that depends on tags can limit an administrator too.
    guard power.administrator != .yes || finder.hasTagConditions(subject) else { return }
    if !isAdministrator { own = finder.tagged(subject) }
    (sessions, isWhole) = finder.sessions(of: subject)
    if isChangeable {
      retagged = finder.retagged(subject, from: access, canAssume: canAssume)
    }
  }
}
