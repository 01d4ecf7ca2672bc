"""Kills a review with SIGKILL at random moments while decisions are made, and looks at what is left.

usage: kill_runs.py BINARY [RUNS] [SEED]

One session goes through 25 runs. A decision counts as confirmed when its line was printed. After each
kill every confirmed decision must be in the history, the chain must be whole, and nothing but the
session, its journal and its lock may lie beside. Exit 1 where that is not so.
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
# How long a run may take, in seconds; one that passes never waits for it.
LIMIT = 300
KNOWN = {"review.json", "review.json.journal", "review.json.lock"}


def history(session):
    """How many entries the history has; its faults end the program."""
    if not session.exists():
        return 0
    outcome = subprocess.run([BINARY, "log", session, "--verify"], capture_output=True, text=True)
    if outcome.returncode:
        sys.exit(f"the history is not whole: {outcome.stderr}")
    return int(re.match(r"intact: (\d+)", outcome.stdout)[1])


def run(session):
    """One run, killed; returns how many decisions were confirmed and how many were asked for."""
    # Each finding in turn is passed and taken back, so that there is no end of decisions.
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
        # A random number of answers is waited for, and then a random moment, so that it is at work on
        # something whenever it is killed, on a slow machine too.
        if deadline is None and said.count(b"> ") > answered:
            deadline = time.monotonic() + RANDOM.random() * 0.01
        if deadline is not None and time.monotonic() >= deadline:
            break
        if time.monotonic() > limit:
            sys.exit(f"{LIMIT} s without {answered} answers: {said[-300:]!r}")
    process.kill()
    said += process.stdout.read()
    process.wait()
    # The last line may have been printed half.
    lines = said.decode(errors="replace").rpartition("\n")[0]
    confirmed = re.findall(r"(?:^|> (?:[pU]\n)?)(?:passed|undecided): \S+\.", lines, re.M)
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
                    sys.exit(f"run {number}: {seen} were confirmed, {after - before} are there")
                beside = {path.name for path in pathlib.Path(folder).iterdir()} - KNOWN
                # What a save was writing when it was killed goes with the next start.
                if beside - {".review.json.iam-review-new"}:
                    sys.exit(f"run {number}: {beside} is left")
                confirmed += seen
                written += after - before
    if not confirmed:
        sys.exit("no decision was confirmed: nothing was tried")
    print(f"{RUNS} kills: {confirmed} decisions confirmed, {written} found, the chain whole after each")


main()
