internal import Model
internal import Platform

/// Last access in an answer without an envelope: only the file name identifies the principal.
struct UnnamedLastAccess: Sendable {
  /// The file name without folder and extension.
  let fileName: String
  let access: LastAccessed
  /// `ACTION_LEVEL` or `SERVICE_LEVEL`.
  let level: String
  /// The digest of each service.
  let contents: [UInt64]
}

extension EvidenceReader {
  /// `iam get-service-last-accessed-details`, at service or action level.
  static let lastAccessed = EvidenceReader(
    kind: .lastAccessed,
    recognizes: { $0.has("ServicesLastAccessed") || $0["JobStatus"] != nil },
    read: { answer, gathering in
      let status = answer.body.string("JobStatus")
      guard status == nil || status == "COMPLETED" else {
        gathering.refuse(
          answer.body.problem(
            "the last-accessed job is \(status ?? ""), not COMPLETED; get its details again"))
        return
      }
      let subject = answer.asked("Arn")
      for member in ["JobCreationDate", "JobCompletionDate"] {
        _ = gathering.instant(member, of: answer.body)
      }
      let level = gathering.text("JobType", of: answer.body) ?? ""
      var contents: [UInt64] = []
      let services = gathering.requiredList("ServicesLastAccessed", of: answer.body).compactMap {
        cursor in
        gathering.service(cursor, of: subject, level: level).map { service in
          if subject == nil {
            let content = cursor.node.content
            contents.append(content.digest)
            if let latest = content.latest { gathering.noteDate(latest, at: cursor.citation) }
          }
          return service
        }
      }
      let access = LastAccessed(
        subject: ARN(subject ?? ""), services: services, isActionLevel: level == "ACTION_LEVEL",
        isTruncated: answer.isTruncated, citation: answer.body.citation)
      if let subject {
        gathering.mention(ARN(subject).account, of: .lastAccessed, at: answer.body.citation)
        if !answer.isTruncated {
          gathering.compareList(
            "services of \(subject) \(level)",
            access.services.map(\.namespace), at: answer.body)
        }
        gathering.lastAccessed.add([access], from: answer.file)
      } else {
        let last = answer.file.split(separator: "/").last ?? ""
        let name = last.hasSuffix(".json") ? last.dropLast(5) : last
        gathering.lastAccessedWithoutSubject.add(
          [
            UnnamedLastAccess(
              fileName: String(name), access: access, level: level, contents: contents)
          ], from: answer.file)
      }
    })
}

extension EvidenceReader {
  /// `iam generate-service-last-accessed-details`: some tools save its answer, a job id, in a file
  /// named after the identity, and the details in a file named after the job.
  static let lastAccessedJob = EvidenceReader(
    kind: .lastAccessed,
    recognizes: { $0["JobId"]?.string != nil && $0["JobStatus"] == nil },
    read: { answer, gathering in
      guard let job = answer.body.string("JobId") else { return }
      let name = answer.file.split(separator: "/").last.map(String.init) ?? ""
      gathering.lastAccessedJobs[job] = Gathering.decoded(name)
    })
}

extension Gathering {
  fileprivate mutating func service(
    _ cursor: Cursor, of subject: String?, level: String
  ) -> LastAccessed.Service? {
    guard let namespace = required("ServiceNamespace", of: cursor) else { return nil }
    if let subject { compare("\(subject), \(namespace) \(level)", cursor) }
    var actions: [LastAccessed.Action]?
    if cursor.node["TrackedActionsLastAccessed"] != nil {
      actions = list("TrackedActionsLastAccessed", of: cursor).compactMap { action in
        required("ActionName", of: action).map {
          LastAccessed.Action(name: $0, used: instant("LastAccessedTime", of: action))
        }
      }
    }
    return LastAccessed.Service(
      namespace: namespace, name: cursor.string("ServiceName") ?? namespace,
      used: instant("LastAuthenticated", of: cursor), actions: actions)
  }

  /// Finds the identities of answers without an envelope, by their file names.
  ///
  /// Tools name the files after the identity: `role-Deploy.json`,
  /// `role__service-role__Deploy.json`, or the percent-encoded ARN.
  mutating func nameLastAccesses() {
    guard !lastAccessedWithoutSubject.isEmpty else { return }
    let known =
      roles.pieces.map { ("role", $0.identity) } + users.pieces.map { ("user", $0.identity) }
      + groups.pieces.map { ("group", $0.identity) }
    var byName: [String: ARN] = [:]
    for (kind, identity) in known {
      let path = identity.path.split(separator: "/").map(String.init)
      let canonicalName = [
        identity.arn.description, identity.name, "\(kind)-\(identity.name)",
        ([kind] + path + [identity.name]).joined(separator: "__"),
        "\(kind)__\(identity.name)",
      ]
      for name in canonicalName where byName[name] == nil { byName[name] = identity.arn }
    }
    for unnamed in lastAccessedWithoutSubject.pieces {
      let file = unnamed.access.citation.file
      let subject =
        byName[unnamed.fileName] ?? byName[Gathering.decoded(unnamed.fileName)]
        ?? lastAccessedJobs[unnamed.fileName].map { byName[$0] ?? ARN($0) }
      guard let subject else {
        flagIncomplete(.lastAccessed, "\(file) does not identify its principal")
        report(
          Problem(
            file: file,
            message:
              "these last-accessed details do not identify their principal; name the file after"
              + " it, or wrap the response in an envelope with its Arn"))
        continue
      }
      let access = unnamed.access
      compare(unnamed, of: subject)
      mention(subject.account, of: .lastAccessed, at: access.citation)
      lastAccessed.add(
        [
          LastAccessed(
            subject: subject, services: access.services, isActionLevel: access.isActionLevel,
            isTruncated: access.isTruncated, citation: access.citation)
        ], from: file)
    }
  }

  /// Compares an answer without an envelope with the other answers about `subject`.
  private mutating func compare(_ unnamed: UnnamedLastAccess, of subject: ARN) {
    reading = .kind(.lastAccessed)
    defer { reading = nil }
    let (access, level) = (unnamed.access, unnamed.level)
    for (service, content) in zip(access.services, unnamed.contents) {
      compare("\(subject), \(service.namespace) \(level)", at: access.citation, digest: content)
    }
    guard !access.isTruncated else { return }
    compareList(
      "services of \(subject) \(level)", access.services.map(\.namespace), at: access.citation)
  }

  /// The name without its percent-encoding.
  static func decoded(_ name: String) -> String {
    var bytes: [UInt8] = []
    var rest = name.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let high = hexDigit(rest[rest.startIndex]),
        let low = hexDigit(rest[rest.index(after: rest.startIndex)])
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
