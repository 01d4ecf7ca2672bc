internal import Model
internal import Platform

extension EvidenceRecord {
  /// When users, groups, roles and policies last used each service.
  static let lastAccessed = EvidenceRecord(
    .lastAccessed, in: \.lastAccessed, calls: [CollectOperation.lastAccessed],
    readers: [.lastAccessed, .lastAccessedJob], value: merged
  ).with {
    $0.signs = ["ServicesLastAccessed"]
    $0.dates = [
      "LastAuthenticated", "LastAccessedTime", "JobCreationDate", "JobCompletionDate",
    ]
    $0.isPartialByPage = false
    $0.complete = { $0.nameLastAccesses() }
    $0.findGaps = { $0.flagTruncatedAccess() }
  }

  /// Merges the pages about each subject; the result is complete if one of the pages is the last.
  @Sendable private static func merged(_ answers: [LastAccessed]) -> [String: LastAccessed] {
    answers.reduce(into: [:]) { result, answer in
      let key = answer.subject.description
      guard var known = result[key] else {
        result[key] = answer
        return
      }
      let names = Set(known.services.map(\.namespace))
      known.services += answer.services.filter { !names.contains($0.namespace) }
      known.isTruncated = known.isTruncated && answer.isTruncated
      result[key] = known
    }
  }
}

extension CollectOperation {
  /// The last access of a user, group, role or policy. A job is started and polled, and its result
  /// is fetched in pages of 100 services, which the client does not combine.
  ///
  /// See https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html
  static let lastAccessed = CollectOperation(
    command: "iam get-service-last-accessed-details", kind: .lastAccessed, scope: .subject,
    actions: ["iam:GetServiceLastAccessedDetails"], expects: "JobStatus",
    isExpectedElsewhere: true, file: "last-accessed/", subject: ("arn", "Arn"),
    awaited: "last-accessed details",
    preparation: Preparation(
      command: "iam generate-service-last-accessed-details",
      arguments: ["--granularity=ACTION_LEVEL"],
      actions: ["iam:GenerateServiceLastAccessedDetails"], subjectOption: "arn",
      job: ("JobId", "job-id")),
    busy: ("JobStatus", "IN_PROGRESS"), isPaged: true, isGlobal: true, isLate: true)
}

/// Last access in an answer without an envelope: only the file name identifies the principal.
private struct UnnamedLastAccess: Sendable {
  /// The file name without folder and extension.
  let fileName: String
  let access: LastAccessed
  /// `ACTION_LEVEL` or `SERVICE_LEVEL`.
  let level: String
  /// The digest of each service.
  let contents: [UInt64]
}

/// A job that was started, and the identity in the name of the file with its id.
private struct LastAccessedJob: Sendable {
  let id: String
  let fileName: String
}

extension PieceKey<LastAccessed> {
  fileprivate static var lastAccessed: PieceKey<LastAccessed> { PieceKey(.lastAccessed) }
}

extension PieceKey<UnnamedLastAccess> {
  fileprivate static var lastAccessedWithoutSubject: PieceKey<UnnamedLastAccess> {
    PieceKey(.lastAccessed)
  }
}

extension PieceKey<LastAccessedJob> {
  fileprivate static var lastAccessedJobs: PieceKey<LastAccessedJob> { PieceKey(.lastAccessed) }
}

extension EvidenceReader {
  /// `iam get-service-last-accessed-details`, at service or action level.
  fileprivate static let lastAccessed = EvidenceReader(
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
            let content = gathering.content(of: cursor)
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
        gathering.add(.lastAccessed, [access], from: answer.file)
      } else {
        let last = answer.file.split(separator: "/").last ?? ""
        let name = last.hasSuffix(".json") ? last.dropLast(5) : last
        gathering.add(
          .lastAccessedWithoutSubject,
          [
            UnnamedLastAccess(
              fileName: String(name), access: access, level: level, contents: contents)
          ], from: answer.file)
      }
    })

  /// `iam generate-service-last-accessed-details`: some tools save its answer, a job id, in a file
  /// named after the identity, and the details in a file named after the job.
  fileprivate static let lastAccessedJob = EvidenceReader(
    recognizes: { $0["JobId"]?.string != nil && $0["JobStatus"] == nil },
    read: { answer, gathering in
      guard let job = answer.body.string("JobId") else { return }
      let name = answer.file.split(separator: "/").last.map(String.init) ?? ""
      gathering.add(
        .lastAccessedJobs, [LastAccessedJob(id: job, fileName: Gathering.decoded(name))],
        from: answer.file)
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
  fileprivate mutating func nameLastAccesses() {
    guard !self[.lastAccessedWithoutSubject].isEmpty else { return }
    let known =
      self[.roles].pieces.map { ("role", $0.identity) }
      + self[.users].pieces.map { ("user", $0.identity) }
      + self[.groups].pieces.map { ("group", $0.identity) }
    let jobs = self[.lastAccessedJobs].pieces.reduce(into: [:]) { $0[$1.id] = $1.fileName }
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
    for unnamed in self[.lastAccessedWithoutSubject].pieces {
      let file = unnamed.access.citation.file
      let subject =
        byName[unnamed.fileName] ?? byName[Gathering.decoded(unnamed.fileName)]
        ?? jobs[unnamed.fileName].map { byName[$0] ?? ARN($0) }
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
      add(
        .lastAccessed,
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
  fileprivate static func decoded(_ name: String) -> String {
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

extension Assembly {
  /// Makes the last-accessed details partial if the last page about a principal is missing.
  fileprivate mutating func flagTruncatedAccess() {
    let truncated = (account.lastAccessed.value ?? [:]).values.filter(\.isTruncated)
    for file in Set(truncated.map(\.citation.file)).sorted() {
      gathering.flagIncomplete(.lastAccessed, "\(file) is one page of several")
    }
  }
}
