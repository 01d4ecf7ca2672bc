"""Checks of the console against terminals as they are; each prints why it fails and exits 1.

usage: terminal_checks.py CHECK BINARY FOLDER
"""

import json
import os
import pathlib
import sys
import time

from terminal_cost import LIMIT, Terminal

_, CHECK, BINARY, FOLDER = sys.argv
SESSION = pathlib.Path(FOLDER) / "review.json"
COMMAND = [BINARY, "--session", str(SESSION), "--reviewer", "ann"]


def fail(words):
    sys.exit(f"{CHECK}: {words}")


def ended(terminal):
    """The exit status of the program, which must end by itself."""
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(terminal.pid, 9)
    fail("it does not end")


def started(**options):
    """The console with its review open; a screen too small to say so is only waited for."""
    terminal = Terminal(options.pop("command", COMMAND), **options)
    is_large = options.get("columns", 120) >= 40 and options.get("rows", 40) >= 10
    answer = b"".join(data for _, data in terminal.rest(ready=b"undecided of" if is_large else b""))
    return terminal, answer


# How often a check is tried whose steps the program tells apart only by time. On a busy machine few
# attempts are quick enough to show anything; a program that does wrong fails all of them.
ATTEMPTS = 100


def storm():
    """The console takes sizes for one storm that come within 40 ms of each other, and paints once."""
    terminal, start = started()
    costs = []
    while not costs or costs[-1] > 2.5 * len(start):
        if len(costs) == ATTEMPTS:
            fail(f"20 resizes cost {min(costs)} bytes at least, the start {len(start)}")
        terminal.resize(70, 20)
        terminal.rest()
        for number in range(20):
            terminal.resize(80 + number * 4, 24 + number)
            time.sleep(0.005)
        costs.append(sum(len(data) for _, data in terminal.rest()))
        if not costs[-1]:
            fail("20 resizes paint nothing")
    terminal.press("q")
    if ended(terminal):
        fail("it did not leave well")


def lost_line():
    """The line goes without a signal: reading says so, and nothing spins."""
    terminal, _ = started(command=["/bin/sh", "-c", 'trap "" HUP; exec "$0" "$@"', *COMMAND])
    terminal.press("nP")
    os.close(terminal.descriptor)
    ended(terminal)


def pieces():
    """Under vt100 PgDn arrives as ESC [ 6 ~ in pieces that come within 25 ms; no piece is a key."""
    terminal, _ = started(term="vt100")
    answer = b""
    for _ in range(ATTEMPTS):
        # The pieces of an attempt before that were too slow were keys.
        terminal.press("<Esc>")
        terminal.press("14g")
        for piece in (b"\x1b", b"[", b"6", b"~"):
            os.write(terminal.descriptor, piece)
            time.sleep(0.003)
        answer = b"".join(data for _, data in terminal.rest())
        if b"/36" in answer:
            break
    else:
        fail(f"the page did not turn: {answer!r}")
    terminal.press("\x1b[99;5u\x1b[?1;2c\x1bOx")
    terminal.press("q")
    if ended(terminal):
        fail("it did not leave well")


def paste():
    terminal, _ = started()
    terminal.press("n\x1b[200~PPPP\nJ yes\n\x1b[201~")
    terminal.press("q")
    ended(terminal)
    if SESSION.exists() and json.loads(SESSION.read_text())["history"]:
        fail("a paste decided")


def sizes():
    for columns, rows in ((1, 1), (2, 2), (10, 5), (39, 9), (40, 10), (500, 200)):
        terminal, answer = started(columns=columns, rows=rows)
        if not answer:
            fail(f"{columns}x{rows}: nothing is painted")
        terminal.press("lh?")
        terminal.press("<Esc>")
        terminal.resize(80, 24)
        answer = b"".join(data for _, data in terminal.rest(ready=b"Root account"))
        if b"Root account" not in answer:
            fail(f"{columns}x{rows}: growing does not show the checklist")
        terminal.press("q")
        if ended(terminal):
            fail(f"{columns}x{rows}: it did not leave well")


def idle():
    terminal, _ = started()
    if answer := terminal.read(2.0):
        fail(f"idle, it sent {answer!r}")
    terminal.press("q")
    ended(terminal)


def clipboard():
    """Outside tmux a copy is the sequence OSC 52; a terminal that has none is told of."""
    for term, wanted in (("xterm-256color", b"\x1b]52;c;"), ("vt100", b"has no clipboard")):
        terminal, _ = started(term=term)
        terminal.press("2")
        answer, _ = terminal.press("y")
        if wanted not in answer:
            fail(f"{term}: {answer!r}")
        terminal.press("q")
        ended(terminal)


def locale():
    """A UTF-8 locale that is not installed still gives UTF-8."""
    os.environ["LC_ALL"] = "xx_YY.UTF-8"
    terminal, answer = started(keeps_locale=True)
    if "│".encode() not in answer:
        fail("lines are not drawn in UTF-8")
    terminal.press("q")
    ended(terminal)


{"storm": storm, "clipboard": clipboard, "locale": locale, "lost-line": lost_line, "pieces": pieces, "paste": paste, "sizes": sizes,
 "idle": idle}[CHECK]()
