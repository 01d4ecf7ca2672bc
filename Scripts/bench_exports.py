"""Measures what exports cost on a review of 20,000 findings, beside `cat` of the same bytes.

usage: bench_exports.py BINARY [RUNS]

Every run reads the evidence, judges it, reads the session and judges each decision before it writes
a byte; that part is measured by a run of the to-do list of a review in which nothing is to be done,
right before each run of a format, and taken off. `cat` writes the same bytes to the same disk; it is
started without a shell. Of all runs the medians count. What is taken off varies by some hundredths of
a second all the same, so that only the line `all` says anything of the formats below a megabyte.
The peaks of memory are of whole processes: what exceeds the to-do list's is the format's own.
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


def run(*command, to=subprocess.DEVNULL):
    """Seconds of the processors and of the clock and peak megabytes of one run of a command.

    Others may use the machine too; the time of the processors is the command's own.
    """
    start = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), stdout=to)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command}: status {status}")
    return (usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1000)


def cat(files, copy):
    """What it takes to write the bytes of `files` to `copy`."""
    with open(copy, "wb") as to:
        return run("cat", *files, to=to)


def medians(results):
    """The median of each measure."""
    return tuple(map(statistics.median, zip(*results)))


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


def measure(runs, export, copy, formats):
    """What each format takes beyond the to-do list and what `cat` takes of it, all in turn."""
    bases, exports, cats, sizes = [], {}, {}, {}
    for _ in range(runs):
        for name in formats:
            base = export("todo")[1]
            out, result = export(name)
            bases.append(base)
            exports.setdefault(name, []).append([a - b for a, b in zip(result, base)])
            cats.setdefault(name, []).append(cat(out, copy))
            sizes[name] = sum(file.stat().st_size for file in out) / 1e6
    return (medians(bases), {name: medians(results) for name, results in exports.items()},
            {name: medians(results) for name, results in cats.items()}, sizes)


def times(ours, other):
    return f"{ours:.3f} | {other:.3f} | {ours / other:.1f}"


def main(binary, runs):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        folder = scratch / "account"
        session, count = review(binary, folder)
        options = ["export", folder, "--session", session, "--at", DAY]

        def export(name):
            if name == "all":
                files = scratch / "all"
                result = run(binary, *options, "--all", files, "--replace")
                return sorted(files.iterdir()), result
            return [scratch / "out"], run(binary, *options, "--format", name, "-o",
                                          scratch / "out")

        base, exports, cats, sizes = measure(runs, export, scratch / "copy", FORMATS + ["all"])
        print(f"{count} findings, all decided; reading and judging them takes {base[0]:.2f} s of"
              f" the processors, {base[1]:.2f} s by the clock and {base[2]:.0f} MB. Seconds are"
              " what is beyond that; `all` writes all formats in one run.\n")
        print("| format | MB | processors, s | cat, s | times | clock, s | cat, s | times"
              " | MB of memory more |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")

        for name in FORMATS + ["all"]:
            seconds, clock, memory = [max(measure, 0) for measure in exports[name]]
            print(f"| {name} | {sizes[name]:.1f} | {times(seconds, cats[name][0])} |"
                  f" {times(clock, cats[name][1])} | {memory:.0f} |")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
