import Checklist
import Model
import Platform

/// The difference between the present policies of a principal and a proposed one, line by line.
///
///     - "Action": "s3:*",
///     + "Action": ["s3:GetObject", "s3:ListBucket"],
struct PolicyChange {
  /// The names of the present policies.
  private let names: [String]
  private let lines: [(sign: Sign, line: TextLine)]

  private enum Sign: String {
    case same = "  "
    case removed = "- "
    case added = "+ "

    var role: StyleRole? {
      switch self {
      case .same: nil
      case .removed: .remediate
      case .added: .good
      }
    }
  }

  /// The change from the policies of the finding's subject to `proposed`; nil if the subject has no
  /// policies in the evidence, or if they are too long to compare at each key.
  init?(of finding: Finding, to proposed: PolicyListing, in model: ConsoleModel) {
    guard let page = model.inventory.page(of: finding.subject), page.isPrincipal else { return nil }
    let present = model.inventory.policies(of: page)
    let old = present.compactMap { PolicyListing($0.text) }.flatMap(\.allStatementLines)
    let new = proposed.allStatementLines
    guard !old.isEmpty, !new.isEmpty, old.count * new.count <= PolicyChange.limit else {
      return nil
    }
    names = present.map(\.name)
    let change = new.map(PolicyChange.key).difference(from: old.map(PolicyChange.key))
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for step in change {
      switch step {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var lines: [(Sign, TextLine)] = []
    var (before, after) = (0, 0)
    while before < old.count || after < new.count {
      if before < old.count, removed.contains(before) {
        lines.append((.removed, old[before]))
        before += 1
      } else if after < new.count, added.contains(after) {
        lines.append((.added, new[after]))
        after += 1
      } else {
        if after < new.count { lines.append((.same, new[after])) }
        before += 1
        after += 1
      }
    }
    self.lines = lines
  }

  func add(to text: inout TextBuilder) {
    text.heading("Change to the present policies", count: names.count)
    text.paragraph(
      "Compared with \(names.count == 1 ? "policy" : "policies") \(names.joined(separator: ", ")): "
        + "- is removed, + is added.", role: .muted, indent: 2)
    for (sign, line) in lines {
      let spans = sign.role.map { role in line.spans.map { TextLine.Span($0.text, role) } }
      let margin = TextLine.Span(SafeText("  " + sign.rawValue), sign.role ?? .text)
      text.add(TextLine([margin] + (spans ?? line.spans)), hanging: 10)
    }
  }

  /// The number of pairs of lines up to which policies are compared.
  private static let limit = 1_000_000

  /// What is compared: the line without indentation and without a comma at its end.
  private static func key(_ line: TextLine) -> String {
    let text = line.text.trimmed
    return text.hasSuffix(",") ? String(text.dropLast()) : text
  }
}

extension PolicyListing {
  /// The lines of all statements, without the indentation that they have in common.
  fileprivate var allStatementLines: [TextLine] {
    statementLines.indices.flatMap { statementLines(of: $0) ?? [] }
  }
}

extension Inventory {
  /// The policies that grant access to a principal, with those of its groups: inline and attached.
  fileprivate func policies(of page: PageSubject) -> [(name: String, text: String)] {
    guard let identity = identity(of: page) else { return [] }
    var found = identity.inlinePolicies.compactMap { policy in
      policy.document.map { (name: policy.name, text: $0.text) }
    }
    for attached in identity.attachedPolicies {
      guard case .policy(let number)? = self.page(of: attached.arn),
        let document = policies[number].document
      else { continue }
      found.append((attached.name, document.text))
    }
    guard case .user(let number) = page else { return found }
    return found + users[number].groups.compactMap(page(ofGroup:)).flatMap(policies)
  }
}
