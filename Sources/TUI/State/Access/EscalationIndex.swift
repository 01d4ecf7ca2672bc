import Model

/// The ways to power by who takes them, and by whom they lead to.
struct EscalationIndex: Sendable {
  private let reports: [ARN: EscalationReport]
  private let arrivals: [ARN: [Arrival]]

  /// A principal that can become another one.
  struct Arrival: Hashable, Sendable {
    let from: ARN
    /// The ids of the paths, one after another where others are between.
    let paths: [String]
    /// Whom it becomes on the way.
    let through: [ARN]
  }

  init(_ reports: [EscalationReport]) {
    self.reports = Dictionary(
      reports.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
    var arrivals: [ARN: [Arrival]] = [:]
    for report in reports {
      var known: Set<ARN> = [report.subject]
      func enter(_ target: ARN?, _ paths: [String], through: [ARN]) {
        guard let target, known.insert(target).inserted else { return }
        arrivals[target, default: []].append(
          Arrival(from: report.subject, paths: paths, through: through))
      }
      for way in report.open where way.gain != .another {
        enter(way.target, [way.path.id], through: [])
      }
      let targets = report.chain.compactMap(\.escalation.target)
      let paths = report.chain.map(\.escalation.path.id)
      for (place, hop) in report.chain.enumerated() {
        enter(
          hop.escalation.target, Array(paths[...place]), through: Array(targets.prefix(place)))
      }
    }
    self.arrivals = arrivals.mapValues { list in
      list.sorted { $0.through.count < $1.through.count }
    }
  }

  /// The ways of a principal; nil where none is known.
  func report(on arn: ARN) -> EscalationReport? { reports[arn] }
  /// Who can become the principal, by the nearest ways that are known.
  func arrivals(at arn: ARN) -> [Arrival] { arrivals[arn] ?? [] }
}
