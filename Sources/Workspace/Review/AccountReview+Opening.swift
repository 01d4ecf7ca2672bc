internal import Checklist
internal import Evidence
internal import Model
internal import Platform

extension AccountReview {
  /// Opens the review that `request` names.
  ///
  /// - Parameters:
  ///   - request: The evidence, the session and the settings.
  ///   - path: The session path of the request, which the caller can have locked; nil for none.
  ///   - acceptsDamage: Whether a damaged journal is accepted, so that lost decisions must be made again.
  ///     It is otherwise refused, because a document or signature would not contain all confirmed
  ///     decisions.
  ///   - warnings: Receives the problems of the evidence and of the session.
  ///   - report: Receives the progress as text.
  public static func open(
    _ request: ReviewRequest, at path: String?, acceptsDamage: Bool = false, warnings: Warnings,
    report: @escaping (String) -> Void = { _ in }
  ) throws -> AccountReview {
    let source = request.source
    if source == .standardInput { report("reading standard input") }
    var account = try EvidenceLoader.load(source, asOf: request.judging.asOf) { report($0.text) }
    report("evaluating")
    warnings.add(account.problems, in: source)
    guard let path else {
      let settings = request.judging.applied(to: nil)
      var session = ReviewSession(settings: settings)
      session.attach(to: account)
      return AccountReview(
        source: source, path: nil, assessment: Checklist.assess(account, settings: settings),
        session: session, stored: nil, warnings: [], historyErrors: [], files: KeptFiles(nil))
    }
    var file = try SessionFile.named(path)
    let stored = try file.read()
    if !acceptsDamage { try file.refuseDamage() }
    if let stored { account.keepMoment(of: stored) }
    let earlier = request.previous.flatMap { NamedReview.settings(of: $0, warnings: warnings) }
    var session = stored ?? ReviewSession(settings: request.judging.applied(to: earlier))
    if let mismatch = session.mismatch(with: account) {
      throw ReviewError(message: "\(path): \(mismatch)")
    }
    let historyErrors = stored?.historyErrors ?? []
    let errors = historyErrors.map { "\(path): \($0.message)" }
    let (first, last) = (file.journalWarning, file.readersWarning)
    warnings.add(errors: errors)
    for case let warning? in [first, last] { warnings.add(warning) }
    session.attach(to: account)
    let settings = request.judging.applied(to: session.settings)
    let assessment = Checklist.assess(account, settings: settings).narrowed(to: session.scope)
    return AccountReview(
      source: source, path: path, assessment: assessment, session: session, stored: stored,
      warnings: [first].compactMap(\.self) + errors + [last].compactMap(\.self),
      historyErrors: historyErrors, files: KeptFiles(file))
  }
}

extension EvidenceProgress {
  /// The progress as text for the status line.
  fileprivate var text: String {
    let megabytes = bytes / 1_000_000
    return "reading file \(files) of \(expected)"
      + (megabytes > 0 ? ", \(megabytes) MB" : "") + ": \(file)"
  }
}
