public import Checklist
public import Model

extension Account {
  /// Uses the date of the evidence that `session` recorded, if the files do not contain one.
  /// Modification times of files change with each copy, but the date of the evidence must not.
  public mutating func keepMoment(of session: ReviewSession) {
    guard asOf.origin == .fileModification, session.isReview(of: self),
      let moment = session.evidence?.asOf
    else { return }
    asOf = .init(moment, origin: .fileModification)
  }
}
