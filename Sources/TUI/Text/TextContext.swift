import Checklist
import Model
import Platform

/// The input of texts about the account and its review.
struct TextContext {
  let model: ConsoleModel
  let session: ReviewSession
  let statuses: DecisionStatuses
  let now: Instant
  let columns: Int
  /// Unfinished drafts.
  var drafts: [DecisionForm] = []
  /// The planned carry-forward, while it is shown.
  var planned: PlannedCarry?
  /// The person who reads the text; nil if the text does not depend on it.
  var reviewer: Reviewer?
  /// Whether the evidence is loaded; while it is being read, items have no outcome.
  var isOpen = true
  /// The filters that the auditor saved, by name.
  var savedFilters: [String: String] = [:]
  /// Whether it is printed in plain mode, which has commands instead of keys.
  var isPlain = false
}
