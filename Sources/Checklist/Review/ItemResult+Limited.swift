extension ItemResult {
  /// The item with only some of its findings.
  func limited(to findings: [Finding]) -> ItemResult {
    ItemResult(
      item: item, outcome: outcome, missing: missing, findings: findings, notes: notes,
      absent: absent, factsOfWhole: Reviewable.item(self).facts)
  }
}
