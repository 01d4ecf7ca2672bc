/// How much the Allow statements of an inline policy grant, taken alone; other items evaluate
/// effective access. The raw values are facts.
package enum InlineReach: String, Sendable {
  case everything, wholeServices, listedActions, nothing, unknown

  /// The actions that the policy allows, for people.
  package var words: String {
    switch self {
    case .everything: "all or nearly all actions"
    case .wholeServices: "all actions of at least one service"
    case .listedActions: "specific actions"
    case .nothing, .unknown: rawValue
    }
  }
}
