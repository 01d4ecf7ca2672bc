import Testing

@testable import Evidence
@testable import Model
@testable import Platform

/// The records of the kinds of evidence, and what follows from them.
@Suite struct EvidenceRecordTests {
  @Test("a record declares the calls of its own kind", arguments: EvidenceKind.allCases)
  func calls(kind: EvidenceKind) {
    let record = EvidenceRecord.of(kind)
    #expect(record.kind == kind)
    #expect(!record.calls.isEmpty)
    #expect(record.calls.allSatisfy { $0.kind == kind })
    #expect(!record.readers.isEmpty || kind == .activity, "logs are read line by line")
  }

  @Test("all calls of all kinds are made, each once")
  func order() {
    let declared = EvidenceRecord.all.flatMap(\.calls).map(\.command)
    #expect(CollectOperation.all.map(\.command).sorted() == declared.sorted())
    #expect(
      EvidenceRecord.inOrderOfCalls.map(\.kind.rawValue).sorted()
        == EvidenceKind.allCases.map(\.rawValue).sorted())
  }

  @Test("a call comes directly after the calls that lead to it, unless it takes long")
  func followUps() throws {
    let commands = CollectOperation.all.map(\.command)
    for operation in CollectOperation.all {
      let place = try #require(commands.firstIndex(of: operation.command))
      for followUp in operation.followUps where followUp.command != operation.command {
        let next = try #require(commands.firstIndex(of: followUp.command))
        #expect(next > place, "\(followUp.command)")
        let others = commands[place..<next].dropFirst()
        let isDirect = others.allSatisfy { between in
          CollectOperation.all.contains { $0.followUps.contains { $0.command == between } }
        }
        #expect(isDirect || CollectOperation.named(followUp.command)?.isLate == true, "\(others)")
      }
    }
  }

  @Test("a record sets the field of its kind, and no other", arguments: EvidenceKind.allCases)
  func field(kind: EvidenceKind) {
    var gathering = Gathering()
    gathering.note(
      Absence(answer: "NoSuchEntity", citation: Citation(file: "a", place: "", line: 1)), of: kind)
    var assembly = Assembly(
      gathering: gathering, account: Account(asOf: .init(Instant(seconds: 0), origin: .given)),
      refusals: [:], reasons: [:])
    EvidenceRecord.of(kind).assemble(&assembly)
    for other in EvidenceKind.allCases {
      let state = assembly.account.evidence(of: other).state
      #expect(state == (other == kind ? .none : .missing), "\(other)")
    }
  }

  @Test("pieces have keys of their own, also if two kinds have pieces of one type")
  func keys() {
    var gathering = Gathering()
    let (one, other) = (PieceKey<String>(.accountAlias), PieceKey<String>(.centralizedRoot))
    gathering.add(one, ["a"], from: "1")
    gathering.add(one, ["b"], from: "2", shortcoming: "one page of several")
    gathering.add(other, [], from: "3")
    #expect(gathering[one].pieces == ["a", "b"])
    #expect(gathering[one].shortcoming == "one page of several")
    #expect(gathering[other].pieces.isEmpty && !gathering[other].isEmpty)
    #expect(gathering[PieceKey<Int>(.accountAlias)].isEmpty)
  }

  @Test("a record names every member of the sample account that has a date before the evidence")
  func dates() throws {
    let folder =
      "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/Sample"
    var found: [EvidenceKind: Set<String>] = [:]
    for file in try EvidenceLoader.load(.path(folder)).files where file.path.hasSuffix(".json") {
      let bytes = try FileSystem.live.readWhole(folder + "/" + file.path, limit: 1 << 24).bytes
      let root = try JSONDocument(bytes).root
      guard let (record, _) = EvidenceRecord.reader(of: root) else { continue }
      found[record.kind, default: []].formUnion(Self.pastDates(in: root))
    }
    #expect(found.count > 10)
    for (kind, members) in found {
      #expect(members.subtracting(EvidenceRecord.of(kind).dates) == [], "\(kind)")
    }
  }

  /// The members with a date before that of the sample account. Versions of policies look like dates.
  private static func pastDates(in node: JSONNode) -> Set<String> {
    let end = Instant("2026-11-21T00:00:00Z") ?? Instant(seconds: 0)
    return node.members.reduce(into: Set(node.elements.flatMap(pastDates))) { found, member in
      let (name, value) = member
      if name != "Version", let text = value.string, text.first?.isNumber == true,
        text.utf8.count >= 9, let instant = Instant(text), instant < end
      {
        found.insert(name)
      }
      found.formUnion(pastDates(in: value))
    }
  }

  @Test("docs/evidence.md has the tables that follow from the records")
  func documentation() throws {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let bytes = try FileSystem.live.readWhole("/" + root + "/docs/evidence.md", limit: 1 << 20)
      .bytes
    let text = String(decoding: bytes, as: UTF8.self)
    for table in [commandTable, errorTable] where !text.contains("\n\n\(table)\n\n") {
      Issue.record("docs/evidence.md differs from the records; the table is now:\n\(table)")
    }
  }

  private var commandTable: String {
    let rows = EvidenceRecord.all.map { record in
      let commands = record.calls.flatMap { call in
        (call.preparation.map { [$0.command] } ?? []) + [call.command]
      }
      let note = record.kind.isOptional ? " (optional)" : record.isRegional ? " (per region)" : ""
      let list = commands.map { "`aws \($0)`" }.joined(separator: ", ")
      return "| \(record.kind.title)\(note) | \(list) |"
    }
    return (["| evidence | commands |", "| --- | --- |"] + rows).joined(separator: "\n")
  }

  private var errorTable: String {
    let rows = EvidenceRecord.all.compactMap { record -> String? in
      let calls = record.calls.filter { !$0.absences.isEmpty }
      guard !calls.isEmpty else { return nil }
      let names = calls.map { "`\($0.command.drop { $0 != " " }.dropFirst())`" }
      let errors = calls.flatMap(\.absences).uniqued.map { "`\($0)`" }
      return "| \(record.kind.title) | \(names.joined(separator: ", ")) |"
        + " \(errors.joined(separator: ", ")) |"
    }
    return (["| evidence | call | error |", "| --- | --- | --- |"] + rows).joined(separator: "\n")
  }
}
