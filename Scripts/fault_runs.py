"""Makes the n-th system call of a save fail, for n = 1, 2, 3, … and each error.

usage: fault_runs.py BINARY [--all]

A script makes one decision in a review that already contains one, and strace injects the fault. Without
--all, only calls that write fail, with one error each. After each run, the session must open with a
valid history, and must be the old or the new one. If the screen showed "saved", it must be the new one.
After the next start, the folder must contain only the session, its journal and its lock. The exit
status is 1 if one of these conditions is not met.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BINARY = os.path.abspath(sys.argv[1])
FAULTS = {
    "write": ["ENOSPC", "EIO", "EDQUOT", "EINTR"], "fdatasync": ["EIO", "ENOSPC", "EINTR"],
    "fsync": ["EIO", "ENOSPC", "EINTR"], "openat": ["ENOSPC", "EIO", "EMFILE", "EINTR"],
    "renameat": ["EIO", "ENOSPC", "EINTR"], "unlinkat": ["EIO"], "close": ["EIO", "EINTR"],
    "newfstatat": ["EIO"], "read": ["EIO", "EINTR"], "readlinkat": ["EIO"], "flock": ["EIO", "ENOLCK"],
    "fstat": ["EIO"],
}
WRITING = {"write", "fdatasync", "fsync", "renameat", "unlinkat"}
REPORT = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
    "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
    "access_key_1_last_used_date,access_key_2_active,access_key_2_last_rotated,"
    "access_key_2_last_used_date\n"
    "ann,arn:aws:iam::123456789012:user/ann,2020-01-01T00:00:00+00:00,true,"
    "2026-11-01T00:00:00+00:00,2026-01-01T00:00:00+00:00,N/A,false,false,N/A,N/A,false,N/A,N/A\n"
    "bob,arn:aws:iam::123456789012:user/bob,2020-01-01T00:00:00+00:00,true,"
    "2026-11-01T00:00:00+00:00,2026-01-01T00:00:00+00:00,N/A,false,false,N/A,N/A,false,N/A,N/A\n")
KNOWN = {"report.csv", "review.json", "review.json.journal", "review.json.lock"}


def entries(folder):
    """The number of entries in the history; exits if the session cannot be opened or verified."""
    outcome = subprocess.run(
        [BINARY, "log", folder, "--verify"], capture_output=True, text=True, timeout=600)
    if outcome.returncode:
        sys.exit(f"the session cannot be opened: {outcome.stderr}")
    return int(re.match(r"intact: (\d+)", outcome.stdout)[1])


def play(folder, script, *before):
    return subprocess.run(
        [*before, BINARY, str(folder), "--script", str(script), "--size", "100x30", "--clock",
         "2026-11-25T09:00:00Z", "--reviewer", "ann"], capture_output=True, text=True, timeout=600)


def run_with_fault(base, start, call, error, number):
    """Runs the script with a fault in the `number`-th `call`; returns whether there was such a call."""
    folder, trace, picture = base / "run", base / "trace", base / "picture.txt"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(start, folder)
    picture.unlink(missing_ok=True)
    script = base / "keys"
    script.write_text(f"f/bob<Enter>Xa note<Enter>\nscreenshot {picture}\n")
    play(folder, script, "strace", "-f", "-o", str(trace), "-e", f"trace={call}", "-e",
         f"inject={call}:error={error}:when={number}")
    what = f"{call} {number} {error}"
    if "(INJECTED)" not in trace.read_text():
        return False
    screen = picture.read_text() if picture.exists() else ""
    count = entries(folder)
    if count not in (1, 2):
        sys.exit(f"{what}: {count} entries, neither the old session nor the new one")
    if re.search(r"  saved$", screen.split("\n")[0]) and count != 2:
        sys.exit(f"{what}: the screen showed saved, but the decision is not in the file")
    script.write_text("")
    play(folder, script)
    left = {name for name in os.listdir(folder) if not name.startswith("review.json.conflict-")}
    if left - KNOWN:
        sys.exit(f"{what}: files left behind: {left - KNOWN}")
    if entries(folder) != count:
        sys.exit(f"{what}: the next start changed the history")
    return True


def main():
    is_all = "--all" in sys.argv
    runs = 0
    with tempfile.TemporaryDirectory() as folder:
        base = pathlib.Path(folder)
        start = base / "start"
        start.mkdir()
        (start / "report.csv").write_text(REPORT)
        script = base / "keys"
        script.write_text("f/ann<Enter>Xa note<Enter>\n")
        play(start, script)
        for call, errors in FAULTS.items():
            if not is_all:
                errors = errors[:1] if call in WRITING else []
            for error in errors:
                number = 1
                while run_with_fault(base, start, call, error, number):
                    number += 1
                    runs += 1
    print(f"{runs} faults, one per run: no saved decision was lost, no decision was saved partially, "
          "all histories are valid, no files were left behind")


main()
