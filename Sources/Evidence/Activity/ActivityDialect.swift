/// The SQL of a query engine, where it differs from that of others.
package enum ActivityDialect: String, CaseIterable, Sendable {
  case athena, trino, duckdb, spark

  private var isPresto: Bool { self == .athena || self == .trino }

  /// A text literal.
  func text(_ value: String) -> String { "'" + value.replacing("'", with: "''") + "'" }

  /// `value` as text.
  func asText(_ value: String) -> String {
    "CAST(\(value) AS \(self == .spark ? "STRING" : "VARCHAR"))"
  }

  /// A regular expression as a literal.
  private func pattern(_ value: String) -> String { (self == .spark ? "r" : "") + text(value) }

  /// `value` with the match of `pattern` replaced; `$1` is the first group.
  func replace(_ value: String, _ pattern: String, _ template: String) -> String {
    let template = self == .duckdb ? template.replacing("$", with: "\\") : template
    return "regexp_replace(\(value), \(self.pattern(pattern)), \(text(template)))"
  }

  /// The list of the first groups of all matches.
  func matches(_ value: String, _ pattern: String) -> String {
    "regexp_extract_all(\(value), \(self.pattern(pattern)), 1)"
  }

  /// A text member of a JSON text; null if it is missing.
  func member(_ name: String, of json: String) -> String {
    let path = text("$.\(name)")
    return switch self {
    case .duckdb:
      "CASE WHEN json_type(\(json), \(path)) = 'VARCHAR' THEN json_extract_string(\(json), \(path)) END"
    case .spark: "get_json_object(\(json), \(path))"
    case .athena, .trino: "json_extract_scalar(\(json), \(path))"
    }
  }

  /// The part of `value` with the number `place`, counted from 1, or from the end if it is negative.
  func part(_ value: String, separator: String, _ place: Int) -> String {
    switch self {
    case .duckdb: "split_part(\(value), \(text(separator)), \(place))"
    case .spark: "element_at(split(\(value), \(text("[\(separator)]"))), \(place))"
    case .athena, .trino: "element_at(split(\(value), \(text(separator))), \(place))"
    }
  }

  /// Whether `value` contains the constant `part`.
  func contains(_ value: String, _ part: String) -> String {
    self == .spark
      ? "instr(\(value), \(text(part))) > 0" : "strpos(\(value), \(text(part))) > 0"
  }

  /// A function of one element, `x`.
  private func function(_ body: String) -> String {
    self == .duckdb ? "lambda x: \(body)" : "x -> \(body)"
  }

  func map(_ list: String, _ body: String) -> String {
    "\(self == .duckdb ? "list_transform" : "transform")(\(list), \(function(body)))"
  }

  func filter(_ list: String, _ body: String) -> String {
    "\(self == .duckdb ? "list_filter" : "filter")(\(list), \(function(body)))"
  }

  func concat(_ left: String, _ right: String) -> String {
    "\(self == .duckdb ? "list_concat" : "concat")(\(left), \(right))"
  }

  func list(_ elements: [String]) -> String {
    let inner = elements.joined(separator: ",\n      ")
    return switch self {
    case .duckdb: "[\(inner)]"
    case .spark: "array(\(inner))"
    case .athena, .trino: "ARRAY[\(inner)]"
    }
  }

  var emptyList: String {
    switch self {
    case .duckdb: "CAST([] AS VARCHAR[])"
    case .spark: "CAST(array() AS ARRAY<STRING>)"
    case .athena, .trino: "CAST(ARRAY[] AS ARRAY(VARCHAR))"
    }
  }

  /// The distinct elements in order.
  func sorted(_ list: String) -> String {
    self == .duckdb ? "list_sort(list_distinct(\(list)))" : "array_sort(array_distinct(\(list)))"
  }

  func size(_ list: String) -> String {
    switch self {
    case .duckdb: "len(\(list))"
    case .spark: "size(\(list))"
    case .athena, .trino: "cardinality(\(list))"
    }
  }

  func prefix(_ list: String, _ count: Int) -> String {
    self == .duckdb ? "\(list)[1:\(count)]" : "slice(\(list), 1, \(count))"
  }

  func json(_ value: String) -> String {
    isPresto ? "json_format(CAST(\(value) AS JSON))" : "to_json(\(value))"
  }

  func moment(_ text: String) -> String {
    switch self {
    case .duckdb: "CAST(\(text) AS TIMESTAMP)"
    case .spark: "to_timestamp(\(text))"
    case .athena, .trino: "from_iso8601_timestamp(\(text))"
    }
  }

  func week(_ moment: String) -> String {
    switch self {
    case .duckdb: "printf('%04d-W%02d', isoyear(\(moment)), weekofyear(\(moment)))"
    case .spark:
      "format_string('%04d-W%02d', extract(YEAROFWEEK FROM \(moment)), weekofyear(\(moment)))"
    case .athena, .trino: "format('%04d-W%02d', year_of_week(\(moment)), week(\(moment)))"
    }
  }

  func write(_ moment: String) -> String {
    switch self {
    case .duckdb: "strftime(\(moment), '%Y-%m-%dT%H:%M:%SZ')"
    case .spark:
      "concat(date_format(\(moment), 'yyyy-MM-dd'), 'T', date_format(\(moment), 'HH:mm:ss'), 'Z')"
    case .athena, .trino: "date_format(\(moment), '%Y-%m-%dT%H:%i:%sZ')"
    }
  }

  /// The map of all pairs of a group.
  func map(of key: String, _ value: String) -> String {
    switch self {
    case .duckdb: "map_from_entries(list((\(key), \(value)) ORDER BY \(key)))"
    case .spark: "map_from_entries(array_sort(collect_list(struct(\(key), \(value)))))"
    case .athena, .trino: "map_agg(\(key), \(value))"
    }
  }

  func distinct(_ value: String) -> String {
    "array_agg(DISTINCT \(value)) FILTER (WHERE \(value) <> '')"
  }

  func all(_ lists: String) -> String {
    "coalesce(\(sorted("flatten(array_agg(\(lists)) FILTER (WHERE \(lists) IS NOT NULL))")), \(emptyList))"
  }
}
