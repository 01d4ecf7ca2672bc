extension CollectScript {
  /// A query for `lambda list-functions` that returns the names of variables without their values.
  static let head = #"""
    #!/bin/sh
    # Collects the evidence of one AWS account for iam-review, with read-only calls of the AWS CLI.
    # Usage: sh THIS-SCRIPT NEW-FOLDER
    # It creates the folder, changes nothing in the account, and sends no data anywhere.
    # To see the permissions that it needs, run: iam-review collect --print-policy
    # Queries and awk programs must not be expanded, and SHELLOPTS is used only in bash:
    # shellcheck disable=SC2016,SC3028
    set -euf
    umask 077
    unset CDPATH
    if [ "$#" -ne 1 ] || [ -z "$1" ]; then
      echo "usage: sh $0 NEW-FOLDER" >&2
      exit 2
    fi
    case $1 in /*) out=$1 ;; *) out=./$1 ;; esac
    before=$(pwd)
    mkdir "$out" || exit 4
    cd "$out" || exit 4
    started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    account='' words='' status=0 count=0 steps=0
    : >.calls
    : >.queue
    : >.asked

    """#

  /// A pattern for members that no stored file can contain.
  static func secretPattern(keepsEnvironment: Bool) -> String {
    "\"(user[_-]?data" + (keepsEnvironment ? "" : "|variables") + ")\"[[:space:]]*:"
  }

  /// The functions that all calls share.
  static let tools = #"""
    # text TEXT: prints TEXT as the content of a JSON string, in printable ASCII.
    text() {
      printf %s "$1" | LC_ALL=C tr -c '\040-\176' ' ' | LC_ALL=C sed 's/[\\"]/\\&/g'
    }

    # said: prints the error of aws as the content of a JSON string.
    said() {
      dd bs=65536 count=1 <.error 2>/dev/null | LC_ALL=C tr -d '\000' |
        LC_ALL=C tr '\001-\011\013-\032\034-\037\177-\377' ' ' |
        LC_ALL=C awk "$filter" | tr '\n' ' ' | LC_ALL=C sed 's/ *$//; s/[\\"]/\\&/g'
    }

    # can_pass VALUE: whether VALUE can be passed to aws, which reads a file or a URL if a value
    # begins like one.
    can_pass() {
      [ -n "$1" ] && [ "${#1}" -le 2048 ] || return 1
      [ "$(printf %s "$1" | LC_ALL=C tr -d '\041-\176' | wc -c)" -eq 0 ] || return 1
      case $(printf %s "$1" | LC_ALL=C tr '[:upper:]' '[:lower:]') in
        file://* | fileb://* | http://* | https://*) return 1 ;;
      esac
    }

    # is_region NAME: whether NAME has the form of a region; it is used as the name of a folder.
    is_region() {
      case $1 in
        '' | -* | *[!abcdefghijklmnopqrstuvwxyz0123456789-]*) return 1 ;;
      esac
      [ "${#1}" -le 32 ]
    }

    # next_name TEXT: sets $name to a file name for TEXT that contains only its letters and digits.
    next_name() {
      count=$((count + 1))
      name=$(printf %s "${1##*[:/]}" | LC_ALL=C tr -c 'A-Za-z0-9' '-' | cut -c 1-48)
      name=$count-$name
    }

    # run WORDS: runs aws with WORDS; its output is in .answer, its errors are in .error.
    run() {
      words=
      for one in "$@"; do words="$words${words:+, }\"$(text "$one")\""; done
      printf '%s\n' "aws $*" >&2
      status=0
      (
        ulimit -f "$blocks" 2>/dev/null || :
        exec aws "$@" --output=json
      ) </dev/null >.answer 2>.error || status=$?
      return "$status"
    }

    # member NAME: prints the value of a member of the response.
    member() {
      LC_ALL=C sed -n 's/^.*"'"$1"'"[[:space:]]*:[[:space:]]*"\{0,1\}\([^",}]*\).*$/\1/p' .answer |
        head -n 1 | tr -d ' '
    }

    # note FILE ERROR: records the call for the manifest; both arguments are JSON.
    note() {
      printf '    {"arguments": [%s], "exitStatus": %s, "error": %s, "file": %s%s},\n' \
        "$words" "$status" "$2" "$1" "${3:-}" >>.calls
    }

    # refuse TEXT: records why there is no response.
    refuse() {
      printf '%s\n' "$1" >&2
      status=0
      note null "\"$(text "$1")\""
    }

    # is_too_long: whether the response was cut off at the limit.
    is_too_long() { [ "$(wc -c <.answer)" -ge "$limit" ]; }

    # refused: records the error of aws.
    refused() {
      complaint=$(said)
      if is_too_long; then
        complaint=$too_long
      elif [ -z "$complaint" ]; then
        complaint="exit status $status"
      fi
      printf '%s\n' "$complaint" >&2
      note null "\"$complaint\""
    }

    # store: stores the complete response as $file.
    store() {
      {
        if [ -n "$request" ]; then printf '{"Request": {%s},\n"Response": ' "$request"; fi &&
          cat .answer && if [ -n "$request" ]; then printf '}\n'; fi
      } >.new && mv -f .new "./$file"
    }

    # keep MEMBER: stores the response in $file, with the envelope $request if it is set; MEMBER is the
    # member that every response has.
    keep() {
      if is_too_long; then
        refuse "$too_long"
        return 1
      fi
      if ! LC_ALL=C grep -q "\"$1\"" .answer; then
        refuse "the response has no member $1"
        return 1
      fi
      if LC_ALL=C grep -Eiq "$secrets" .answer; then
        refuse "the response contains user data or variables and was discarded"
        return 1
      fi
      mkdir -p "$(dirname "./$file")"
      if ! store; then
        echo "cannot write $file" >&2
        exit 4
      fi
      sum=$( { sha256sum "./$file" || shasum -a 256 "./$file"; } 2>/dev/null | cut -d ' ' -f 1)
      bytes=$(wc -c <"./$file" | tr -d ' ')
      note "\"$file\"" null ", \"bytes\": $bytes${sum:+, \"sha256\": \"$sum\"}"
    }

    # plan FUNCTION REGION VALUE COMMAND: schedules one call of FUNCTION with REGION and VALUE.
    plan() {
      if [ -z "$3" ] || [ "$3" = None ]; then return 0; fi
      words="\"${4%% *}\", \"${4#* }\""
      if ! can_pass "$3"; then
        refuse "cannot be passed to aws: $(text "$3" | cut -c 1-100)"
        return 0
      fi
      if grep -Fqx -- "$1 $2 $3" .asked; then return 0; fi
      printf '%s\n' "$1 $2 $3" >>.asked
      if [ "$1" = "$limited" ]; then
        steps=$((steps + 1))
        if [ "$steps" -gt "$most" ]; then
          refuse "skipped: more than $most steps"
          return 0
        fi
      fi
      printf '%s\n' "$1" "$2" "$3" >>.queue
    }

    # wait_for WHAT: waits, a little longer each time; fails after $patience seconds.
    wait_for() {
      if [ "$waited" -ge "$patience" ]; then
        refuse "not finished after $patience s"
        return 1
      fi
      if [ "$waited" -gt 15 ]; then echo "waiting for $1 ($waited s)" >&2; fi
      sleep "$pause"
      waited=$((waited + pause))
      if [ "$pause" -lt 20 ]; then pause=$((pause + 2)); fi
    }

    # stored_account: prints the account in the stored response.
    stored_account() {
      if [ -f caller-identity.json ]; then
        LC_ALL=C sed -n 's/^.*"Account"[[:space:]]*:[[:space:]]*"\([0-9]*\)".*$/\1/p' \
          caller-identity.json | head -n 1
      fi
    }

    # give_up TEXT: removes the folder and exits, because no call can be made.
    give_up() {
      echo "$1" >&2
      rm -f .answer .error .calls .queue .asked .new caller-identity.json
      if cd "$before"; then rmdir "$out" || :; fi
      exit 4
    }

    # finish WHEN: writes the manifest; WHEN is JSON.
    finish() {
      {
        printf '{\n  "tool": "iam-review collect --print-script",\n  "version": "script",\n'
        printf '  "account": "%s",\n  "started": "%s",\n' "$account" "$started"
        printf '  "finished": %s,\n  "calls": [\n' "$1"
        sed '$ s/,$//' .calls
        printf '  ]\n}\n'
      } >.new
      mv -f .new manifest.json
      rm -f .answer .error .calls .queue .asked .list .values .new
    }

    # interrupted: keeps the responses so far, with a manifest that marks the run as incomplete.
    interrupted() {
      trap '' INT TERM HUP
      finish null
      echo "interrupted: the folder is incomplete" >&2
      exit 130
    }
    trap interrupted INT TERM HUP

    """#
}
