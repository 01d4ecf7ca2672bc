internal import Model
internal import Platform

/// A row of a query result as the JSON text of an event or of an activity row.
///
/// The columns are those of CloudTrail Lake and of the tables in the AWS documentation, in any case,
/// with or without underscores; a column such as `useridentity.arn` or `useridentity_arn` is a
/// member of the structure.
enum TableRow {
  /// The columns that contain a structure or JSON.
  private static let structures: Set<String> = [
    "useridentity", "requestparameters", "responseelements", "additionaleventdata", "resources",
  ]

  /// The JSON text; nil if no column is one of an event.
  static func json(_ cells: [(name: String, value: String)]) -> String? {
    if let event = cells.first(where: { $0.name.lowercased() == "cloudtrailevent" }) {
      return event.value
    }
    if cells.contains(where: { $0.name.lowercased() == "principaltype" }) { return activity(cells) }
    var plain: [(String, String)] = []
    var identity: [String: String] = [:]
    for (name, value) in cells where !value.isEmpty && value != "null" {
      let folded = name.lowercased().filter { $0 != "_" }
      if folded.hasPrefix("useridentity"), folded != "useridentity" {
        identity[String(folded.dropFirst("useridentity".count).drop { $0 == "." })] = value
      } else {
        plain.append((folded, value))
      }
    }
    guard plain.contains(where: { $0.0 == "eventname" }) else { return nil }
    return TextSink.text { sink in
      sink.put("{")
      var isFirst = true
      func put(_ name: String, _ value: String, isJSON: Bool) {
        sink.put(isFirst ? "" : ",").put(json: name).put(":")
        if isJSON { sink.put(value) } else { sink.put(json: value) }
        isFirst = false
      }
      for (name, value) in plain {
        if structures.contains(name) {
          put(name, StructText.json(value) ?? "null", isJSON: true)
        } else {
          put(name, value, isJSON: false)
        }
      }
      if !identity.isEmpty { put("useridentity", structure(identity), isJSON: true) }
      sink.put("}")
    }
  }

  /// The `userIdentity` of separate columns, which can be flat: `sessioncontext.sessionissuer.arn`.
  private static func structure(_ members: [String: String]) -> String {
    func find(_ end: String) -> String? {
      members.first { $0.key.filter { $0 != "." }.hasSuffix(end) }?.value
    }
    let issuer = find("sessionissuerarn")
    let mfa = find("mfaauthenticated")
    return TextSink.text { sink in
      sink.put("{")
      for (name, value) in members.sorted(by: { $0.key < $1.key }) where !name.contains(".") {
        sink.put(json: name).put(":").put(json: value).put(",")
      }
      sink.put("\"sessioncontext\":{\"sessionissuer\":{\"arn\":").put(json: issuer ?? "")
        .put("},\"attributes\":{\"mfaauthenticated\":").put(json: mfa ?? "").put("}}}")
    }
  }

  /// The names of the members of activity rows, by their names in lower case, because some query
  /// engines ignore case.
  private static let columns = Dictionary(
    uniqueKeysWithValues: (ActivityColumn.allCases.map(\.name) + ActivityJSON.counted).map {
      ($0.lowercased(), $0)
    })

  /// An activity row of a CSV file as it is in NDJSON.
  private static func activity(_ cells: [(name: String, value: String)]) -> String {
    TextSink.text { sink in
      sink.put("{\"record\":\"activity\"")
      for (column, cell) in cells {
        guard let name = columns[column.lowercased()] else { continue }
        let value = ActivityCSV.unprotected(cell)
        sink.put(",").put(json: name).put(":")
        let isJSON = value.hasPrefix("[") || value.hasPrefix("{") || Int(value) != nil
        if isJSON, ActivityJSON.structured.contains(name) {
          sink.put(value)
        } else {
          sink.put(json: value)
        }
      }
      sink.put("}")
    }
  }
}
