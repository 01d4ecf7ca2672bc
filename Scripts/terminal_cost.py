"""Measures what keys cost on the wire: the bytes and milliseconds that a full-screen program answers with.

A program runs in a pseudo-terminal of a fixed size. Each step presses a key some times and waits for
quiet after each press. Bytes are exactly what would go over SSH; they are the same on every run.
"""

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import termios
import time

KEYS = {
    "Down": "\x1b[B", "Up": "\x1b[A", "PageDown": "\x1b[6~", "PageUp": "\x1b[5~", "Enter": "\r",
    "Esc": "\x1b", "Tab": "\t", "Space": " ",
}
# Text on the screen: what is left of the bytes without escape sequences and blanks.
ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()][0-9A-Za-z]|[=>78MDEHNOZc]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
ENVIRONMENT_LEFT_OUT = {"LINES", "COLUMNS", "TMUX", "TMUX_PANE", "STY", "NO_COLOR"}


def encoded(keys):
    return re.sub(r"<(\w+)>", lambda match: KEYS[match.group(1)], keys).encode()


class Terminal:
    """One program in one pseudo-terminal."""

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
        """What comes within `patience` seconds; None at the end."""
        if not select.select([self.descriptor], [], [], patience)[0]:
            return b""
        try:
            return os.read(self.descriptor, 1 << 16) or None
        except OSError:
            return None

    def press(self, keys, first=0.4, quiet=0.06):
        """The bytes that answer `keys`, written at once, and the milliseconds until the last."""
        begin = time.perf_counter()
        os.write(self.descriptor, encoded(keys))
        answer, last = b"", begin
        while data := self.read(quiet if answer else first):
            answer += data
            last = time.perf_counter()
        return answer, (last - begin) * 1000

    def settle(self, quiet=1.0):
        """Bytes until nothing came for `quiet` seconds, and milliseconds until text stood there."""
        answer, painted = b"", None
        while data := self.read(quiet if answer else 10):
            answer += data
            if painted is None and ESCAPES.sub(b"", answer).strip():
                painted = (time.perf_counter() - self.start) * 1000
        return answer, painted

    def resize(self, columns, rows):
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def end(self, keys=None):
        if keys:
            self.press(keys, first=1)
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
    """What one step cost: bytes and milliseconds a press."""

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
    """The start's bytes and milliseconds to the first text, and the cost of each named step.

    A step is (name, keys, times); one without a name prepares the next. The start is over when the
    bytes `ready` came, however slow the machine is.
    """
    terminal = Terminal(command, **options)
    try:
        start, painted = terminal.settle(0.3 if ready else 1.0)
        deadline = time.monotonic() + 60
        while ready not in start and time.monotonic() < deadline:
            start += terminal.read(0.3) or b""
        while data := terminal.read(0.3 if ready else 0):
            start += data
        costs = {}
        for name, keys, times in steps:
            samples = [terminal.press(keys) for _ in range(times)]
            if name:
                costs[name] = Cost(samples)
        return len(start), painted, costs
    finally:
        terminal.end(quit_keys)
