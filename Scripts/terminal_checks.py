"""Checks the behavior of the console in a terminal. A check that fails prints the reason and exits with 1.

usage: terminal_checks.py CHECK BINARY FOLDER
"""

import json
import os
import pathlib
import re
import signal
import sys
import termios
import time

from terminal_cost import LIMIT, Terminal
from watched_terminal import WatchedTerminal

_, CHECK, BINARY, FOLDER = sys.argv
SESSION = pathlib.Path(FOLDER) / "review.json"
COMMAND = [BINARY, "--session", str(SESSION), "--reviewer", "ann"]


def fail(words):
    sys.exit(f"{CHECK}: {words}")


def ended(terminal):
    """Waits until the program exits, and returns its exit status."""
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(terminal.pid, 9)
    fail("the program does not exit")


def started(**options):
    """Starts the console and waits until the review is open.

    If the screen is too small to show this, waits until the console is idle.
    """
    terminal = Terminal(options.pop("command", COMMAND), **options)
    is_large = options.get("columns", 120) >= 40 and options.get("rows", 40) >= 10
    answer = b"".join(data for _, data in terminal.rest(ready=b"undecided  saved" if is_large else b""))
    return terminal, answer


# The number of attempts of a check that depends on timing. On a busy machine, few attempts are fast
# enough. A faulty program fails all of them.
ATTEMPTS = 100


def storm():
    """The console draws once for a series of resizes that follow each other within 40 ms."""
    terminal, start = started()
    costs = []
    while not costs or costs[-1] > 2.5 * len(start):
        if len(costs) == ATTEMPTS:
            fail(f"20 resizes send at least {min(costs)} bytes, the start {len(start)}")
        terminal.resize(70, 20)
        terminal.rest()
        for number in range(20):
            terminal.resize(80 + number * 4, 24 + number)
            time.sleep(0.005)
        costs.append(sum(len(data) for _, data in terminal.rest()))
        if not costs[-1]:
            fail("nothing is drawn after 20 resizes")
    terminal.press("q")
    if ended(terminal):
        fail("the exit status is not 0")


def dropped_connection():
    """If the connection drops without a signal, the console exits at the end of its input."""
    terminal, _ = started(command=["/bin/sh", "-c", 'trap "" HUP; exec "$0" "$@"', *COMMAND])
    terminal.press("nP")
    os.close(terminal.descriptor)
    ended(terminal)


def pieces():
    """On a vt100, PgDn is recognized although its sequence ESC [ 6 ~ arrives in pieces within 25 ms."""
    terminal, _ = started(term="vt100")
    answer = b""
    for _ in range(ATTEMPTS):
        # In an earlier attempt that was too slow, the pieces were read as keys.
        terminal.press("<Esc>")
        terminal.press("14g")
        for piece in (b"\x1b", b"[", b"6", b"~"):
            os.write(terminal.descriptor, piece)
            time.sleep(0.003)
        answer = b"".join(data for _, data in terminal.rest())
        if b"/36" in answer:
            break
    else:
        fail(f"the page did not change: {answer!r}")
    terminal.press("\x1b[99;5u\x1b[?1;2c\x1bOx")
    terminal.press("q")
    if ended(terminal):
        fail("the exit status is not 0")


def paste():
    """However a paste ends, it makes no decision, and the keys after it work."""
    for bytes, words in (
        ("n\x1b[200~PPPP\nJ yes\n\x1b[201~", b"the paste was ignored"),
        ("\x1b[200~PP\x03PP\x1b[201~", b"paste cancelled"),
        ("\x1b[200~PP\x1b[200~PP\x1b[201~PP\x1b[201~", b"the paste was ignored"),
    ):
        terminal, _ = started()
        answer, _ = terminal.press(bytes)
        if words not in answer:
            fail(f"{bytes!r}: {answer!r}")
        terminal.press("q")
        ended(terminal)
    if SESSION.exists() and json.loads(SESSION.read_text())["history"]:
        fail("a paste made a decision")


def unfinished_paste():
    """A paste without an end marker ends at Ctrl-C at once, and after 5 seconds of silence."""
    terminal, _ = started()
    terminal.press("\x1b[200~PPq")
    answer, _ = terminal.press("\x03")
    if b"paste cancelled" not in answer:
        fail(f"Ctrl-C does not cancel the paste: {answer!r}")
    terminal.press("n/\x1b[200~bob")
    begin, answer = time.monotonic(), b""
    while b"was cut off" not in answer and time.monotonic() < begin + LIMIT:
        answer += terminal.read(0.1) or b""
    if not 4.5 < time.monotonic() - begin < LIMIT:
        fail(f"the paste ends after {time.monotonic() - begin:.1f} s of silence: {answer!r}")
    # The prompt is still open. Ctrl-C cancels it, and a second Ctrl-C shows how to quit.
    terminal.press("\x03")
    answer, _ = terminal.press("\x03")
    if b"q quits" not in answer:
        fail(f"Ctrl-C: {answer!r}")
    terminal.press("q")
    if ended(terminal):
        fail("the exit status is not 0")


def signals():
    """Each signal that ends the console restores the terminal, and keeps typed text as a draft."""
    ends = ["HUP", "TERM", "QUIT", "USR1", "USR2", "XCPU", "VTALRM", "PROF"]
    crashes = ["SEGV", "BUS", "FPE", "ILL", "ABRT", "TRAP", "SYS"]
    for name in ends + crashes:
        number = getattr(signal, f"SIG{name}")
        # Allow core dumps, as on a developer's machine.
        console = WatchedTerminal(
            ["/bin/sh", "-c", 'ulimit -c unlimited; exec "$0" "$@"', *COMMAND, "--mouse"], "nXwhy not")
        os.kill(console.terminal.pid, number)
        status = console.wait()
        if faults := console.faults():
            fail(f"SIG{name} leaves {faults}")
        if name in crashes and (os.WTERMSIG(status) != number or os.WCOREDUMP(status)):
            fail(f"SIG{name}: status {status:#x}")
        if name in ends and (not os.WIFEXITED(status) or os.WEXITSTATUS(status)):
            fail(f"SIG{name}: status {status:#x}")
        if name in ends and "why not" not in "".join(
                path.read_text() for path in pathlib.Path(FOLDER).iterdir() if "draft" in path.name):
            fail(f"SIG{name}: no draft in {os.listdir(FOLDER)}")
        console.close()
        for path in pathlib.Path(FOLDER).iterdir():
            path.unlink()


def stuck():
    """The console ends on SIGTERM although the terminal accepts no output."""
    console = WatchedTerminal(COMMAND)
    while console.terminal.naps() is not None and not blocked(console.terminal.pid):
        os.write(console.terminal.descriptor, b"\x0c" * 16)
        time.sleep(0.1)
    os.kill(console.terminal.pid, signal.SIGTERM)
    console.wait(reads=False)
    if termios.tcgetattr(console.line) != console.before:
        fail("the terminal settings were not restored")
    console.close()


def blocked(process):
    """Whether the console is blocked in a write to its terminal."""
    try:
        return pathlib.Path(f"/proc/{process}/syscall").read_text().startswith("1 ")
    except OSError:
        return True


def large():
    """A terminal that reports an excessive size costs no more than one of 1,000 by 1,000."""
    for columns, rows in ((5000, 5000), (65535, 65535), (0, 0)):
        terminal, answer = started(columns=columns, rows=rows)
        farthest = [int(row) for row in re.findall(rb"\x1b\[(\d+);\d+H", answer)]
        if max(farthest, default=0) > 1000:
            fail(f"{columns}x{rows}: row {max(farthest)}")
        status = pathlib.Path(f"/proc/{terminal.pid}/status").read_text()
        peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024
        if peak > 1000:
            fail(f"{columns}x{rows}: {peak} MB")
        terminal.resize(5000, 300)
        terminal.rest()
        terminal.press("q")
        if ended(terminal):
            fail(f"{columns}x{rows}: the exit status is not 0")


def left_note():
    """The next start removes the note of a console that was killed, unless the editor still runs."""
    folder = pathlib.Path(FOLDER)
    scratch, elsewhere = folder / "tmp", folder / "elsewhere"
    scratch.mkdir()
    elsewhere.mkdir()
    (elsewhere / "note.txt").write_text("mine")
    (scratch / "iam-review-AAAAAA").symlink_to(elsewhere)
    (scratch / "iam-review-BBBBBB").mkdir(mode=0o755)
    editor = folder / "editor"
    editor.write_text(f'#!/bin/sh\ntrap "" HUP\necho $$ > {folder}/pid\nexec sleep 1000 0<&- 1>&- 2>&-\n')
    editor.chmod(0o755)
    os.environ |= {"TMPDIR": str(scratch), "EDITOR": str(editor), "VISUAL": ""}
    terminal, _ = started()
    terminal.press("nX")
    os.write(terminal.descriptor, b"\x05")
    wait_for(lambda: (folder / "pid").exists() and (folder / "pid").read_text().strip(), "the editor")
    [note] = [path for path in scratch.glob("iam-review-*/note.txt") if not path.parent.is_symlink()]
    if note.stat().st_mode & 0o777 != 0o600:
        fail(f"the note has mode {note.stat().st_mode:o}")
    if note.parent.stat().st_mode & 0o777 != 0o700:
        fail(f"the folder of the note has mode {note.parent.stat().st_mode:o}")
    os.kill(terminal.pid, signal.SIGKILL)
    os.waitpid(terminal.pid, 0)
    for is_edited in (True, False):
        if not is_edited:
            os.kill(int((folder / "pid").read_text()), signal.SIGKILL)
        terminal, _ = started()
        terminal.press("q")
        ended(terminal)
        if note.exists() != is_edited:
            fail(f"the note was {'removed while the editor runs' if is_edited else 'not removed'}")
    if note.parent.exists() or len(list(scratch.iterdir())) != 2:
        fail(f"files left behind: {list(scratch.iterdir())}")
    if (elsewhere / "note.txt").read_text() != "mine":
        fail("a link was followed")


def wait_for(condition, what):
    deadline = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > deadline:
            fail(f"{what} does not start")
        time.sleep(0.05)


def sizes():
    for columns, rows in ((1, 1), (2, 2), (10, 5), (39, 9), (40, 10), (500, 200)):
        terminal, answer = started(columns=columns, rows=rows)
        if not answer:
            fail(f"{columns}x{rows}: nothing is drawn")
        terminal.press("lh?")
        terminal.press("<Esc>")
        terminal.resize(80, 24)
        answer = b"".join(data for _, data in terminal.rest(ready=b"Root account"))
        if b"Root account" not in answer:
            fail(f"{columns}x{rows}: the checklist is not shown after the terminal is enlarged")
        terminal.press("q")
        if ended(terminal):
            fail(f"{columns}x{rows}: the exit status is not 0")


def idle():
    terminal, _ = started()
    if answer := terminal.read(2.0):
        fail(f"the idle console sent {answer!r}")
    terminal.press("q")
    ended(terminal)


def clipboard():
    """Outside tmux, copying sends the sequence OSC 52; a terminal without a clipboard is reported."""
    for term, wanted in (("xterm-256color", b"\x1b]52;c;"), ("vt100", b"has no clipboard")):
        terminal, _ = started(term=term)
        terminal.press("2")
        answer, _ = terminal.press("y")
        if wanted not in answer:
            fail(f"{term}: {answer!r}")
        terminal.press("q")
        ended(terminal)


def locale():
    """The console draws in UTF-8 even if the UTF-8 locale is not installed."""
    os.environ["LC_ALL"] = "xx_YY.UTF-8"
    terminal, answer = started(keeps_locale=True)
    if "─".encode() not in answer:
        fail("lines are not drawn in UTF-8")
    terminal.press("q")
    ended(terminal)


{"storm": storm, "clipboard": clipboard, "locale": locale, "pieces": pieces, "paste": paste,
 "dropped-connection": dropped_connection, "unfinished-paste": unfinished_paste, "sizes": sizes,
 "idle": idle, "signals": signals, "stuck": stuck, "large": large, "left-note": left_note}[CHECK]()
