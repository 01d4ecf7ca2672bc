internal import Checklist
internal import Model
internal import Platform

/// A review as CKLB, the checklist format of STIG Viewer 3, with one rule per item.
///
/// DISA publishes no schema. This is the format that stig-manager reads and writes, see
/// https://github.com/NUWCDIVNPT/stig-manager (`ChecklistCklb` in its OpenAPI specification).
enum CKLBExport {
  static func write(_ report: ReviewReport, to sink: TextSink) {
    let checklist = STIGChecklist(report)
    let account = report.assessment.account.id ?? "unknown"
    JSONWriter.document(to: sink) { document in
      document.member("title", checklist.title)
      document.member("id", NameUUID("cklb", account))
      document.member("active", true)
      document.member("mode", 2)
      document.member("has_path", true)
      document.member("target_data", target(checklist))
      document.list("stigs") { stigs in
        stigs.object { stig in
          stig.member("stig_name", STIGChecklist.name)
          stig.member("display_name", STIGChecklist.name)
          stig.member("stig_id", STIGChecklist.id)
          stig.member("version", Product.version)
          stig.member("release_info", checklist.release)
          stig.member("uuid", checklist.uuid)
          stig.member("reference_identifier", STIGChecklist.id)
          stig.member("size", report.items.count)
          stig.list("rules", of: report.items) { item in
            rule(STIGRule(item), checklist, account: account)
          }
        }
      }
    }
  }

  private static func target(_ checklist: STIGChecklist) -> JSONValue {
    [
      "target_type": "Computing", "host_name": .string(checklist.host), "ip_address": "",
      "mac_address": "", "fqdn": "", "comments": .string(checklist.remarks), "role": "None",
      "is_web_database": false, "technology_area": "", "web_db_site": "", "web_db_instance": "",
    ]
  }

  private static func rule(
    _ rule: STIGRule, _ checklist: STIGChecklist, account: String
  ) -> JSONValue {
    let item = rule.result.item
    let overrides = rule.override.map { override -> JSONValue in
      [
        "severity": [
          "severity": .string(override.severity), "reason": .string(override.reason),
        ]
      ]
    }
    return [
      "uuid": .string(NameUUID("rule", account, item.id.rawValue).description),
      "stig_uuid": .string(checklist.uuid.description),
      "group_id": .string(item.id.rawValue), "group_id_src": .string(item.id.rawValue),
      "rule_id": .string(item.id.rawValue), "rule_id_src": .string(item.id.rawValue),
      "rule_version": .string(item.id.rawValue), "stig_ref": .string(STIGChecklist.name),
      "weight": "10.0", "classification": "Unclassified", "severity": .string(rule.severity),
      "group_title": .string(item.section.title), "rule_title": .string(item.requirement),
      "discussion": .string(item.guidance.why), "check_content": .string(item.guidance.look),
      "fix_text": .string(rule.fix), "documentable": "false",
      "security_override_guidance": .string(item.guidance.justification),
      "check_content_ref": ["href": "", "name": .string(item.origin.rawValue)],
      "legacy_ids": [], "ccis": [],
      "group_tree": [
        [
          "id": .string(item.section.rawValue), "title": .string(item.section.title),
          "description": "",
        ]
      ],
      "status": .string(word(rule.status)), "overrides": overrides ?? [:],
      "comments": .string(rule.comments), "finding_details": .string(rule.details),
    ]
  }

  private static func word(_ status: ItemStatus) -> String {
    switch status {
    case .satisfied: "not_a_finding"
    case .open: "open"
    case .notApplicable: "not_applicable"
    case .notReviewed: "not_reviewed"
    }
  }
}

extension ExportFormat {
  /// For STIG Viewer 3, stig-manager, eMASS.
  package static let cklb = ExportFormat(
    "cklb", fileName: "iam-review.cklb",
    summary: "for STIG Viewer 3, stig-manager, eMASS"
  ) { report, sink in CKLBExport.write(report, to: sink) }
}
