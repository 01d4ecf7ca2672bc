internal import Checklist
internal import Platform

/// A review as CKL, the checklist format of STIG Viewer 2: XML with the DISA schema
/// `U_Checklist_Schema_V2.xsd`.
///
/// XML 1.0 cannot represent control characters, so they are shown as in text.
enum CKLExport {
  static func write(_ report: ReviewReport, to sink: TextSink) {
    let checklist = STIGChecklist(report)
    sink.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CHECKLIST>\n  <ASSET>\n")
    let asset = [
      ("ROLE", "None"), ("ASSET_TYPE", "Computing"), ("HOST_NAME", checklist.host),
      ("HOST_IP", ""), ("HOST_MAC", ""), ("HOST_FQDN", ""),
      ("TARGET_COMMENT", checklist.remarks), ("TECH_AREA", ""), ("TARGET_KEY", ""),
      ("WEB_OR_DATABASE", "false"), ("WEB_DB_SITE", ""), ("WEB_DB_INSTANCE", ""),
    ]
    for (name, text) in asset { put(name, text, indentation: 4, to: sink) }
    sink.put("  </ASSET>\n  <STIGS>\n    <iSTIG>\n      <STIG_INFO>\n")
    let info = [
      ("version", Product.version), ("classification", "UNCLASSIFIED"),
      ("stigid", STIGChecklist.id), ("description", checklist.title),
      ("releaseinfo", checklist.release), ("title", STIGChecklist.name),
      ("uuid", checklist.uuid.description), ("source", Product.name),
    ]
    for (name, text) in info {
      sink.put("        <SI_DATA>\n")
      put("SID_NAME", name, indentation: 10, to: sink)
      put("SID_DATA", text, indentation: 10, to: sink)
      sink.put("        </SI_DATA>\n")
    }
    sink.put("      </STIG_INFO>\n")
    for item in report.items { write(STIGRule(item), checklist, to: sink) }
    sink.put("    </iSTIG>\n  </STIGS>\n</CHECKLIST>\n")
  }

  private static func write(_ rule: STIGRule, _ checklist: STIGChecklist, to sink: TextSink) {
    let item = rule.result.item
    sink.put("      <VULN>\n")
    let attributes = [
      ("Vuln_Num", item.id.rawValue), ("Severity", rule.severity),
      ("Group_Title", item.section.title), ("Rule_ID", item.id.rawValue),
      ("Rule_Ver", item.id.rawValue), ("Rule_Title", item.requirement),
      ("Vuln_Discuss", item.guidance.why), ("Check_Content", item.guidance.look),
      ("Fix_Text", rule.fix), ("Documentable", "false"),
      ("Security_Override_Guidance", item.guidance.justification),
      ("Check_Content_Ref", item.origin.rawValue), ("Weight", "10.0"), ("Class", "Unclass"),
      ("STIGRef", STIGChecklist.name), ("STIG_UUID", checklist.uuid.description),
    ]
    for (name, text) in attributes {
      sink.put("        <STIG_DATA>\n")
      put("VULN_ATTRIBUTE", name, indentation: 10, to: sink)
      put("ATTRIBUTE_DATA", text, indentation: 10, to: sink)
      sink.put("        </STIG_DATA>\n")
    }
    let answers = [
      ("STATUS", word(rule.status)), ("FINDING_DETAILS", rule.details),
      ("COMMENTS", rule.comments), ("SEVERITY_OVERRIDE", rule.override?.severity ?? ""),
      ("SEVERITY_JUSTIFICATION", rule.override?.reason ?? ""),
    ]
    for (name, text) in answers { put(name, text, indentation: 8, to: sink) }
    sink.put("      </VULN>\n")
  }

  private static func put(_ name: String, _ text: String, indentation: Int, to sink: TextSink) {
    sink.put(blanks: indentation).put("<").put(name).put(">").put(markup: text)
    sink.put("</").put(name).put(">\n")
  }

  private static func word(_ status: ItemStatus) -> String {
    switch status {
    case .satisfied: "NotAFinding"
    case .open: "Open"
    case .notApplicable: "Not_Applicable"
    case .notReviewed: "Not_Reviewed"
    }
  }
}

extension ExportFormat {
  /// For STIG Viewer 2, stig-manager, eMASS.
  package static let ckl = ExportFormat(
    "ckl", fileName: "iam-review.ckl",
    summary: "for STIG Viewer 2, stig-manager, eMASS"
  ) { report, sink in CKLExport.write(report, to: sink) }
}
