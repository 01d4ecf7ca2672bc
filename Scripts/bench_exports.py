"""Compares the cost of exporting a review with 20,000 findings with `cat` of the same bytes.

usage: bench_exports.py BINARY [RUNS]

Before an export writes its first byte, it reads and evaluates the evidence, the session and each
decision. The time of this part is measured right before each export, by exporting the to-do list, which
is empty. It is then subtracted. `cat` writes the same bytes to the same disk, without a shell. All
results are medians. The subtracted time varies by some hundredths of a second, so formats below one
megabyte can only be measured together, in the line `all`. Memory is the peak of the process beyond that
of the to-do list. A second table compares the processor time of the whole command with that of JSON.
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
FORMATS = ["markdown", "html", "docx", "csv", "json", "oscal-ar", "oscal-poam", "cklb", "ckl", "sarif",
           "ocsf"]


def run(*command, to=subprocess.DEVNULL):
    """The processor seconds, elapsed seconds and peak megabytes of one run of a command.

    Other programs can use the machine at the same time. The processor time is only that of the command.
    """
    start = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), stdout=to)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command}: status {status}")
    return (usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1000)


def cat(files, copy):
    """The cost of writing the bytes of `files` to `copy`."""
    with open(copy, "wb") as to:
        return run("cat", *files, to=to)


def medians(results):
    """The median of each measurement."""
    return tuple(map(statistics.median, zip(*results)))


def review(binary, folder):
    """Creates an account, and a session in which every finding is justified."""
    subprocess.check_call([sys.executable, str(HERE / "generate_account.py"), str(folder),
                           "--roles", str(ROLES)])
    script = folder / "all.script"
    script.write_text("f*Jas it is<Enter><Enter>2026-12-31<Enter><Count><Enter>")
    session = folder / "review.json"
    subprocess.check_call(
        [str(binary), str(folder), "--session", str(session), "--script", str(script), "--size",
         "120x40", "--clock", DAY + "T09:00:00Z", "--reviewer", "ann"])
    count = subprocess.run([str(binary), "check", str(folder), "--format", "ndjson"],
                           stdout=subprocess.PIPE, text=True).stdout.count('"type":"finding"')
    return session, count


def measure(runs, export, copy, formats):
    """The cost of the to-do list, of each format beyond it, of `cat`, and of the whole command, measured
    in turn."""
    bases, exports, cats, wholes, sizes = [], {}, {}, {}, {}
    for _ in range(runs):
        for name in formats:
            base = export("todo")[1]
            out, result = export(name)
            bases.append(base)
            exports.setdefault(name, []).append([a - b for a, b in zip(result, base)])
            wholes.setdefault(name, []).append(result)
            cats.setdefault(name, []).append(cat(out, copy))
            sizes[name] = sum(file.stat().st_size for file in out) / 1e6
    return (medians(bases), {name: medians(results) for name, results in exports.items()},
            {name: medians(results) for name, results in cats.items()},
            {name: medians(results) for name, results in wholes.items()}, sizes)


def times(own, other):
    return f"{own:.3f} | {other:.3f} | {own / other:.1f}"


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

        base, exports, cats, wholes, sizes = measure(runs, export, scratch / "copy", FORMATS + ["all"])
        print(f"{count} findings, all decided. Reading and evaluation take {base[0]:.2f} s of"
              f" processor time, {base[1]:.2f} s elapsed and {base[2]:.0f} MB, which are subtracted"
              " below. `all` writes all formats in one run.\n")
        print("| format | MB | processor time, s | cat, s | times `cat` | elapsed, s | cat, s"
              " | times `cat` | additional memory, MB |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")

        for name in FORMATS + ["all"]:
            seconds, clock, memory = [max(measure, 0) for measure in exports[name]]
            print(f"| {name} | {sizes[name]:.1f} | {times(seconds, cats[name][0])} |"
                  f" {times(clock, cats[name][1])} | {memory:.0f} |")

        print("\n| whole command | processor time, s | times `json` |")
        print("| --- | --- | --- |")
        for name in FORMATS:
            print(f"| {name} | {wholes[name][0]:.2f} | {wholes[name][0] / wholes['json'][0]:.2f} |")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
