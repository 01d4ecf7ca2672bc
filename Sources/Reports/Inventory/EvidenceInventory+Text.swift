public import Checklist
public import Model
public import Platform

extension EvidenceInventory {
  /// The inventory as text for a terminal.
  ///
  ///     complete credential report                      1 file    2026-11-20
  ///     missing  access analyzers
  ///              access denied (missing access-analyzer:ListAnalyzers): aws …
  ///              affects: policies.access-analyzer
  public func lines(of account: Account, at now: Instant) -> [String] {
    let moment = account.asOf.instant
    let alias = account.alias.map { " (\($0))" } ?? ""
    let days = now.days(since: moment)
    let age = days < 1 ? "less than a day" : days.counted("day")
    var lines = [
      VisibleText.line("Account \(account.id ?? "unknown")\(alias)"),
      "Evidence as of \(moment.toTheMinute) (\(account.asOf.origin.text)), \(age) old", "",
    ]
    if !account.otherAccounts.isEmpty {
      let others = listed(account.otherAccounts)
      lines.insert("Contains evidence of other accounts: \(others)", at: 1)
    }
    for entry in entries {
      lines += EvidenceInventory.lines(of: entry)
      if entry.status.kind == .regions { lines += EvidenceInventory.enabledRegions(account) }
    }
    return lines + [""] + digestLines
  }

  private static func enabledRegions(_ account: Account) -> [String] {
    let names = (account.regions.value ?? []).filter(\.isEnabled).map(\.name).sorted()
    let list = VisibleText.line(names.joined(separator: " "))
    return names.isEmpty ? [] : [String(repeating: " ", count: 9) + "enabled: " + list]
  }

  private static func lines(of entry: Entry) -> [String] {
    let status = entry.status
    let files = status.files > 0 ? status.files.counted("file") : ""
    let day = status.collected.map { "\(CalendarDay(containing: $0))" } ?? ""
    let head =
      status.state.title.padded(to: 9) + status.kind.title.padded(to: 47)
      + files.padded(to: 12) + day
    var lines = [head.trimmed]
    let indent = String(repeating: " ", count: 9)
    if let reason = status.reason { lines.append(indent + VisibleText.line(reason)) }
    guard status.state == .partial || status.state == .missing else { return lines }
    if !entry.opens.isEmpty {
      lines.append(indent + "affects: " + entry.opens.map(\.rawValue).joined(separator: ", "))
    }
    return lines + [indent + "collect: " + status.kind.command]
  }

  private var digestLines: [String] {
    guard hasManifest else {
      return [
        "No manifest: it is unknown when and how the evidence was collected."
      ]
    }
    var lines = [
      "\(matching.counted("file")) unchanged since collection (SHA-256 matches manifest.json)"
    ]
    for discrepancy in discrepancies {
      let words =
        switch discrepancy.kind {
        case .changed: "changed since collection"
        case .gone: "missing since collection"
        case .unlisted: "not in the manifest: added later"
        }
      lines.append("\(VisibleText.line(discrepancy.file)): \(words)")
    }
    return lines
  }

  /// The inventory as JSON.
  public func json(of account: Account) -> JSONValue {
    [
      "schemaVersion": 1,
      "account": ["id": .optional(account.id), "asOf": .string(account.asOf.instant.description)],
      "evidence": .array(
        entries.map { entry in
          [
            "kind": .string(entry.status.kind.rawValue),
            "title": .string(entry.status.kind.recordedTitle),
            "state": .string(entry.status.state.rawValue),
            "reason": .optional(entry.status.reason),
            "files": .integer(entry.status.files),
            "collected": .optional(entry.status.collected?.description),
            "opens": .array(entry.opens.map { .string($0.rawValue) }),
            "command": .string(entry.status.kind.command),
          ]
        }),
      "files": [
        "asCollected": .integer(matching),
        "other": .array(
          discrepancies.map { ["file": .string($0.file), "state": .string($0.kind.rawValue)] }),
      ],
    ]
  }
}
