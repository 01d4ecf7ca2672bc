extension CollectScript {
  /// The awk filter for errors of aws: joins the first lines and removes secrets. It recognizes
  /// fewer secrets than `SecretText`, and drops the rest of a line after the name of a secret.
  ///
  /// It is POSIX awk without intervals, which mawk does not support, and reads single bytes.
  static let filter = #"""
    filter='
    { gsub(/\033\[[0-9;:?]*[A-Za-z]/, ""); gsub(/\033/, " ") }
    / - (DEBUG|INFO) - / { debug = 1; next }
    debug && !/An error occurred \(/ && !/^(aws: |Unable |Could not |You must |Error )/ { next }
    { debug = 0 }
    /-----BEGIN [A-Z ]*PRIVATE KEY/ { key = 1; $0 = "[redacted]"; if (++lines <= 5) print }
    key { if (/-----END /) key = 0; next }
    /^[ \t]*$/ || /^usage: / { next }
    ++lines <= 5 { print clean($0) }
    function clean(line,   plain, place, parts, total, text) {
      line = cut(line)
      plain = decoded(line)
      place = secret_in(plain)
      if (place) line = substr(plain, 1, place - 1) "[redacted]"
      total = split(line, parts, " ")
      text = ""
      for (place = 1; place <= total; place++) {
        if (parts[place] !~ /^[("\047]*arn:/) parts[place] = hide(parts[place])
        text = text (place > 1 ? " " : "") parts[place]
      }
      return substr(text, 1, 1000)
    }
    function cut(line) {
      if (length(line) <= 4000) return line
      line = substr(line, 1, 4000)
      sub(/[^ \t]*$/, "", line)
      return line
    }
    function decoded(text) {
      gsub(/%25/, "%", text)
      gsub(/%20|&nbsp;/, " ", text)
      gsub(/%3[Aa]|\\u003[Aa]|&#58;/, ":", text)
      gsub(/%3[Dd]|\\u003[Dd]|&#61;|&#x3[Dd];/, "=", text)
      gsub(/%3[Ee]|\\u003[Ee]|&gt;/, ">", text)
      gsub(/%22|\\u0022|&quot;|&#34;/, "\"", text)
      gsub(/%5[Ff]|\\u005[Ff]/, "_", text)
      gsub(/%2[Dd]|\\u002[Dd]/, "-", text)
      return text
    }
    # Replaces the letters of ARNs, whose parts are names.
    function masked(text,   result, arn) {
      result = ""
      while (match(text, /arn:[^ \t"\047<>?&;]*/)) {
        arn = substr(text, RSTART, RLENGTH)
        result = result substr(text, 1, RSTART - 1)
        text = substr(text, RSTART + RLENGTH)
        gsub(/./, ".", arn)
        result = result arn
      }
      return result text
    }
    # The place of the first secret; everything after it is dropped.
    function secret_in(text,   low, place) {
      low = masked(tolower(text))
      place = value_below(low)
      if (place) return place
      if (!below && low ~ (keys closing "[ \t]*$")) below = 1
      if (low ~ (names closing "[ \t]*[=:>]+[ \t]*[|>]?[-+]?[ \t]*$")) below = 2
      place = first(low, names closing "[ \t]*-?[=:>]+[ \t]*[^ \t=:>]")
      place = least(place, first(low, "token" closing "[ \t]*[=>]+[ \t]*[^ \t=>]"))
      place = least(place, first(low, "[a-z0-9_-]token" closing "[ \t]*:[ \t]*[^ \t]*[0-9]"))
      place = least(place, first(low, "token[\"\047\\\\]+[ \t]*:[ \t]*[\\\\]*[\"\047]."))
      place = least(place, first(low, option "[\"\047]*,?[ \t]+[\"\047]?[^ \t<({[-]"))
      place = least(place, opaque_after(low, keys "[ \t]+([|] *|is +|was +)?"))
      if (match(low, /(^|[ \t"\047])(-u|--user|--proxy-user)[ \t"\047,=]+[^ \t:+]+:[^ \t\/]/))
        place = least(place, RSTART + RLENGTH - 1)
      return place
    }
    # The place of a value whose name is at the end of the line before.
    function value_below(low,   was, start, word) {
      was = below
      below = 0
      if (!was) return 0
      start = match(low, /^[ \t]*[=:>]+[ \t]*/) ? RLENGTH + 1 : 1
      if (start > length(low)) {
        below = 2
        return 0
      }
      if (start > 1) return is_ordinary(substr(low, start)) ? 0 : start
      sub(/^[ \t-]*/, "", low)
      word = low
      sub(/[ \t].*$/, "", word)
      if (is_opaque(word)) return 1
      if (was == 1 || is_ordinary(word) || low ~ /[.:!?][ \t]*$/) return 0
      return low ~ /^[^ \t]+[ \t]*$/
    }
    function least(one, other) { return one && (!other || one < other) ? one : other }
    # The place of the first match of the pattern, which ends with the first letter of the value.
    function first(text, pattern,   skipped, start, size) {
      skipped = 0
      while (match(text, pattern)) {
        start = RSTART
        size = RLENGTH
        if (!is_ordinary(substr(text, start + size - 1))) return skipped + start
        skipped += start + size - 1
        text = substr(text, start + size)
      }
      return 0
    }
    function opaque_after(text, pattern,   skipped, start, word) {
      skipped = 0
      while (match(text, pattern)) {
        start = RSTART + RLENGTH
        word = substr(text, start)
        sub(/[ \t].*$/, "", word)
        if (is_opaque(word)) return skipped + start
        skipped += start - 1
        text = substr(text, start)
      }
      return 0
    }
    function is_opaque(word) { return length(word) >= 8 && word ~ /[0-9]/ && word !~ /^http/ }
    function is_ordinary(text,   word) {
      if (!match(text, /^[a-z]+/)) return 0
      word = substr(text, 1, RLENGTH)
      return substr(text, RLENGTH + 1) !~ /^[^ \t,.;:!?()}]/ && index(ordinary, " " word " ")
    }
    function hide(rest,   text, run) {
      gsub(/eyJ[A-Za-z0-9_.-]*/, "[redacted]", rest)
      gsub(/:\/\/[^\/]*@/, "://[redacted]@", rest)
      text = ""
      while (match(rest, /[A-Za-z0-9+\/_-]+/)) {
        run = substr(rest, RSTART, RLENGTH)
        text = text substr(rest, 1, RSTART - 1) shown(run)
        rest = substr(rest, RSTART + RLENGTH)
      }
      return text rest
    }
    function shown(run) {
      if (length(run) == 20 && run ~ /^A[KS]IA[A-Z0-9]*$/)
        return substr(run, 1, 4) "..." substr(run, 17)
      if (run !~ /[A-Z]/ || run !~ /[a-z]/ || run !~ /[0-9]/) return run
      return length(run) >= 100 || length(run) == 40 && run !~ /[_-]/ ? "[redacted]" : run
    }
    BEGIN {
      keys = "secret[ _-]*(access[ _-]*)?key|(session|security|access|refresh|id|auth|bearer"
      keys = keys "|identity)[ _-]*token|password|passwd|passphrase|passcode|pwd|client[ _-]*secret"
      keys = keys "|private[ _-]*key|api[ _-]*key|token[ _-]*code"
      names = "(" keys "|secret([ _-]*(string|binary))?|authorization|signature|assertion|cookie"
      names = names "|user[ _-]*data)"
      keys = "(" keys ")"
      option = "(^|[^a-z0-9])-[a-z0-9_-]*(" names "|token)"
      closing = "( *[[][a-z0-9*]*[]])?[]\"\047\\\\]*"
      ordinary = " "
      ordinary = ordinary "a access all already an and any are argument arguments as at "
      ordinary = ordinary "authentication authorization bad be but by can cannot contains "
      ordinary = ordinary "could denied did do does either empty error exists expected "
      ordinary = ordinary "expired failed failure false file flag for found from had has "
      ordinary = ordinary "have if in incorrect invalid is it key length may missing must "
      ordinary = ordinary "nil no none not null of on one only option options or "
      ordinary = ordinary "parameter parameters please policy provided request required "
      ordinary = ordinary "requires service should specified string the this to token too "
      ordinary = ordinary "true type unable undefined unknown unsupported use used user "
      ordinary = ordinary "using value values was were when which will with would wrong "
      ordinary = ordinary "you your "
    }'

    """#
}
