/// How a finding stands to the review before.
enum Novelty: String, CaseIterable, Sendable { case new, changed, unchanged }

extension ReviewReport {
  /// How `finding` stands to the review before; nil where there was none.
  func novelty(of finding: Finding) -> Novelty? { nil }
}
