"""Opens an HTML report in headless Chromium and says what it sees.

usage: look_at_report.py REPORT.html [light] [dark]

Three looks: the report itself may write nothing to the console; it may ask for nothing, by a log
of the network; and axe-core (WCAG 2.2 AA and good practice) must find nothing in the colours
named. For axe a copy without the content security policy is made, since the report allows no
script. Says on standard error what is wrong, and then exits with 1. Runs in the virtual environment
that `make validators` makes.
"""

import concurrent.futures
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile

RUN = """
axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
  .then(found => {
    const said = document.createElement("pre");
    said.textContent = "AXE" + JSON.stringify({
      passes: found.passes.length,
      violations: found.violations.map(one => [one.id, one.help, one.nodes.length,
        one.nodes[0].html.slice(0, 300)])});
    document.body.replaceChildren(said);
  });
"""


# How long a browser may take, in seconds: ends one that hangs before the test itself is ended, and
# decides nothing. At a load of 60 on two processors one needed more than ten minutes.
LIMIT = 1700


def chromium(scratch, *options):
    return subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
         "--no-first-run", "--disable-background-networking", "--disable-component-update",
         f"--user-data-dir={scratch / 'profile'}", "--enable-logging=stderr", *options],
        capture_output=True, text=True, timeout=LIMIT)


def alone(report, scratch):
    """What the console says, and what is asked for beside the report."""
    scratch.mkdir()
    log = scratch / "net.json"
    done = chromium(scratch, f"--log-net-log={log}", "--virtual-time-budget=3000", "--dump-dom",
                    report.as_uri())
    faults = [f"console: {line}" for line in done.stderr.splitlines() if "CONSOLE" in line]
    if "</main>" not in done.stdout:
        faults.append(f"the report did not open: {done.stderr[-500:]}")
    asked = set(re.findall(r'"url":"((?:https?|file|data|wss?)[^"]*)"', log.read_text("utf-8")))
    own = {url for url in asked if url.startswith(("file:", "data:"))} - {report.as_uri()}
    outside = {url for url in asked if url.startswith(("http", "ws"))
               and not re.match(r"https?://[^/]*\.(google|googleapis|gstatic|gvt1)\.com/", url)}
    return faults + [f"asked for: {url}" for url in sorted(own | outside)]


def axe(report, scratch, *options):
    """What axe-core finds in a copy that may run it."""
    scratch.mkdir()
    script = next(pathlib.Path(sys.prefix).glob("lib/python3*/site-packages/axe*/axe.min.js"))
    page = report.read_text(encoding="utf-8")
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    code = script.read_text(encoding="utf-8").replace("</script", "<\\/script") + RUN
    copy = scratch / "copy.html"
    copy.write_text(page.replace("</body>", f"<script>{code}</script></body>"), encoding="utf-8")
    done = chromium(scratch, "--virtual-time-budget=120000", "--dump-dom", *options, copy.as_uri())
    found = re.search(r"AXE(\{.*\})</pre>", done.stdout, re.DOTALL)
    if not found:
        return [f"axe-core did not end: {done.stderr[-500:]}"]
    result = json.loads(html.unescape(found.group(1)))
    if result["passes"] < 10:
        return [f"axe-core looked at little: {result['passes']} rules"]
    return [f"axe-core: {violation}" for violation in result["violations"]]


def main(report, colours):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        scheme = {"light": 1, "dark": 0}
        with concurrent.futures.ThreadPoolExecutor() as pool:
            looks = [pool.submit(axe, report, scratch / colour,
                                 f"--blink-settings=preferredColorScheme={scheme[colour]}")
                     for colour in colours] + [pool.submit(alone, report, scratch / "alone")]
            faults = [fault for look in looks for fault in look.result()]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]))
