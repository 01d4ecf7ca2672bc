internal import Model

/// The query that counts calls in a query engine: the same rows as `ActivityReader`, without their
/// actions, which are found when the result is read.
///
/// The table has the columns of CloudTrail tables in the AWS documentation, see
/// https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html.
package struct ActivityQuery {
  private let dialect: ActivityDialect
  private let rules = EventRules.bundled
  /// Where the logs are.
  private let location: String

  /// Creates the query for logs at `location`: a folder in S3, or a path with wildcards.
  package init(_ dialect: ActivityDialect, location: String) {
    self.dialect = dialect
    self.location = location
  }

  /// The definition of the table, if the engine needs one, and the query.
  package var text: String {
    let definition = ActivityTableDefinition(dialect, location: location)
    return (definition.statement.map { $0 + ";\n\n" } ?? "") + query(from: definition) + ";\n"
  }

  private static let keys = ActivityColumn.allCases.map(\.name)

  private func query(from definition: ActivityTableDefinition) -> String {
    let keys = Self.keys.joined(separator: ", ")
    // The names are reserved words.
    let quote = dialect == .spark ? "`" : "\""
    let written = ActivityColumn.allCases.map { column in
      column.isList ? "\(dialect.json(column.name)) AS \(column.name)" : column.name
    }.joined(separator: ", ")
    return """
      WITH \(definition.source)
      typed AS (
        SELECT *, replace(eventsource, '.amazonaws.com', '') AS service,
          CASE WHEN identitytype = '' AND invokedby <> '' THEN 'AWSService'
            ELSE identitytype END AS principaltype
        FROM logs),
      calls AS (
        SELECT \(principal) AS principal, principaltype,
          CASE WHEN accountid <> '' THEN accountid WHEN arn LIKE '%:%:%:%:%:%'
            THEN \(dialect.part("arn", separator: ":", 5)) ELSE '' END AS account,
          eventsource AS source, event, eventtype,
          CASE WHEN eventcategory <> '' THEN eventcategory WHEN managementevent = 'false' THEN 'Data'
            ELSE 'Management' END AS category,
          CASE WHEN errorcode = '' AND errormessage = '' THEN 'allowed'
            WHEN errorcode <> '' AND \(dialect.part("errorcode", separator: ".", -1)) IN (\(denied))
            THEN 'denied' ELSE 'error' END AS result,
          region, recipient,
          CASE WHEN accesskeyid LIKE 'ASIA%' THEN 'temporary' ELSE accesskeyid END AS accesskey,
          CASE WHEN mfaauthenticated <> '' THEN lower(mfaauthenticated)
            WHEN mfaused = 'Yes' THEN 'true' WHEN mfaused = 'No' THEN 'false' ELSE '' END AS mfa,
          CASE WHEN principaltype = 'AWSService' THEN '' ELSE invokedby END AS via,
          CASE WHEN useragent = '' THEN ''
      \(agents)
            ELSE 'other' END AS agent,
          \(resources) AS resources,
          \(passes) AS passes,
          CASE WHEN principaltype IN ('WebIdentityUser', 'SAMLUser') THEN username
            WHEN principaltype NOT IN ('AssumedRole', 'FederatedUser') THEN ''
            WHEN arn LIKE '%/%' THEN \(dialect.part("arn", separator: "/", -1))
            WHEN principalid LIKE '%:%' THEN \(dialect.part("principalid", separator: ":", 2))
            ELSE '' END AS session,
          address, \(dialect.moment("eventtime")) AS moment
        FROM typed),
      weekly AS (
        SELECT \(keys), \(dialect.week("moment")) AS week, count(*) AS calls,
          min(moment) AS earliest, max(moment) AS latest,
          \(dialect.distinct("session")) AS sessions, \(dialect.distinct("address")) AS addresses
        FROM calls GROUP BY \(keys), \(dialect.week("moment"))),
      counted AS (
        SELECT \(keys), sum(calls) AS calls, min(earliest) AS earliest, max(latest) AS latest,
          \(dialect.map(of: "week", "calls")) AS weeks,
          \(dialect.all("sessions")) AS sessions, \(dialect.all("addresses")) AS addresses
        FROM weekly GROUP BY \(keys))
      SELECT \(written),
        CAST(calls AS BIGINT) AS \(quote)count\(quote), \(dialect.write("earliest")) AS \(quote)first\(quote),
        \(dialect.write("latest")) AS \(quote)last\(quote), \(dialect.json("weeks")) AS weeks,
        \(dialect.json(dialect.prefix("sessions", 20))) AS sessions,
        \(dialect.size("sessions")) AS sessionCount,
        \(dialect.json(dialect.prefix("addresses", 20))) AS addresses,
        \(dialect.size("addresses")) AS addressCount
      FROM counted
      """
  }

  private var principal: String {
    let session = #"^arn:([^:]*):sts:[^:]*:([^:]*):assumed-role/([^/]+)/[^/]+$"#
    let role = dialect.replace("arn", session, "arn:$1:iam::$2:role/$3")
    let id = dialect.part("principalid", separator: ":", 1)
    return """
      CASE
            WHEN principaltype = 'AssumedRole' AND issuer = '' THEN \(role)
            WHEN principaltype = 'FederatedUser' AND issuer = '' THEN arn
            WHEN principaltype IN ('AssumedRole', 'FederatedUser') THEN issuer
            WHEN principaltype = 'AWSService' THEN invokedby
            WHEN principaltype IN ('WebIdentityUser', 'SAMLUser') AND identityprovider <> ''
            THEN identityprovider
            WHEN principaltype IN ('WebIdentityUser', 'SAMLUser') THEN \(id)
            WHEN arn <> '' THEN arn WHEN principalid <> '' THEN \(id) ELSE username END
      """
  }

  private var denied: String {
    rules.denied.sorted().map(dialect.text).joined(separator: ", ")
  }

  private var agents: String {
    rules.agents.map { agent in
      let text = String(decoding: agent.text, as: UTF8.self)
      let condition = dialect.contains("useragent", text)
      return "      WHEN \(condition) THEN \(dialect.text(agent.family))"
    }.joined(separator: "\n")
  }

  /// The same as `ResourcePattern.of`.
  private func pattern(_ arn: String) -> String {
    let objects = #"^(arn:[^:]*:s3:[^:]*:[^:]*:[^/]*/([^/]*/)?).*$"#
    let streams = #"^(arn:[^:]*:logs:[^:]*:[^:]*:.*?:log-stream:).*$"#
    let executions = #"^(arn:[^:]*:states:[^:]*:[^:]*:(execution|express):[^:]*:).*$"#
    return [objects, streams, executions].reduce(arn) { dialect.replace($0, $1, "$1*") }
  }

  private var resources: String {
    let partition = """
      CASE WHEN region LIKE 'cn-%' THEN 'aws-cn' WHEN region LIKE 'us-gov-%' THEN 'aws-us-gov' \
      ELSE 'aws' END
      """
    let named = rules.resources.sorted { $0.key < $1.key }.flatMap { service, parameters in
      parameters.map { rule in
        let value = dialect.member(rule.parameter, of: "parameters")
        let parts = rule.template.replacing("{partition}", with: "\u{0}partition\u{0}")
          .replacing("{region}", with: "\u{0}region\u{0}")
          .replacing("{account}", with: "\u{0}recipient\u{0}")
          .replacing("{}", with: "\u{0}value\u{0}").split(separator: "\u{0}")
        let arn = parts.map { part in
          switch part {
          case "partition": partition
          case "region", "recipient": String(part)
          case "value": value
          default: dialect.text(String(part))
          }
        }.joined(separator: ", ")
        let made = rule.template == "{}" ? "" : " ELSE concat(\(arn))"
        return """
          CASE WHEN service = \(dialect.text(service)) AND \(value) <> '' THEN
                CASE WHEN \(value) LIKE 'arn:%' THEN \(pattern(value))\(made) END END
          """
      }
    }
    return """
      CASE WHEN resourcecount > 0 THEN \(dialect.sorted(dialect.map("listed", pattern("x"))))
            ELSE \(dialect.sorted(dialect.filter(dialect.list(named), "x IS NOT NULL"))) END
      """
  }

  private var passes: String {
    let role =
      #""(arn:[^:"\\]*:iam:[^:"\\]*:[^:"\\]{12}:(?:role|instance-profile)/[^:"\\]*)""#
    let exceptions = rules.notPassing.sorted().map { exception in
      let words = exception.split(separator: " ").map(String.init)
      let service = "service = \(dialect.text(words[0]))"
      return words[1] == "*"
        ? service : "\(service) AND lower(event) = \(dialect.text(words[1]))"
    }
    let found = dialect.sorted(dialect.matches(dialect.asText("parameters"), role))
    return """
      CASE WHEN parameters IS NULL OR \(exceptions.joined(separator: " OR ")) THEN \(dialect.emptyList)
            ELSE \(found) END
      """
  }
}
