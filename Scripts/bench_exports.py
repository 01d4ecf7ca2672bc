"""Measures what exports cost on a review of 20,000 findings, beside `cat` of the same bytes.

usage: bench_exports.py BINARY [RUNS]

Every run reads the evidence, judges it and reads the session before it writes a byte; that part is
measured by the to-do list of a review in which nothing is to be done, and taken off. `cat` writes
the same bytes to the same disk.
The peaks of memory are of whole processes: what exceeds the first line is the format's own.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
ROLES = 6_500
DAY = "2026-11-24"
FORMATS = ["markdown", "html", "csv", "json", "oscal-ar", "oscal-poam", "cklb", "ckl", "sarif",
           "ocsf"]


def run(*command):
    """Processor seconds and peak megabytes of one run of a command and what it ran.

    Others may use the machine too; the time of the processors is the command's own.
    """
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command}: status {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def median(runs, work):
    results = [work() for _ in range(runs)]
    return statistics.median(one[0] for one in results), max(one[1] for one in results)


def review(binary, folder):
    """An account with a session in which every finding is justified."""
    subprocess.check_call([sys.executable, str(HERE / "generate-account.py"), str(folder),
                           "--roles", str(ROLES)])
    script = folder / "all.script"
    script.write_text("f*Jas it is<Enter><Enter>2026-12-31<Enter>")
    session = folder / "review.json"
    subprocess.check_call(
        [str(binary), str(folder), "--session", str(session), "--script", str(script), "--size",
         "120x40", "--clock", DAY + "T09:00:00Z", "--reviewer", "ann"])
    count = subprocess.run([str(binary), "check", str(folder), "--format", "ndjson"],
                           stdout=subprocess.PIPE, text=True).stdout.count('"type":"finding"')
    return session, count


def everything(binary, runs, folder, session, scratch):
    """All at once by the clock, as a person waits for it; formats share the processors."""
    def clock(*command):
        start = time.perf_counter()
        run(*command)
        return time.perf_counter() - start, 0

    options = ["export", folder, "--session", session, "--at", DAY]
    base = median(runs, lambda: clock(binary, *options, "--format", "todo", "-o", scratch / "t"))[0]
    out = scratch / "all"
    seconds = median(runs, lambda: clock(binary, *options, "--all", out, "--replace"))[0] - base
    cat = median(runs, lambda: clock("sh", "-c", f"cat {out}/* > {scratch / 'copy'}"))[0]
    print(f"\n`--all` by the clock: {seconds:.2f} s, {seconds / cat:.0f} times cat ({cat:.2f} s).")


def main(binary, runs):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        folder = scratch / "account"
        session, count = review(binary, folder)
        out, copy = scratch / "out", scratch / "copy"

        def export(name):
            return run(binary, "export", folder, "--session", session, "--at", DAY, "--format",
                       name, "-o", out)

        base, peak = median(runs, lambda: export("todo"))
        print(f"{count} findings, all decided; reading and judging them takes {base:.2f} s and"
              f" {peak:.0f} MB. Seconds are the processor's.\n")
        print("| format | MB | s | cat, s | times | MB of memory more |")
        print("| --- | --- | --- | --- | --- | --- |", flush=True)
        total = [0.0] * 3
        for name in FORMATS:
            seconds, memory = median(runs, lambda: export(name))
            seconds = max(seconds - base, 0.001)
            cat = median(runs, lambda: run("sh", "-c", f"cat {out} > {copy}"))[0]
            size = out.stat().st_size / 1e6
            total = [a + b for a, b in zip(total, [size, seconds, cat])]
            print(f"| {name} | {size:.1f} | {seconds:.2f} | {cat:.3f} | {seconds / cat:.0f} |"
                  f" {max(memory - peak, 0):.0f} |", flush=True)
        size, seconds, cat = total
        print(f"| sum | {size:.1f} | {seconds:.2f} | {cat:.3f} | {seconds / cat:.0f} | |")
        everything(binary, runs, folder, session, scratch)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
