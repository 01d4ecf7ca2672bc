"""Measures how many bytes each key sends to the terminal, in the console and in other programs.

usage: bench_console.py BINARY [--roles N] [--bytes-only]

The bytes of the console are the same in every run. The exit status is 1 if they exceed their limit.
Panes that follow the cursor after the last key are counted separately. The time to the first text and
the 95th percentile from the key to the last byte depend on the machine. --bytes-only measures only the
console, as the tests do.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from terminal_cost import LIMIT, Terminal, measure

HERE = pathlib.Path(__file__).parent
# The maximum number of bytes per key at 120x40: the mean of all key presses of a step.
BUDGET = {
    "start": 5500, "down": 150, "down, detail follows": 450, "detail after down": 1500,
    "down past the edge": 500, "page down": 1800, "mark": 250, "detail after mark": 300,
    "30 keys at once": 1500, "idle": 0,
}
CONSOLE = [
    ("idle", "", 1),
    (None, "4", 1), ("down", "j", 25), ("down past the edge", "j", 60),
    (None, "g", 1), ("page down", "<PageDown>", 2), (None, "g", 1), ("30 keys at once", "j" * 30, 1),
    (None, "1", 1), ("down, detail follows", "j", 12, "detail after down"), (None, "g", 1),
    (None, "jjjj", 1), (None, "<Enter>", 1), ("mark", "<Space>", 8, "detail after mark"),
    (None, "<Esc>", 1), ("next undecided", "n", 8),
]


def lines(folder, count=5000):
    path = folder / "lines"
    path.write_text("".join(
        f"{number} role-{number * 7919 % count:05d} arn:aws:iam::123456789012:role/team/{number % 97}\n"
        for number in range(count)))
    return path


def mailbox(folder, count=1000):
    path = folder / "mbox"
    path.write_text("".join(
        f"From a@example.org Thu Jan  1 00:00:00 2026\nFrom: sender {number % 89} <a@example.org>\n"
        f"Date: Thu, 1 Jan 2026 00:00:00 +0000\nSubject: message {number * 7919 % count}\n\ntext\n\n"
        for number in range(count)))
    return path


def directory(folder, count=300):
    path = folder / "tree"
    for number in range(count):
        (path / f"folder-{number:03d}").mkdir(parents=True)
        (path / f"folder-{number:03d}" / "file").write_bytes(b"x" * number * 11)
    return path


def repository(folder, count=300):
    path = folder / "repository"
    subprocess.check_call(["git", "init", "-q", "-b", "main", path])
    stream = "".join(
        f"commit refs/heads/main\ncommitter A <a@example.org> {1767225600 + number} +0000\n"
        f"data <<END\nChange {number * 7919 % count}\nEND\nM 100644 inline file\ndata <<END\n{number}\nEND\n"
        for number in range(count))
    subprocess.run(["git", "-C", path, "fast-import", "--quiet"], input=stream.encode(), check=True)
    return path


def peers(folder):
    """For each program: name, command, keys for down, page down and quitting, and working directory."""
    text, repo = lines(folder), repository(folder)
    return [
        ("tig", ["tig"], "j", "<PageDown>", "q", repo),
        ("htop", ["htop", "-d", "100"], "<Down>", "<PageDown>", "q", None),
        ("mutt", ["mutt", "-n", "-F", "/dev/null", "-R", "-e", "set folder=/tmp", "-f",
                  mailbox(folder)], "j", "<PageDown>", "x",
         None),
        ("vim", ["vim", "--clean", "-n", text], "j", "<PageDown>", ":q!<Enter>", None),
        ("less", ["less", text], "j", "<PageDown>", "q", None),
        ("ncdu", ["ncdu", directory(folder)], "j", "<PageDown>", "q", None),
    ]


def while_loading(command):
    """Measures the console while it reads the evidence.

    Returns the milliseconds to the first text, the number of keys, and the 95th percentile of the
    milliseconds from a key to the first byte of its answer.
    """
    terminal = Terminal(command)
    answer, deadline = b"", time.monotonic() + LIMIT
    while len(answer) < 200:
        if time.monotonic() > deadline:
            sys.exit(f"no screen within {LIMIT} s: {answer!r}")
        answer += terminal.read(1) or b""
    painted = (time.perf_counter() - terminal.start) * 1000
    os.write(terminal.descriptor, b"1")
    while data := terminal.read(0.05):
        answer += data
    taken, number = [], 0
    while b"undecided  saved" not in answer and number < 2000:
        number += 1
        begin = time.perf_counter()
        os.write(terminal.descriptor, b"jk"[number % 2:][:1])
        answer = terminal.read(1) or b""
        taken.append((time.perf_counter() - begin) * 1000)
        while data := terminal.read(0.01):
            answer += data
    terminal.end("q")
    taken.sort()
    return painted, len(taken), taken[max(0, len(taken) * 95 // 100 - 1)]


def row(name, start, painted, down, edge, page):
    print(f"| {name} | {start:,} | {painted:.0f} | {down.mean:,.0f} | {edge.mean:,.0f} | {page.mean:,.0f} | "
          f"{max(step.p95 for step in (down, edge, page)):.1f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--roles", type=int, default=1000)
    parser.add_argument("--bytes-only", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        account = folder / "account"
        subprocess.check_call(
            [sys.executable, HERE / "generate_account.py", account, "--roles", str(options.roles)])
        start, painted, costs = measure(
            [options.binary, account, "--session", folder / "review.json"], CONSOLE, "q",
            ready=b"undecided  saved")
        found = {name: round(cost.mean) for name, cost in costs.items()} | {"start": start}
        over = {key: found[key] for key, most in BUDGET.items() if found.get(key, 0) > most}
        print("| at 120x40 | bytes | limit | p95 ms |\n| --- | --- | --- | --- |")
        for key, value in found.items():
            took = f"{costs[key].p95:.1f}" if key in costs else f"{painted:.0f} (first text)"
            most = f"{BUDGET[key]:,}" if key in BUDGET else ""
            print(f"| {key} | {value:,} | {most} | {took} |")
        if not options.bytes_only:
            large = folder / "large"
            subprocess.check_call(
                [sys.executable, HERE / "generate_account.py", large, "--roles", "200",
                 "--policy-versions", "2500"])
            print("\n| while loading | first text, ms | keys | p95 ms |\n| --- | --- | --- | --- |")
            for name, evidence in (("1,000 roles", account), ("112 MB", large)):
                first, keys, took = while_loading(
                    [options.binary, evidence, "--session", folder / "loading.json"])
                print(f"| {name} | {first:.0f} | {keys} | {took:.1f} |", flush=True)
            print("\n| compared with | start | first text, ms | down | past the edge | page down | p95 ms |"
                  "\n| --- | --- | --- | --- | --- | --- | --- |")
            row("iam-review", start, painted, costs["down"], costs["down past the edge"],
                costs["page down"])
            for name, command, down, page, leave, place in peers(folder):
                if shutil.which(command[0]) is None:
                    print(f"| {name} | not installed | | | | | |")
                    continue
                start, painted, costs = measure(
                    list(map(str, command)),
                    [("down", down, 25), ("edge", down, 40), ("page", page, 5)], leave, folder=place)
                row(name, start, painted, costs["down"], costs["edge"], costs["page"])
    for key, value in over.items():
        print(f"{key}: {value} bytes, more than the limit of {BUDGET[key]}", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
