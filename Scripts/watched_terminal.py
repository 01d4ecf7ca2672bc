"""A program in a terminal whose settings are looked at when it has ended: are they as it found them?"""

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
    """`command` in a terminal, once it has sent the bytes `ready` and rests, with `keys` pressed."""

    def __init__(self, command, keys="", ready=b"undecided of", **options):
        # The settings of any new terminal; those of its own may be changed before this is told of it.
        ends = os.openpty()
        self.before = termios.tcgetattr(ends[1])
        for end in ends:
            os.close(end)
        self.terminal = Terminal(command, **options)
        number = struct.unpack("I", fcntl.ioctl(self.terminal.descriptor, TIOCGPTN, bytes(4)))[0]
        # Open here too, so that it stays when the program ends.
        self.line = os.open(f"/dev/pts/{number}", os.O_RDWR | os.O_NOCTTY)
        self.answer = b"".join(data for _, data in self.terminal.rest(ready=ready))
        if keys:
            self.answer += self.terminal.press(keys)[0]

    def wait(self, reads=True):
        """The exit status as `waitpid` has it, when the program has ended by itself."""
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
        sys.exit("it does not end")

    def faults(self):
        """What is not as it was found."""
        found = [f"{on!r} without {off!r}" for on, off in PAIRS
                 if self.answer.rfind(on) > self.answer.rfind(off)]
        if termios.tcgetattr(self.line) != self.before:
            found.append("the settings of the line")
        return found

    def close(self):
        os.close(self.line)
        os.close(self.terminal.descriptor)
