"""Checks an HTML report in headless Chromium.

usage: look_at_report.py REPORT.html [light] [dark]

The report must not write to the browser's console or make network requests, and axe-core (WCAG 2.2 AA
and best practices) must find nothing in the given color schemes. axe-core runs in a copy without the
content security policy, because the policy allows no script. Faults are printed to standard error,
and the exit status is then 1. Run the script in the virtual environment that `make validators` creates.
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

# The time limit for a browser, in seconds. It ends a browser that hangs before the test times out. At a
# load of 60 on two processors, a browser needed more than ten minutes.
LIMIT = 1700


def chromium(scratch, *options):
    return subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
         "--no-first-run", "--disable-background-networking", "--disable-component-update",
         f"--user-data-dir={scratch / 'profile'}", "--enable-logging=stderr", *options],
        capture_output=True, text=True, timeout=LIMIT)


def alone(report, scratch):
    """Console messages, and requests for anything except the report."""
    scratch.mkdir()
    log = scratch / "net.json"
    done = chromium(scratch, f"--log-net-log={log}", "--virtual-time-budget=3000", "--dump-dom",
                    report.as_uri())
    faults = [f"console: {line}" for line in done.stderr.splitlines() if "CONSOLE" in line]
    if "</main>" not in done.stdout:
        faults.append(f"the report could not be opened: {done.stderr[-500:]}")
    asked = set(re.findall(r'"url":"((?:https?|file|data|wss?)[^"]*)"', log.read_text("utf-8")))
    own = {url for url in asked if url.startswith(("file:", "data:"))} - {report.as_uri()}
    outside = {url for url in asked if url.startswith(("http", "ws"))
               and not re.match(r"https?://[^/]*\.(google|googleapis|gstatic|gvt1)\.com/", url)}
    return faults + [f"requested: {url}" for url in sorted(own | outside)]


def axe(report, scratch, *options):
    """The findings of axe-core in a copy of the report that allows scripts."""
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
        return [f"axe-core did not finish: {done.stderr[-500:]}"]
    result = json.loads(html.unescape(found.group(1)))
    if result["passes"] < 10:
        return [f"axe-core applied only {result['passes']} rules"]
    return [f"axe-core: {violation}" for violation in result["violations"]]


def main(report, colors):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        scheme = {"light": 1, "dark": 0}
        with concurrent.futures.ThreadPoolExecutor() as pool:
            looks = [pool.submit(axe, report, scratch / color,
                                 f"--blink-settings=preferredColorScheme={scheme[color]}")
                     for color in colors] + [pool.submit(alone, report, scratch / "alone")]
            faults = [fault for look in looks for fault in look.result()]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]))
