"""A program in a terminal, with checks that the program restored the settings of the terminal."""

import fcntl
import os
import signal
import struct
import sys
import termios
import time

from terminal_cost import LIMIT, Terminal

# The number of the pseudo-terminal that belongs to a descriptor (asm-generic/ioctls.h).
TIOCGPTN = 0x80045430
# Sequences that change a terminal, and those that change it back.
PAIRS = ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?2004h", b"\x1b[?2004l"),
         (b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[?1000h", b"\x1b[?1000l"))


class WatchedTerminal:
    """`command` in a terminal, after it has sent the bytes `ready` and `keys` were pressed."""

    def __init__(self, command, keys="", ready=b"undecided  saved", **options):
        # The settings of a new terminal. The program could change those of its own terminal before they
        # are read.
        ends = os.openpty()
        self.before = termios.tcgetattr(ends[1])
        for end in ends:
            os.close(end)
        self.terminal = Terminal(command, **options)
        number = struct.unpack("I", fcntl.ioctl(self.terminal.descriptor, TIOCGPTN, bytes(4)))[0]
        # A second descriptor keeps the terminal open after the program has ended.
        self.line = os.open(f"/dev/pts/{number}", os.O_RDWR | os.O_NOCTTY)
        self.answer = b"".join(data for _, data in self.terminal.rest(ready=ready))
        if keys:
            self.answer += self.terminal.press(keys)[0]

    def wait(self, reads=True):
        """Waits until the program exits, and returns the status of `waitpid`."""
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            if reads:
                self.answer += self.terminal.read(0.01) or b""
            else:
                time.sleep(0.01)
            pid, status = os.waitpid(self.terminal.pid, os.WNOHANG)
            if pid:
                while data := self.terminal.read(0):
                    self.answer += data
                return status
        os.kill(self.terminal.pid, signal.SIGKILL)
        sys.exit("the program does not exit")

    def faults(self):
        """Descriptions of the settings that were not restored."""
        found = [f"{on!r} without {off!r}" for on, off in PAIRS
                 if self.answer.rfind(on) > self.answer.rfind(off)]
        if termios.tcgetattr(self.line) != self.before:
            found.append("the terminal settings")
        return found

    def close(self):
        os.close(self.line)
        os.close(self.terminal.descriptor)
