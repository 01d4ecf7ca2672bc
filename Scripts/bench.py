"""Compares the speed and memory of `check` with Python's json.load of the same file.

usage: bench.py BINARY [FOLDER...]

Measures generated accounts, and the evidence in each FOLDER. For comparison, other tools read the
account with 1,000 roles, if they are installed. `make bench-peers` installs them from PyPI into
.build/peers.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
RUNS = 7
DETAILS = "account-authorization-details.json"
LOADER = """
import json, sys, time
start = time.perf_counter()
json.load(open(sys.argv[1]))
print(time.perf_counter() - start)
"""


def run(*command):
    """The seconds and the peak memory in bytes of one run of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def check(binary, folder):
    return run(binary, "check", folder, "--as-of", "2026-11-20T10:00:00Z")


def json_load(path):
    return float(subprocess.check_output([sys.executable, "-c", LOADER, str(path)]))


def account(folder, *options):
    subprocess.check_call(
        [sys.executable, str(HERE / "generate_account.py"), str(folder), *map(str, options)])
    return folder


def measure(binary, name, folder):
    size = (folder / DETAILS).stat().st_size
    checks, references, memory = [], [], []
    for _ in range(RUNS):
        seconds, peak = check(binary, folder)
        checks.append(seconds)
        memory.append(peak)
        references.append(json_load(folder / DETAILS))
    own, reference = statistics.median(checks), statistics.median(references)
    print(f"| {name} | {size / 1e6:.1f} | {own * 1e3:,.0f} | {reference * 1e3:,.0f} "
          f"| {own / reference:.2f} | {max(memory) / 1e6:.0f} | {max(memory) / size:.2f} |", flush=True)
    return own


def peers(folder, seconds):
    """Runs each of the other tools once on the same file; they are too slow for more."""
    path = os.pathsep.join([str(HERE.parent / ".build/peers/bin"), os.environ["PATH"]])
    details = folder / DETAILS
    commands = {
        "cloudsplaining": ["scan", "--input-file", details, "--output", folder,
                           "--skip-open-report"],
        "parliament": ["--auth-details-file", details],
    }
    print("\n| 1,000 roles | s | relative to iam-review | peak MB |\n| --- | --- | --- | --- |")
    print(f"| iam-review check | {seconds:.2f} | 1 | |")
    for name, options in commands.items():
        program = shutil.which(name, path=path)
        if program is None:
            print(f"| {name} | not installed | | |")
            continue
        took, peak = run(program, *options)
        print(f"| {name} | {took:.1f} | {took / seconds:.0f} | {peak / 1e6:.0f} |", flush=True)


def main():
    binary = sys.argv[1]
    print("| account | MB | check, ms | json.load, ms | ratio | peak MB | peak / file |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for folder in map(pathlib.Path, sys.argv[2:]):
        measure(binary, folder.name, folder)
    with tempfile.TemporaryDirectory() as folder:
        base = pathlib.Path(folder)
        one = account(base / "a", "--roles", 1000)
        seconds = measure(binary, "1,000 roles", one)
        five = measure(binary, "5,000 roles", account(base / "b", "--roles", 5000))
        ten = measure(binary, "10,000 roles", account(base / "c", "--roles", 10000))
        measure(binary, "200 roles, 2,500 versions per policy",
                account(base / "d", "--roles", 200, "--policy-versions", 2500))
        peers(one, seconds)
    print(f"\n10,000 roles take {ten / five:.2f} times as long as 5,000.")


main()
