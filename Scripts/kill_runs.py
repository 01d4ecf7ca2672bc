"""Kills a review with SIGKILL at random moments while it makes decisions, and checks the files.

usage: kill_runs.py BINARY [RUNS] [SEED]

Each session is used for 25 runs. A decision is confirmed when its line is printed. After each kill,
every confirmed decision must be in the history, the hash chain must be valid, and the folder must
contain only the session, its journal and its lock. The exit status is 1 if one of these conditions is
not met.
"""

import pathlib
import random
import re
import select
import subprocess
import sys
import tempfile
import time

BINARY = sys.argv[1]
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 500
RANDOM = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
# The time limit of a run, in seconds. A run that passes never waits for it.
LIMIT = 300
KNOWN = {"review.json", "review.json.journal", "review.json.lock"}


def history(session):
    """The number of entries in the history; exits if the history is not valid."""
    if not session.exists():
        return 0
    outcome = subprocess.run([BINARY, "log", session, "--verify"], capture_output=True, text=True)
    if outcome.returncode:
        sys.exit(f"the history is not valid: {outcome.stderr}")
    return int(re.match(r"intact: (\d+)", outcome.stdout)[1])


def run(session):
    """Starts a run and kills it; returns the numbers of confirmed and of requested decisions."""
    # The script passes each finding and clears the decision again, so that it never ends.
    answers = "".join(f"{item}\n1\np\nU\nb\nb\n" for item in (1, 2, 3, 4, 5, 6)) * 60
    process = subprocess.Popen(
        [BINARY, "--plain", "--session", str(session), "--reviewer", "ann"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    process.stdin.write(answers.encode())
    process.stdin.flush()
    said, deadline, limit = b"", None, time.monotonic() + LIMIT
    answered = RANDOM.randrange(200)
    while True:
        ready = select.select([process.stdout], [], [], 0.002)[0]
        if ready:
            data = process.stdout.read1(1 << 16)
            if not data:
                break
            said += data
        # Wait for a random number of answers, and then for a random time, so that the review is busy
        # when it is killed, even on a slow machine.
        if deadline is None and said.count(b"> ") > answered:
            deadline = time.monotonic() + RANDOM.random() * 0.01
        if deadline is not None and time.monotonic() >= deadline:
            break
        if time.monotonic() > limit:
            sys.exit(f"fewer than {answered} answers after {LIMIT} s: {said[-300:]!r}")
    process.kill()
    said += process.stdout.read()
    process.wait()
    # The last line can be truncated.
    lines = said.decode(errors="replace").rpartition("\n")[0]
    confirmed = re.findall(r"(?:^|> (?:[pU]\n)?)(?:passed|cleared the decision): \S+\.", lines, re.M)
    return len(confirmed), len(re.findall("p\n|U\n", answers))


def main():
    confirmed = written = 0
    for first in range(1, RUNS + 1, 25):
        with tempfile.TemporaryDirectory() as folder:
            session = pathlib.Path(folder) / "review.json"
            for number in range(first, min(first + 25, RUNS + 1)):
                before = history(session)
                seen, asked = run(session)
                after = history(session)
                if not before + seen <= after <= before + asked:
                    sys.exit(f"run {number}: {seen} confirmed, {after - before} in the history")
                beside = {path.name for path in pathlib.Path(folder).iterdir()} - KNOWN
                # The next start removes the temporary file of an interrupted save.
                if beside - {".review.json.iam-review-new"}:
                    sys.exit(f"run {number}: files left behind: {beside}")
                confirmed += seen
                written += after - before
    if not confirmed:
        sys.exit("no decision was confirmed, so nothing was tested")
    print(f"{RUNS} kills: {confirmed} decisions confirmed, {written} in the history, the chain always valid")


main()
