import Checklist
import Model
import Platform
import Workspace

extension ConsoleState {
  /// Signs the review, or shows what is missing.
  mutating func sign() -> [ConsoleEffect] {
    if let refusal = readOnlyRefusal {
      message = .refused("sign: \(refusal)")
      return []
    }
    let readiness = Readiness(model.assessment, review.session, at: now)
    guard readiness.isComplete else {
      let count = readiness.gaps.count
      message = .refused(
        "not signed: \(count.counted("decision")) missing; "
          + (isPlain ? "s lists them" : "Enter opens an entry"))
      return []
    }
    return [.sign]
  }

  /// Handles the result of signing; a signed review is already saved.
  mutating func take(_ signed: Result<ReviewSession, ReviewError>) {
    switch signed {
    case .failure(let failure): message = .refused(failure.message)
    case .success(let session):
      review.session = session
      review.statuses.recompute(session, model, at: now)
      message = .done("signed: \(session.currentSignatures.last?.text ?? "")")
    }
  }
}
