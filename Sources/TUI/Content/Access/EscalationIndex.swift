import Model

/// Escalation paths, by the principal that can use them and by the principal that they lead to.
struct EscalationIndex: Sendable {
  private let reports: [ARN: EscalationReport]
  private let arrivals: [ARN: [Arrival]]

  /// A principal that can assume or take over another one.
  struct Arrival: Hashable, Sendable {
    let from: ARN
    /// The ids of the paths, in the order in which they are used.
    let paths: [String]
    /// The principals between the two.
    let through: [ARN]
  }

  init(_ reports: [EscalationReport]) {
    self.reports = Dictionary(
      reports.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
    var arrivals: [ARN: [Arrival]] = [:]
    for report in reports {
      var known: Set<ARN> = [report.subject]
      func insert(_ target: ARN?, _ paths: [String], through: [ARN]) {
        guard let target, known.insert(target).inserted else { return }
        arrivals[target, default: []].append(
          Arrival(from: report.subject, paths: paths, through: through))
      }
      for way in report.open where way.gain != .another {
        insert(way.target, [way.path.id], through: [])
      }
      let targets = report.chain.compactMap(\.escalation.target)
      let paths = report.chain.map(\.escalation.path.id)
      for (place, hop) in report.chain.enumerated() {
        insert(
          hop.escalation.target, Array(paths[...place]), through: Array(targets.prefix(place)))
      }
    }
    self.arrivals = arrivals.mapValues { list in
      list.sorted { $0.through.count < $1.through.count }
    }
  }

  /// The escalation report of a principal; nil if it has no known path.
  func report(on arn: ARN) -> EscalationReport? { reports[arn] }
  /// The principals that can take over a principal, by the shortest known paths.
  func arrivals(at arn: ARN) -> [Arrival] { arrivals[arn] ?? [] }
}
