"""Measures opening a large review and saving a decision, relative to a reference in the same run.

usage: bench_session.py BINARY

Opening a review of 20,000 findings with 20,000 decisions is compared with `check` of the same evidence.
Saving a decision is compared with write and fdatasync of the same bytes in the same folder. For sorting,
grouping, filtering and marking the 20,000 findings, the time from the last key to the first byte of the
answer is measured; each must stay below 50 ms, or the exit status is 1.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from terminal_cost import Terminal, encoded

HERE = pathlib.Path(__file__).parent
CLOCK = "2026-11-25T09:00:00Z"
AS_OF = "2026-11-20T10:00:00Z"
RUNS = 7
FEW, MANY = 1000, 9000


def run(*command):
    """The seconds and the peak memory in bytes of one run of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def play(binary, evidence, script, keys):
    script.write_text(keys)
    return run(binary, evidence, "--script", script, "--size", "100x30", "--clock", CLOCK,
               "--as-of", AS_OF, "--reviewer", "ann")


def reference(folder, lines):
    """The mean seconds of write and fdatasync per line, in one open file."""
    path = folder / "bare"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    times = []
    for line in lines:
        start = time.perf_counter()
        os.write(descriptor, line)
        os.fdatasync(descriptor)
        times.append(time.perf_counter() - start)
    os.close(descriptor)
    path.unlink()
    return statistics.mean(times)


def opening(binary, evidence, script):
    checks, opens, peaks = [], [], []
    for _ in range(RUNS):
        checks.append(run(binary, "check", evidence, "--as-of", AS_OF)[0])
        seconds, peak = play(binary, evidence, script, "")
        opens.append(seconds)
        peaks.append(peak)
    return statistics.median(checks), statistics.median(opens), max(peaks)


def saving(binary, evidence, script, review):
    """The seconds of a decision and of a bare write, each as the median of several runs.

    Scripts with few and with many decisions spend the same time on opening the review, moving the
    cursor, and merging the journal. The difference is the time of the decisions, including the text
    of the screen.
    """
    whole = review.read_bytes()

    def seconds(keys, times):
        review.write_bytes(whole)
        return play(binary, evidence, script, "f" + keys * times + "j" * (MANY - times))[0]

    decisions, references = [], []
    for _ in range(5):
        decisions.append((seconds("Uj", MANY) - seconds("Uj", FEW)) / (MANY - FEW))
        history = subprocess.check_output([binary, "log", review, "--format", "json"])
        references.append(reference(evidence, [line + b"\n" for line in history.splitlines()[-FEW:]]))
    return statistics.median(decisions), statistics.median(references)


# The keys before and the last key of each step on the list of all findings.
LISTS = [
    ("sort by severity", "sjjj", "<Enter>"), ("sort by subject", "sj", "<Enter>"),
    ("sort by finding", "sj", "<Enter>"), ("reverse the order", "s", "<Enter>"),
    ("sort by owner", "sj", "<Enter>"), ("default order", "skkkkkk", "<Enter>"),
    ("group by policy", "Bjj", "<Enter>"), ("group by principal", "Bj", "<Enter>"),
    ("group by tag", "Bjj", "<Enter>"), ("no groups", "Bj", "<Enter>"),
    ("filter by text", "/rol", "e"), ("filter by decision", "<Esc>/status:ope", "n"),
    ("filter by statement", "<Esc>/statement:iam:", "*"), ("mark all", "<Esc>", "*"),
]


def lists(binary, evidence):
    """The milliseconds from the last key to the first byte of each step of LISTS."""
    os.environ["XDG_CONFIG_HOME"] = str(evidence.parent / "config")
    terminal = Terminal([binary, evidence, "--as-of", AS_OF, "--clock", CLOCK, "--reviewer", "ann"])
    terminal.rest(ready=b"undecided  saved")
    terminal.press("f")
    taken = []
    for name, before, last in LISTS:
        terminal.press(before)
        start = time.perf_counter()
        os.write(terminal.descriptor, encoded(last))
        terminal.read(LIMIT_FIRST_BYTE)
        taken.append((name, (time.perf_counter() - start) * 1000))
        terminal.rest()
    terminal.end("<Esc>q")
    return taken


LIMIT_FIRST_BYTE = 30


def main():
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as folder:
        base = pathlib.Path(folder)
        evidence, script = base / "account", base / "keys"
        subprocess.check_call([sys.executable, str(HERE / "generate_account.py"), str(evidence),
                               "--roles", "6400"])
        play(binary, evidence, script, "f*Xa note of some length that says why it is so<Enter><Count><Enter>")
        review = evidence / "review.json"
        check, opened, peak = opening(binary, evidence, script)
        decisions, references = saving(binary, evidence, script, review)
        print("\n| a review of 20,000 findings, all decided | iam-review | reference | ratio |")
        print("| --- | --- | --- | --- |")
        print(f"| opening (reference: `check`) | {opened:.2f} s | {check:.2f} s | {opened / check:.2f} |")
        print(f"| saving a decision (reference: write + fdatasync) | {decisions * 1e3:.2f} ms "
              f"| {references * 1e3:.2f} ms | {decisions / references:.2f} |")
        print(f"\nThe session file is {review.stat().st_size / 1e6:.0f} MB; peak memory is "
              f"{peak / 1e6:.0f} MB.")
        print("\n| on a list of 20,000 findings | first byte, ms | limit |\n| --- | --- | --- |")
        slow = False
        for name, took in lists(binary, evidence):
            print(f"| {name} | {took:.1f} | 50 |")
            slow = slow or took > 50
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
