"""Measures how time, output and memory of a command grow when one kind of evidence is doubled.

usage: bench_growth.py BINARY [SHAPE...]

Each shape is an account with a large number of one thing. SHAPE selects the shapes whose title contains
that text. The number is doubled until a run takes MEASURABLE seconds of processor time. This number and
twice this number are then measured in turn. The results are ratios: doubling the number should double
the cost, and must not multiply it by more than LIMIT. The exit status is 1 if a ratio is higher.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import growth_shapes

AS_OF = "2026-11-20T10:00:00Z"
CLOCK = "2026-11-25T09:00:00Z"
LIMIT = 2.3
RUNS = 5
# Other work on the machine can only add time, so a ratio above the limit is measured again.
ROUNDS = 3
# Shorter runs consist mostly of the start of the program, which does not double.
MEASURABLE = 0.25
# The cost of a shape that is not measurable at this size does not matter.
LARGEST = 1 << 18
SLOWEST = 60


def run(binary, arguments):
    """The processor seconds, bytes of output and peak memory in bytes of one run."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [binary, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, _, usage = os.wait4(process.pid, 0)
        return usage.ru_utime + usage.ru_stime, output.tell(), usage.ru_maxrss * 1024


def written(binary, base, shape, number):
    """Writes the evidence and the session, unless they exist, and returns the arguments of the command."""
    folder = base / f"{number}"
    if not folder.exists():
        for name, content in shape.files(number).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1))
        if shape.keys:
            (base / "keys").write_text(shape.keys)
            run(binary, [folder, "--script", base / "keys", "--size", "100x30", "--as-of", AS_OF,
                         "--clock", CLOCK, "--reviewer", "ann"])
    as_of = ["--as-of", AS_OF] if shape.command[0] == "check" else []
    return [part.format(folder=folder) for part in shape.command] + as_of


def growth(binary, shape, base):
    """The number, its seconds, and the ratios of seconds, output and memory when it is doubled."""
    number = shape.start
    seconds, _, _ = run(binary, written(binary, base, shape, number))
    while seconds < MEASURABLE and number < min(LARGEST, shape.most):
        number *= 2
        seconds, _, _ = run(binary, written(binary, base, shape, number))
    once, twice = [], []
    for _ in range(ROUNDS):
        for _ in range(RUNS if seconds < SLOWEST / 10 else 1):
            once.append(run(binary, written(binary, base, shape, number)))
            twice.append(run(binary, written(binary, base, shape, number * 2)))
        best = [[min(values) for values in zip(*runs)] for runs in (once, twice)]
        ratios = [two / max(one, 1e-9) for one, two in zip(*best)]
        if max(ratios) <= LIMIT:
            break
    return number, best[0][0], ratios


def main():
    binary, wanted = os.path.abspath(sys.argv[1]), sys.argv[2:]
    print("| twice as many | at | s | time | output | memory |")
    print("| --- | --- | --- | --- | --- | --- |")
    worst = 0
    for shape in growth_shapes.ALL:
        if wanted and not any(text in shape.title for text in wanted):
            continue
        with tempfile.TemporaryDirectory() as base:
            number, seconds, ratios = growth(binary, shape, pathlib.Path(base))
        worst = max(worst, *ratios)
        mark = " **" if max(ratios) > LIMIT else ""
        print(f"| {shape.title} | {number:,} | {seconds:.2f} | "
              + " | ".join(f"{ratio:.2f}" for ratio in ratios) + f" |{mark}", flush=True)
    print(f"\nThe highest ratio is {worst:.2f}; the limit is {LIMIT}.")
    return 1 if worst > LIMIT else 0


sys.exit(main())
