internal import Platform

/// The roles that a request passes to a service, which requires `iam:PassRole`: every string in its
/// parameters that is the ARN of a role or of an instance profile.
///
/// CloudTrail does not log PassRole, because it is not an API operation. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html.
enum PassedRoles {
  private static let marks = [":role/", ":instance-profile/"].map { Array($0.utf8) }

  /// Whether the text of the parameters can contain a role; most do not.
  static func canOccur(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = 0
    while place + 6 <= text.count {
      if text[place] == UInt8(ascii: ":"),
        marks.contains(where: { text[place...].starts(with: $0) })
      {
        return true
      }
      place += 1
    }
    return false
  }

  /// The ARNs in the value at `place`.
  static func find(in fields: EventFields, _ place: Int) -> [String] {
    // All entries up to the end of the value are in it.
    (place..<Int(fields.tape[place].next)).compactMap { entry in
      guard fields.tape[entry].kind == .string, !fields.tape[entry].hasEscapes,
        canOccur(in: fields.content(entry)), let text = fields.text(at: entry), isRole(text)
      else { return nil }
      return text
    }
  }

  private static func isRole(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 6 && parts[0] == "arn" && parts[2] == "iam" && parts[4].count == 12
      && (parts[5].hasPrefix("role/") || parts[5].hasPrefix("instance-profile/"))
  }
}
