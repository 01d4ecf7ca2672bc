extension CollectScript {
  /// The answer of `lambda list-functions` with the names of variables and without their values.
  static let functionsQuery = """
    {Functions: Functions[].{FunctionName: FunctionName, FunctionArn: FunctionArn, Role: Role, \
    Runtime: Runtime, LastModified: LastModified, Environment: {VariableNames: \
    keys(not_null(Environment.Variables, `{}`)), Error: Environment.Error}}}
    """

  static let head = """
    #!/bin/sh
    # Collects what iam-review reads of one AWS account: read-only calls of the aws command line.
    # Usage: sh THIS-SCRIPT NEW-FOLDER
    # It makes the folder, changes nothing in the account, and sends nothing anywhere.
    # The rights it needs: iam-review collect --print-policy
    set -u
    umask 077
    out=${1:?usage: sh collect.sh NEW-FOLDER}
    mkdir "$out" || exit 4
    cd "$out" || exit 4
    started=$(date -u +%Y-%m-%dT%H:%M:%SZ)

    """

  /// The functions that all calls share.
  static let tools = #"""
    # text TEXT: TEXT as it stands between the quotes of a JSON string.
    text() { printf %s "$1" | tr '\000-\037\177' ' ' | sed 's/[\\"]/\\&/g'; }

    # word TEXT: TEXT as a part of a file's name, which nothing in it can make a path.
    word() {
      printf '%s-%s' "$(printf %s "$1" | sed 's/^.*://' | tr -c 'A-Za-z0-9-' '_' | tail -c 48)" \
        "$(printf %s "$1" | cksum | cut -d ' ' -f 1)"
    }

    # run WORDS: runs aws with WORDS; its answer is in .answer, its complaint in .error.
    run() {
      words=
      for one in "$@"; do words="$words${words:+, }\"$(text "$one")\""; done
      printf '%s\n' "aws $*" >&2
      aws "$@" --output=json </dev/null >.answer 2>.error
      status=$?
      return $status
    }

    # member NAME: the value of a member of the answer.
    member() { sed -n 's/^.*"'"$1"'": "\{0,1\}\([^",}]*\).*$/\1/p' .answer | head -n 1; }

    # note FILE ERROR: notes the call for the manifest; both are JSON.
    note() {
      printf '    {"arguments": [%s], "exitStatus": %s, "error": %s, "file": %s%s},\n' \
        "$words" "$status" "$2" "$1" "${3:-}" >>.calls
    }

    # keep: stores the answer in $file, in the envelope $request if there is one.
    keep() {
      mkdir -p "$(dirname "./$file")"
      if [ -n "$request" ]; then
        { printf '{"Request": {%s},\n"Response": ' "$request"; cat .answer; printf '}\n'; } >"./$file"
      else
        cat .answer >"./$file"
      fi || { echo "cannot write $file" >&2; exit 4; }
      sum=$( { sha256sum "./$file" || shasum -a 256 "./$file"; } 2>/dev/null | cut -d ' ' -f 1)
      bytes=$(wc -c <"./$file" | tr -d ' ')
      note "\"$file\"" null ", \"bytes\": $bytes${sum:+, \"sha256\": \"$sum\"}"
    }

    # refused: notes what the client complained of.
    refused() {
      cat .error >&2
      note null "\"$(text "$(grep -v '^$' .error | head -n 5)")\""
    }

    # stored_account: the account that was asked.
    stored_account() { sed -n 's/^.*"Account": "\([0-9]*\)".*$/\1/p' caller-identity.json; }

    # finish: writes the manifest.
    finish() {
      {
        printf '{\n  "tool": "iam-review collect --print-script",\n  "version": "script",\n'
        printf '  "account": "%s",\n  "started": "%s",\n' "$account" "$started"
        printf '  "finished": "%s",\n  "calls": [\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
        sed '$ s/,$//' .calls
        printf '  ]\n}\n'
      } >manifest.json
      rm -f .answer .error .calls
    }

    """#
}
