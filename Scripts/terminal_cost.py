"""Measures how many bytes and milliseconds a full-screen program takes to respond to keys.

A program runs in a pseudo-terminal of a fixed size. Each step presses a key several times. After each
press, it waits until the program is idle: until the program has read the key, and has then slept for so
long that none of its timers is running.

The bytes are exactly those that SSH would transfer, and are the same in every run, however busy the
machine is. They consist of the frame that responds to the key, and of the panes that follow after the
last key. A timer of the program separates the two: panes cannot follow before it expires.
"""

import fcntl
import os
import pathlib
import pty
import re
import select
import signal
import statistics
import struct
import sys
import termios
import time

KEYS = {
    "Down": "\x1b[B", "Up": "\x1b[A", "PageDown": "\x1b[6~", "PageUp": "\x1b[5~", "Enter": "\r",
    "Esc": "\x1b", "Tab": "\t", "Space": " ",
}
# What remains without escape sequences and white space is text on the screen.
ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()][0-9A-Za-z]|[=>78MDEHNOZc]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
# The time after the last key until the console draws the panes that follow the cursor, in seconds.
REST = 0.12
# The minimum time that an idle program sleeps, in seconds: longer than REST. A timer that expires
# makes the program runnable at once, even if no processor is free.
CALM = 0.2
# The time limit for everything, in seconds. A run that passes never waits for it.
LIMIT = 120
ENVIRONMENT_LEFT_OUT = {"LINES", "COLUMNS", "TMUX", "TMUX_PANE", "STY", "NO_COLOR"}


def encoded(keys):
    return re.sub(r"<(\w+)>", lambda match: KEYS[match.group(1)], keys).encode()


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, command, columns=120, rows=40, term="xterm-256color", folder=None,
                 keeps_locale=False):
        environment = {k: v for k, v in os.environ.items() if k not in ENVIRONMENT_LEFT_OUT}
        environment["TERM"] = term
        if not keeps_locale:
            environment |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        self.start = time.perf_counter()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                if folder:
                    os.chdir(folder)
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)

    def read(self, patience):
        """The output that arrives within `patience` seconds; None at the end of the output."""
        if not select.select([self.descriptor], [], [], patience)[0]:
            return b""
        try:
            return os.read(self.descriptor, 1 << 16) or None
        except OSError:
            return None

    def naps(self):
        """How often each thread went to sleep so far; None if a thread runs or the program ended."""
        counts = {}
        try:
            for task in pathlib.Path(f"/proc/{self.pid}/task").iterdir():
                status = (task / "status").read_text()
                if not re.search(r"^State:\tS", status, re.M):
                    return None
                counts[task.name] = re.findall(r"ctxt_switches:\t(\d+)", status)
        except OSError:
            return None
        return counts

    def rest(self, taken=None, ready=b""):
        """The output until the program is idle, in pieces with their times.

        If `taken` is given (the result of `naps` before keys were written), the program must have woken
        up since. If `ready` is given, the output must contain these bytes. Exits if this takes too long.
        """
        pieces, calm, since = [], None, time.monotonic()
        answer, deadline = b"", since + LIMIT
        while time.monotonic() < deadline:
            data = self.read(0.01)
            if data is None:
                return pieces
            if data:
                pieces.append((time.perf_counter(), data))
                answer += data
                calm = None
                continue
            naps = self.naps()
            if naps is None or naps != calm:
                calm, since = naps, time.monotonic()
            elif time.monotonic() - since >= CALM and (
                    taken is None or answer or naps != taken) and ready in answer:
                return pieces
        sys.exit(f"the program does not rest within {LIMIT} s; it sent {answer[-300:]!r}")

    def press(self, keys):
        """The response to `keys`, which are written at once, and its duration in milliseconds.

        The duration ends at the first gap in the output. Panes that follow after the last key come
        after this gap.
        """
        naps = self.naps() if keys else None
        begin = last = time.perf_counter()
        os.write(self.descriptor, encoded(keys))
        pieces = self.rest(taken=naps)
        for moment, _ in pieces:
            if last > begin and moment - last > 0.06:
                break
            last = moment
        return b"".join(data for _, data in pieces), (last - begin) * 1000

    def frames(self, keys):
        """The frame that responds to `keys`, which are written at once, and the panes that follow.

        None if the machine was too busy to separate the two.
        """
        naps = self.naps()
        begin = time.monotonic()
        os.write(self.descriptor, encoded(keys))
        answer = b""
        while time.monotonic() < begin + LIMIT:
            # The program sleeps only after it has written the whole frame.
            now = self.naps()
            data = self.read(0.002)
            if data is None:
                break
            answer += data
            if not data and now is not None and now != naps and (
                    answer or time.monotonic() > begin + REST):
                break
        is_certain = time.monotonic() - begin < REST
        follows = b"".join(data for _, data in self.rest())
        return (answer, follows) if is_certain else None

    def settle(self, ready=b""):
        """The output until the program is idle, including `ready`, and the milliseconds to the first text."""
        pieces = self.rest(ready=ready)
        answer, painted = b"", None
        for moment, data in pieces:
            answer += data
            if painted is None and ESCAPES.sub(b"", answer).strip():
                painted = (moment - self.start) * 1000
        if painted is None:
            sys.exit(f"nothing was drawn: {answer!r}")
        return answer, painted

    def resize(self, columns, rows):
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def end(self, keys=None):
        if keys:
            self.press(keys)
        os.close(self.descriptor)
        for number in (signal.SIGHUP, signal.SIGKILL):
            deadline = time.monotonic() + 2
            while time.monotonic() < deadline:
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    return
                time.sleep(0.01)
            os.kill(self.pid, number)
        os.waitpid(self.pid, 0)


class Cost:
    """The cost of a step: bytes and milliseconds per key press."""

    def __init__(self, samples):
        self.bytes = [len(answer) for answer, _ in samples]
        self.milliseconds = sorted(took for _, took in samples)

    @property
    def mean(self):
        return statistics.mean(self.bytes)

    @property
    def most(self):
        return max(self.bytes)

    @property
    def p95(self):
        return self.milliseconds[max(0, -(-len(self.milliseconds) * 95 // 100) - 1)]


def measure(command, steps, quit_keys, ready=b"", **options):
    """The bytes of the start, its milliseconds to the first text, and the cost of each named step.

    A step is (name, keys, times). A step without a name prepares the next one. A step (name, keys,
    times, following) measures the frame that responds to the key, and, under the name `following`, the
    panes that follow. It ignores key presses during which the machine was too busy to separate the two.
    The start is complete when the output contains `ready` and the program is idle.
    """
    terminal = Terminal(command, **options)
    try:
        start, painted = terminal.settle(ready)
        costs = {}
        for name, keys, times, *following in steps:
            if following:
                pairs = [pair for _ in range(times) if (pair := terminal.frames(keys))]
                if pairs:
                    costs[name] = Cost([(answer, 0) for answer, _ in pairs])
                    costs[following[0]] = Cost([(follows, 0) for _, follows in pairs])
                continue
            samples = [terminal.press(keys) for _ in range(times)]
            if name:
                costs[name] = Cost(samples)
        return len(start), painted, costs
    finally:
        terminal.end(quit_keys)
