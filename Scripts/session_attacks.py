"""Tests commands with damaged sessions, and `verify` with changed bytes.

usage: session_attacks.py BINARY [SESSIONS] [FLIPS] [SEED] [DECISIONS]

The script damages SESSIONS sessions, each one to four times, with wrong types, extreme numbers, missing,
repeated or renamed members, deeply nested and huge values, hostile text, bytes that are not UTF-8, and
history entries that are moved, repeated or linked in circles. In half of the sessions, the digests are
calculated again, so that they match. Commands must not crash, hang, or write a control character.

It then flips single bits of a signed session or of the files beside it, FLIPS times. `verify` must not
exit with status 0, unless the session still has exactly the values that were signed.

Finally, sessions with a quarter, a half and all of DECISIONS show how the cost grows.

The exit status is 1 if there are faults; their files are kept. By default, there are 5,000 sessions, 2,000
flips and 8,000 decisions. 0 skips a part.
"""

import concurrent.futures
import copy
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading

BINARY = os.path.abspath(sys.argv[1])
SESSIONS, FLIPS, SEED, DECISIONS = map(int, sys.argv[2:] + ["5000", "2000", "1", "8000"][len(sys.argv) - 2:])
# Deeply nested values are written recursively.
sys.setrecursionlimit(50_000)
threading.stack_size(256 << 20)
ATTACKS = ["\x1b]0;owned\x07\x1b[2J", "\u202egnp.exe", "\u009b31m", "a\rb\nc", "\0", "=1+1", "x" * 300_000, "",
           "../../../etc/passwd", "\ud800"]
VALUES = [None, True, -1, 0, 1 << 40, 1 << 63, 10 ** 400, 1.5, "", [], {}, [[]], "2026-13-45T99:99:99Z",
          "0" * 64, "merge", "undo"] + ATTACKS
FORMATS = "markdown html csv todo json oscal-ar oscal-poam cklb ckl sarif ocsf".split()
# Control characters except line breaks and tabs, including C1 controls and direction marks in UTF-8.
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]")


def run(*words, stdin=b"", seconds=60):
    return subprocess.run([BINARY, *map(str, words)], input=stdin, capture_output=True, timeout=seconds)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def places(value, path=()):
    """The path of every value within `value`."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from places(part, path + (key,))


def damage(session, rng):
    """Makes one change to the session, in place."""
    path = rng.choice([one for one in places(session) if one])
    holder = session
    for key in path[:-1]:
        holder = holder[key]
    key, history = path[-1], session.get("history")
    kind = rng.randrange(8)
    if kind < 3:
        holder[key] = rng.choice(VALUES)
    elif kind == 3:
        del holder[key]
    elif kind == 4 and isinstance(holder, dict):
        holder[rng.choice(ATTACKS)] = holder.pop(key)
    elif kind == 5:
        deep = rng.choice([[], "x"])
        for _ in range(rng.choice([50, 400, 900])):
            deep = [deep]
        holder[key] = deep
    elif isinstance(history, list) and len(history) > 1:
        one, two = rng.sample(range(len(history)), 2)
        if kind == 6:
            history[one], history[two] = history[two], copy.deepcopy(history[rng.choice([one, two])])
        elif isinstance(history[one], dict) and isinstance(history[two], dict):
            history[one][rng.choice(["previous", "merged"])] = history[two].get("hash")
            history[two][rng.choice(["previous", "merged"])] = history[one].get("hash")


def rehash(history):
    """Makes the digests match again, with each entry following the same entry as before."""
    new = {}
    for entry in history if isinstance(history, list) else ():
        if isinstance(entry, dict):
            old = entry.pop("hash", None)
            for name in ("previous", "merged"):
                if isinstance(entry.get(name), str):
                    entry[name] = new.get(entry[name], entry[name])
            entry["hash"] = hashlib.sha256(canonical(entry).encode("utf-8", "replace")).hexdigest()
            if isinstance(old, str):
                new[old] = entry["hash"]


def hostile(session, rng):
    """The bytes of a damaged session."""
    session = copy.deepcopy(session)
    for _ in range(rng.randint(1, 4)):
        damage(session, rng)
    if rng.random() < 0.5:
        rehash(session.get("history"))
    data = json.dumps(session, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    kind = rng.randrange(10)
    if kind == 0:
        place = rng.randrange(len(data))
        data = data[:place] + rng.randbytes(rng.randint(1, 9)) + data[place + rng.randint(0, 9):]
    elif kind == 1:
        data = data[:rng.randrange(len(data))]
    elif kind == 2:
        data = data.replace(b'"history"', b'"history": [], "history"', 1)
    return data


def attack(number, session, folder):
    """Runs some commands on a damaged session; returns a description of a fault, or None."""
    rng = random.Random(f"{SEED} {number}")
    home = pathlib.Path(tempfile.mkdtemp(dir=folder))
    shutil.copy(folder / "client/summary.json", home)
    bad, good = home / "review.json", folder / "client/review.json"
    bad.write_bytes(hostile(session, rng))
    if rng.random() < 0.2:
        line = hostile(session["history"][-1], rng)
        (home / "review.json.journal").write_bytes(line + rng.choice([b"\n", b""]))
    merged = rng.sample([good, good, bad], 3)
    commands = [
        ("log", bad), ("log", "--verify", bad), ("verify", home), ("check", home, "--review", bad),
        ("verify", "--format", "json", bad), ("diff", folder / "client", home), ("diff", home, folder / "client"),
        ("merge", *merged, "-o", home / "merged.json"), ("merge", folder / "empty.json", bad, good),
        ("export", home, "--format", rng.choice(FORMATS)), ("export", home, "--format", rng.choice(FORMATS)),
        ("split", home, "--section", "root", "-o", home / "part.json"), (home, "--plain", "--previous", good),
        (folder / "client", "--plain", "--previous", bad, "--session", home / "new.json"),
        (home, "--plain"), ("sign", home, "--print-payload"),
    ]
    for words in rng.sample(commands, 2):
        try:
            done = run(*words, stdin=b"1\n1\np\nU\nb\nb\nq\n")
        except subprocess.TimeoutExpired:
            return f"{words} did not finish ({home})"
        if done.returncode not in range(5):
            return f"{words} exited with {done.returncode} ({home}): {done.stderr[-300:]!r}"
        written = CONTROL.search(done.stdout.replace(b"\r\n", b"\n")) or CONTROL.search(done.stderr)
        if written:
            return f"{words} wrote {written[0]!r} ({home})"
    shutil.rmtree(home)
    return None


def flip(number, folder, client, files):
    """Flips one bit; returns whether `verify` still exits with 0, and a description of a fault, or None."""
    rng = random.Random(f"{SEED} flip {number}")
    home = pathlib.Path(tempfile.mkdtemp(dir=folder))
    shutil.copytree(client, home, dirs_exist_ok=True)
    name = rng.choice(["review.json"] * 6 + files)
    data = bytearray((home / name).read_bytes())
    place = rng.randrange(len(data))
    data[place] ^= 1 << rng.randrange(8)
    (home / name).write_bytes(data)
    status = run("verify", home, "--allowed-signers", folder / "allowed").returncode
    fault = None
    if status not in range(4):
        fault = f"byte {place} of {name}: verify exited with {status}"
    elif status == 0:
        before, after = (json.loads((one / "review.json").read_bytes()) for one in (client, home))
        for one in (before, after):
            one.pop("revision", None)
        if name != "review.json" or before != after:
            fault = f"byte {place} of {name} ({home}): accepted"
    if not fault:
        shutil.rmtree(home)
    return status == 0, fault


def processor_time():
    """The processor seconds of all programs that were run so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def least_time(*words):
    """The least processor seconds of several runs of a command: other work on the machine only adds time."""
    times = []
    for _ in range(5):
        start = processor_time()
        run(*words, seconds=600)
        times.append(processor_time() - start)
    return min(times)


def growth(folder, session):
    """The highest factor by which the processor time of a command grows if the decisions are doubled."""
    entry, table = session["history"][0], {}
    for count in (DECISIONS // 4, DECISIONS // 2, DECISIONS):
        for state in ("whole", "broken", "branches"):
            history, previous = [], None
            for number in range(1, count + 1):
                one = copy.deepcopy(entry)
                one.update(number=number, step={"first": number, "size": 1},
                           target={"finding": f"users.mfa/user/{number}"})
                one.pop("hash")
                one.pop("previous", None)
                if previous and state != "branches":
                    one["previous"] = previous
                previous = hashlib.sha256(canonical(one).encode()).hexdigest()
                one["hash"] = previous if state != "broken" else "0" * 64
                history.append(one)
            large = dict(session, history=history, signOffs=[], decisions={
                "findings": {one["target"]["finding"]: one["to"] for one in history}, "items": {}})
            path = folder / f"{state}.json"
            path.write_text(json.dumps(large))
            for words in (("verify", path), ("log", "--verify", path), ("diff", path, path),
                          ("merge", path, path, path),
                          ("export", folder / "client", "--session", path, "--format", "csv")):
                table.setdefault((state, words[0]), []).append(least_time(*words))
    worst = 0
    for (state, command), seconds in table.items():
        worst = max(worst, seconds[2] / seconds[1])
        print(f"{state:9} {command:7} " + " ".join(f"{one:6.2f}" for one in seconds), f"x{seconds[2] / seconds[1]:.2f}")
    return worst


def signed(folder):
    """Creates a small review that ann signed, and trusts her key; returns its folder and other files."""
    client = folder / "client"
    client.mkdir()
    (client / "summary.json").write_text('{"SummaryMap": {"AccountMFAEnabled": 0, "AccountAccessKeysPresent": 1}}')
    (folder / "empty.json").write_text("")
    script = folder / "x.script"
    script.write_text("f*Xa sample<Enter>\n<Esc>1g" + "nXa<Enter>\n" * 30 + "uU")
    run(client, "--script", script, "--size", "100x30", "--reviewer", "ann")
    script.write_text("f*Xa sample<Enter>\n<Esc>1g" + "nXa<Enter>\n" * 30)
    run(client, "--script", script, "--size", "100x30", "--reviewer", "ann")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "key"], check=True)
    done = run("sign", client, "--reviewer", "ann", "--key", folder / "key")
    if done.returncode:
        sys.exit(f"not signed: {done.stderr.decode()}")
    (folder / "allowed").write_bytes(run("allowed-signers", folder / "key.pub", "--reviewer", "ann").stdout)
    (client / "review.json.lock").unlink(missing_ok=True)
    files = ["review.json.sign-off-1", "review.json.sign-off-1.sig", "summary.json"]
    done = run("verify", client, "--allowed-signers", folder / "allowed")
    if done.returncode:
        sys.exit(f"the unchanged review is not verified: {done.stdout.decode()}")
    return client, files


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="session-attacks-"))
    client, files = signed(folder)
    session = json.loads((client / "review.json").read_text())
    faults = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults += filter(None, pool.map(lambda one: attack(one, session, folder), range(SESSIONS)))
        flips = list(pool.map(lambda one: flip(one, folder, client, files), range(FLIPS)))
        faults += [fault for _, fault in flips if fault]
    harmless = sum(is_accepted for is_accepted, _ in flips)
    print(f"{SESSIONS} sessions, {FLIPS} flipped bits, {harmless} of them without effect on the signed values")
    worst = growth(folder, session) if DECISIONS else 0
    if worst > 2.3:
        faults.append(f"twice as many decisions cost {worst:.2f} times as much")
    print("\n".join(faults) or "no faults")
    if not faults:
        shutil.rmtree(folder)
    return 1 if faults else 0


sys.exit(main())
