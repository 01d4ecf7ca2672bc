public import Checklist
internal import Model
internal import Platform

/// The output of `iam-review diff`, for two reviews or two folders of evidence.
public enum DiffReport {
  /// The schema version of the JSON. New members do not change it, all other changes do.
  public static let schemaVersion = 1

  /// The output formats.
  public enum Format: String, CaseIterable, Sendable {
    case text, json, markdown
  }

  /// The report: the same comparison gives the same bytes, with a final newline.
  public static func render(_ comparison: ReviewComparison, as format: Format) -> String {
    switch format {
    case .text: text(comparison)
    case .json: json(comparison)
    case .markdown: markdown(comparison)
    }
  }

  /// The rows below the counts: everything that is not unchanged, by bucket.
  static func listed(
    _ comparison: ReviewComparison
  ) -> [(title: String, rows: [ReviewComparison.Row])] {
    let buckets = ReviewComparison.Bucket.allCases.filter { $0 != .unchanged }.map { bucket in
      (bucket.title(comparison), comparison.findings(bucket))
    }
    let decided = comparison.findings(.unchanged).filter(\.isDecidedDifferently)
    let items = comparison.items.filter(\.isDecidedDifferently)
    return
      (buckets + [
        ("unchanged, with a different decision", decided),
        ("items with a different decision", items),
      ]).filter { !$0.1.isEmpty }
  }

  /// The number of findings in each bucket, as text.
  static func counts(_ comparison: ReviewComparison) -> String {
    ReviewComparison.Bucket.allCases.map { bucket in
      "\(comparison.findings(bucket).count) \(bucket.rawValue)"
    }.joined(separator: ", ")
  }

  /// The account and the dates that are compared.
  static func heading(_ comparison: ReviewComparison) -> String {
    let account = comparison.new.accountID ?? comparison.old.accountID ?? "unknown"
    let sides = [comparison.old, comparison.new].map { side in
      side.day + (side.isWhole ? "" : " (decisions only)")
    }
    return "Account \(account), \(sides[0]) compared with \(sides[1])"
  }

  private static func json(_ comparison: ReviewComparison) -> String {
    let counts = ReviewComparison.Bucket.allCases.map { bucket in
      JSONMember(bucket.rawValue, .integer(comparison.findings(bucket).count))
    }
    let isListed: (ReviewComparison.Row) -> Bool = {
      $0.bucket != .unchanged || $0.isDecidedDifferently
    }
    let document: JSONValue = [
      "schemaVersion": .integer(schemaVersion), "old": side(comparison.old),
      "new": side(comparison.new), "counts": .object(counts),
      "findings": .array(comparison.findings.filter(isListed).map(row)),
      "items": .array(
        comparison.otherOutcomes.map { item, old, new in
          [
            "id": .string(item.rawValue), "old": .string(old.rawValue),
            "new": .string(new.rawValue),
          ]
        }),
      "itemDecisions": .array(comparison.items.filter(\.isDecidedDifferently).map(row)),
    ]
    return document.prettyText + "\n"
  }

  private static func side(_ side: ReviewSide) -> JSONValue {
    [
      "account": .optional(side.accountID), "asOf": .optional(side.asOf?.description),
      "hasEvidence": .boolean(side.isWhole),
    ]
  }

  private static func row(_ row: ReviewComparison.Row) -> JSONValue {
    func both(_ severity: (ReviewSide.Entry) -> Severity?) -> JSONValue {
      [
        "old": .optional(row.old.flatMap(severity)?.rawValue),
        "new": .optional(row.new.flatMap(severity)?.rawValue),
      ]
    }
    return [
      "id": .string(row.target.description), "item": .string(row.entry.item.rawValue),
      "bucket": .string(row.bucket.rawValue), "summary": .optional(row.entry.summary),
      "severity": both(\.automatedSeverity), "effectiveSeverity": both(\.severity),
      "changes": .array(
        row.changes.map {
          ["fact": .string($0.name), "old": .optional($0.old), "new": .optional($0.new)]
        }),
      "decision": [
        "old": row.old?.decision?.json ?? .null, "new": row.new?.decision?.json ?? .null,
      ],
    ]
  }
}

extension ReviewComparison.Bucket {
  /// The heading of the list.
  func title(_ comparison: ReviewComparison) -> String {
    switch self {
    case .unchanged: "unchanged"
    case .changed: "changed"
    case .new: comparison.old.isWhole ? "new" : "new, or undecided before"
    case .gone: "gone: no longer found"
    case .unseen: "unseen: the evidence that would show it is missing"
    }
  }
}
