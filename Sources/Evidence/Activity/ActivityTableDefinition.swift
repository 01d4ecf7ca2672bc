internal import Model

/// The table with the logs in a query engine, and the columns that the query reads.
struct ActivityTableDefinition {
  private let dialect: ActivityDialect
  private let location: String

  init(_ dialect: ActivityDialect, location: String) {
    self.dialect = dialect
    self.location = location
  }

  /// The columns of the query, with the member of the event.
  private static let columns: [(name: String, member: String)] = [
    ("identitytype", "userIdentity.type"), ("arn", "userIdentity.arn"),
    ("issuer", "userIdentity.sessionContext.sessionIssuer.arn"),
    ("accountid", "userIdentity.accountId"), ("accesskeyid", "userIdentity.accessKeyId"),
    ("username", "userIdentity.userName"), ("principalid", "userIdentity.principalId"),
    ("invokedby", "userIdentity.invokedBy"),
    ("identityprovider", "userIdentity.identityProvider"),
    ("mfaauthenticated", "userIdentity.sessionContext.attributes.mfaAuthenticated"),
    ("mfaused", "additionalEventData.MFAUsed"), ("eventtime", "eventTime"),
    ("eventsource", "eventSource"), ("event", "eventName"), ("eventtype", "eventType"),
    ("eventcategory", "eventCategory"), ("managementevent", "managementEvent"),
    ("errorcode", "errorCode"), ("errormessage", "errorMessage"), ("region", "awsRegion"),
    ("recipient", "recipientAccountId"), ("address", "sourceIPAddress"),
    ("useragent", "userAgent"),
  ]

  /// The common table expressions that the query begins with, up to `logs`.
  var source: String {
    let columns = Self.columns.map { column in
      let value: String
      if dialect == .duckdb {
        value = "json_extract_string(r, \(dialect.text("$.\(column.member)")))"
      } else if column.name == "mfaused" {
        value = dialect.member("MFAUsed", of: "additionaleventdata")
      } else {
        value = column.member.lowercased()
      }
      return "    coalesce(\(value), '') AS \(column.name)"
    }.joined(separator: ",\n")
    if dialect == .duckdb {
      return """
        records AS (
          SELECT unnest("Records") AS r FROM read_json(\(dialect.text(location)),
            columns = {'Records': 'JSON[]'}, maximum_object_size = 1073741824)),
        logs AS (
          SELECT
        \(columns),
            CASE WHEN json_type(r, '$.requestParameters') = 'OBJECT'
              THEN json_extract(r, '$.requestParameters') END AS parameters,
            coalesce(json_array_length(r, '$.resources'), 0) AS resourcecount,
            list_concat(
              list_filter(json_extract_string(r, '$.resources[*].ARN'), lambda x: x <> ''),
              list_transform(
                list_filter(json_extract_string(r, '$.resources[*].ARNPrefix'), lambda x: x <> ''),
                lambda x: x || '*')) AS listed
          FROM records),
        """
    }
    let listed = dialect.concat(
      dialect.filter(dialect.map("resources", "x.arn"), "x <> ''"),
      dialect.map(dialect.filter("resources", "x.arnprefix <> ''"), "concat(x.arnprefix, '*')"))
    return """
      logs AS (
        SELECT
      \(columns),
          CASE WHEN requestparameters LIKE '{%' THEN requestparameters END AS parameters,
          CASE WHEN resources IS NULL THEN 0 ELSE \(dialect.size("resources")) END AS resourcecount,
          \(listed) AS listed
        FROM cloudtrail_logs),
      """
  }

  /// The statement that creates the table; nil if the engine reads files directly.
  var statement: String? {
    switch dialect {
    case .duckdb: nil
    case .athena: table("EXTERNAL TABLE") + "\n" + projection
    case .trino: nil
    case .spark:
      """
      CREATE OR REPLACE TEMPORARY VIEW cloudtrail_files USING text
      OPTIONS (path \(dialect.text(location)), wholetext 'true', recursiveFileLookup 'true');

      CREATE OR REPLACE TEMPORARY VIEW cloudtrail_logs AS
      SELECT r.* FROM (
        SELECT explode(from_json(value, 'Records ARRAY<STRUCT<\(sparkMembers)>>').Records) AS r
        FROM cloudtrail_files)
      """
    }
  }

  private static let texts = [
    "eventTime", "eventSource", "eventName", "eventType", "eventCategory", "managementEvent",
    "errorCode", "errorMessage", "awsRegion", "recipientAccountId", "sourceIPAddress", "userAgent",
    "requestParameters", "additionalEventData",
  ]

  private static func identity(_ separator: String, _ fold: (String) -> String) -> String {
    let texts = [
      "type", "principalId", "arn", "accountId", "invokedBy", "accessKeyId", "userName",
      "identityProvider",
    ].map { fold($0) + separator + "STRING" }.joined(separator: ", ")
    return """
      STRUCT<\(texts), \(fold("sessionContext"))\(separator)STRUCT<\
      \(fold("attributes"))\(separator)STRUCT<\(fold("mfaAuthenticated"))\(separator)STRING>, \
      \(fold("sessionIssuer"))\(separator)STRUCT<arn\(separator)STRING>>>
      """
  }

  private var sparkMembers: String {
    Self.texts.map { "\($0): STRING" }.joined(separator: ", ")
      + ", userIdentity: " + Self.identity(": ") { $0 }
      + ", resources: ARRAY<STRUCT<ARN: STRING, ARNPrefix: STRING>>"
  }

  private func table(_ kind: String) -> String {
    let texts = Self.texts.map { "  \($0.lowercased()) STRING" }.joined(separator: ",\n")
    return """
      CREATE \(kind) cloudtrail_logs (
      \(texts),
        useridentity \(Self.identity(":") { $0.lowercased() }),
        resources ARRAY<STRUCT<arn:STRING, arnprefix:STRING>>
      )
      """
  }

  /// Partitions are calculated from the folders of one account, so that none must be added. See
  /// https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html.
  private var projection: String {
    let folder = location.hasSuffix("/") ? String(location.dropLast()) : location
    let regions = Partition.all[0].regions.joined(separator: ",")
    return """
      PARTITIONED BY (`logregion` STRING, `logday` STRING)
      ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
      STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
      OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
      LOCATION \(dialect.text(folder + "/"))
      TBLPROPERTIES (
        'projection.enabled' = 'true',
        'projection.logregion.type' = 'enum',
        'projection.logregion.values' = '\(regions)',
        'projection.logday.type' = 'date',
        'projection.logday.format' = 'yyyy/MM/dd',
        'projection.logday.interval' = '1',
        'projection.logday.interval.unit' = 'DAYS',
        'projection.logday.range' = 'NOW-1YEARS,NOW',
        'storage.location.template' = \(dialect.text(folder + "/${logregion}/${logday}")))
      """
  }
}
