"""Counts the keys of an audit of 208 findings, with and without groups.

usage: count_keys.py BINARY

Both audits make the same decisions on the account of `generate_account.py FOLDER --roles 60`: one for the
findings of each item. Without groups, as before there were any, the findings of an item are found with a
filter and marked. With groups, they are the next row of the list. The script plays both, compares the
decisions, and prints the keys.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
# The items in the order of their groups, and the decision on their findings.
CAUSES = [
    ("policies.inline", "X", "written by the deployment"),
    ("policies.resource-wildcards", "X", "written by the deployment"),
    ("users.key-rotation", "R", "rotate the keys"),
    ("users.mfa", "R", "register MFA devices"),
    ("roles.sensitive-wildcards", "R", "scope the policy down"),
    ("roles.privilege-escalation", "R", "remove the permission"),
    ("roles.administrator-access", "R", "remove administrator access"),
    ("roles.cross-account-trust", "R", "ask the owner of the account"),
    ("roles.permission-boundaries", "R", "require a boundary"),
]
# Decisions on more than 20 findings are confirmed with their number.
CONFIRMED = {"policies.inline", "policies.resource-wildcards"}


def decision(item, key, note, is_first):
    """The keys of a form; the owner of the first remediation is proposed for the next ones."""
    values = f"{'operations' if is_first else ''}<Enter><Enter><Enter>" if key == "R" else ""
    confirm = "<Count><Enter>" if item in CONFIRMED else ""
    return f"{key}{note}<Enter>{values}{confirm}"


def audit(select):
    """The lines of an audit whose findings `select` selects."""
    first = next(item for item, key, _ in CAUSES if key == "R")
    return [select(place, item) + decision(item, key, note, item == first)
            for place, (item, key, note) in enumerate(CAUSES)]


def grouped(place, _):
    return "Bj<Enter>g" if place == 0 else "j"


def filtered(place, item):
    return ("f" if place == 0 else "") + f"/<C-u>item:{item}<Enter>*"


def play(binary, folder, name, lines):
    """Plays an audit; returns its decisions and its number of keys."""
    script, session = folder / f"{name}.script", folder / f"{name}.json"
    script.write_text("".join(line + "\n" for line in lines))
    subprocess.check_call(
        [binary, folder / "account", "--session", session, "--script", script, "--size", "120x40",
         "--clock", "2026-11-25T09:00:00Z", "--reviewer", "ann"])
    kept = json.loads(session.read_text())["decisions"]
    found = {(kind, target): (one["disposition"], one.get("note"), one.get("owner"), one.get("due"))
             for kind in kept for target, one in kept[kind].items()}
    # A named key is one key, and the number that confirms a large decision has two or three digits.
    keys = re.sub(r"<[^>]*>", "k", "".join(lines).replace("<Count>", "120"))
    notes = sum(len(note) for _, _, note in CAUSES)
    return found, (len(keys), len(keys) - notes)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.check_call([sys.executable, HERE / "generate_account.py", folder / "account",
                               "--roles", "60"])
        with_groups, now = play(binary, folder, "grouped", audit(grouped))
        without, before = play(binary, folder, "filtered", audit(filtered))
    if with_groups != without:
        sys.exit("the audits differ in " + ", ".join(
            map(str, sorted(set(with_groups.items()) ^ set(without.items()))[:5])))
    for way, (keys, other) in {"filters and marks": before, "groups": now}.items():
        print(f"{len(with_groups)} decisions with {way}: {keys} keys, {other} without the text of notes")


if __name__ == "__main__":
    main()
