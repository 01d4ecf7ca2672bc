"""Validates the exports of a review, and compares them with each other.

usage: validate_exports.py FOLDER

FOLDER contains the output of `iam-review export --all FOLDER`. The script validates every format offline,
and reads it with another program if there is one. It compares the counts and names of every format with
those in iam-review.json, and prints the counts. Faults are printed to standard error, and the exit status
is then 1. Run the script in the virtual environment that `make validators` creates.
"""

import collections
import concurrent.futures
import csv
import html.parser
import json
import pathlib
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree

SCHEMAS = pathlib.Path(__file__).parent.parent / "Tests/Fixtures/schemas"
TOOLS = pathlib.Path(sys.executable).parent
OPEN = {None, "justified", "remediate"}
faults = []


def expect(wanted, found, what):
    if wanted != found:
        faults.append(f"{what}: expected {wanted}, found {found}")


def run(*command, folder=None):
    """Runs a validator and returns its output; adds a fault if it fails."""
    done = subprocess.run([str(word) for word in command], cwd=folder, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        faults.append(f"{' '.join(str(word) for word in command[:3])}: {done.stdout[:3000]}")
    return done.stdout


# Validators


def schemas(folder, scratch):
    events = scratch / "events"
    events.mkdir()
    for number, line in enumerate((folder / "iam-review.ocsf.jsonl").open(encoding="utf-8")):
        (events / f"{number}.json").write_text(line, encoding="utf-8")
    for schema, files in [
        ("oscal_assessment-results_schema.json", ["iam-review.oscal-ar.json"]),
        ("oscal_poam_schema.json", ["iam-review.oscal-poam.json"]),
        ("cklb.derived.schema.json", ["iam-review.cklb"]),
        ("sarif-schema-2.1.0.json", ["iam-review.sarif"]),
        ("ocsf-1.8.0-compliance_finding.schema.json", sorted(events.iterdir())),
    ]:
        run(TOOLS / "check-jsonschema", "--schemafile", SCHEMAS / schema,
            *[folder / name for name in files])


def trestle(folder, scratch):
    project = scratch / "trestle"
    project.mkdir()
    run(TOOLS / "trestle", "init", folder=project)
    for name, kind, model in [("ar", "assessment-results", "iam-review.oscal-ar.json"),
                              ("pm", "plan-of-action-and-milestones", "iam-review.oscal-poam.json")]:
        run(TOOLS / "trestle", "import", "-f", (folder / model).resolve(), "-o", name, folder=project)
        run(TOOLS / "trestle", "validate", "-t", kind, "-n", name, folder=project)


def others(folder, scratch):
    run("xmllint", "--noout", "--nonet", "--schema", SCHEMAS / "U_Checklist_Schema_V2.xsd",
        folder / "iam-review.ckl")
    output = run("tidy", "-e", "-q", folder / "iam-review.html")
    expect("", output, "tidy")
    for name in ["iam-review.csv", "iam-review-todo.csv"]:
        run(TOOLS / "csvclean", "--length-mismatch", folder / name)
    run(TOOLS / "sarif", "summary", "-o", scratch / "summary.txt", folder / "iam-review.sarif")


# The expected values


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


class Expected:
    """The review according to iam-review.json: the disposition of each finding, the status of each item."""

    def __init__(self, folder):
        self.review = load(folder / "iam-review.json")
        self.items = self.review["items"]
        self.findings = [finding for item in self.items for finding in item["findings"]]
        self.bare = [item for item in self.items if not item["findings"]]
        self.dispositions = {}
        self.status = collections.Counter()
        for item in self.items:
            whole = item["decision"]["disposition"] if item["state"] in (
                "decided", "expiring", "overdue") else None
            of_findings = []
            for finding in item["findings"]:
                by = {"finding": finding, "item": item, None: {}}[finding["answeredBy"]]
                disposition = (by.get("decision") or {}).get("disposition")
                self.dispositions[finding["id"]] = disposition
                of_findings.append(disposition)
            self.status[self.item_status(whole, of_findings)] += 1

    @staticmethod
    def item_status(whole, findings):
        dispositions = [whole] if whole else findings
        if not dispositions:
            return "not_reviewed"
        if any(one in OPEN for one in dispositions):
            return "open"
        return "not_applicable" if all(one == "notApplicable" for one in dispositions) else "not_a_finding"


def visible(text):
    """The text as it is shown, without line breaks, which some formats keep."""
    shown = "".join(
        f"⟨U+{ord(sign):04X}⟩"
        if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn") else sign
        for sign in text)
    for sign in ("⟨U+000A⟩", "⟨U+000D⟩"):
        shown = shown.replace(sign, "")
    return shown


def names_in(text, expected, what):
    text = text.replace("\n", "").replace("\r", "").replace("⟨U+000A⟩", "").replace("⟨U+000D⟩", "")
    for finding in expected.findings:
        name = visible(finding["subject"]["name"])
        if name.strip() and name not in text:
            faults.append(f"{what}: the name {name[:80]!r} is missing")


# Reading the exports


def plain(value):
    """A token in the models of trestle as text."""
    while hasattr(value, "root"):
        value = value.root
    return getattr(value, "value", value)


def oscal(folder, expected):
    from trestle.oscal.assessment_results import AssessmentResults
    from trestle.oscal.poam import PlanOfActionAndMilestones

    document = AssessmentResults.oscal_read(folder / "iam-review.oscal-ar.json")
    results = document.results[0]
    expect(len(expected.findings), len(results.observations or []), "OSCAL observations")
    expect(len(expected.items), len(results.findings or []), "OSCAL findings")
    wanted = collections.Counter(
        {"justified": "deviation-approved", "remediate": "remediating", None: "open"}.get(
            disposition, "closed") for disposition in expected.dispositions.values())
    for item in expected.bare:
        if item["decision"]:
            manual = item["decision"]["disposition"] if item["isDecided"] else None
            if manual in OPEN:
                wanted[{"justified": "deviation-approved", "remediate": "remediating",
                        None: "open"}[manual]] += 1
    found = collections.Counter(plain(risk.status) for risk in results.risks or [])
    expect(wanted, found, "OSCAL risks by status")
    props = [prop for observation in results.observations or [] for prop in observation.props]
    names = [plain(prop.value) for prop in props if plain(prop.name) == "finding"]
    expect(len(expected.findings), len(set(names)), "OSCAL finding ids")
    files = [one for one in expected.review["evidence"] if one["sha256"]]
    digests = [plain(one.value) for resource in document.back_matter.resources
               for link in resource.rlinks or [] for one in link.hashes or []]
    expect([one["sha256"] for one in files], digests, "OSCAL digests")
    expect(len(expected.review["signatures"]), len(results.attestations or []), "OSCAL attestations")
    plan = PlanOfActionAndMilestones.oscal_read(folder / "iam-review.oscal-poam.json")
    left = sum(count for status, count in found.items() if status != "closed")
    expect(max(left, 1), len(plan.poam_items), "POA&M items")


def stig(folder, expected):
    rules = load(folder / "iam-review.cklb")["stigs"][0]["rules"]
    expect(expected.status, collections.Counter(rule["status"] for rule in rules), "CKLB statuses")
    words = {"NotAFinding": "not_a_finding", "Open": "open", "Not_Applicable": "not_applicable",
             "Not_Reviewed": "not_reviewed"}
    root = xml.etree.ElementTree.parse(folder / "iam-review.ckl").getroot()
    expect(expected.status, collections.Counter(words[one.text] for one in root.iter("STATUS")),
           "CKL statuses")
    for rule, details in zip(rules, root.iter("FINDING_DETAILS"), strict=True):
        expect(rule["finding_details"], details.text or "", "CKL details")
    names_in("".join(root.itertext()), expected, "CKL")


def sarif(folder, expected):
    from sarif.loader import load_sarif_file

    results = load_sarif_file(str(folder / "iam-review.sarif")).get_results()
    failed = [one for one in results if one["kind"] == "fail"]
    expect(len(expected.findings), len(failed), "SARIF results")
    expect(len(expected.bare), len(results) - len(failed), "SARIF results of items without findings")
    accepted = sum(one["status"] == "accepted" for result in failed
                   for one in result.get("suppressions", []))
    expect(sum(disposition in ("pass", "justified", "notApplicable", "falsePositive")
               for disposition in expected.dispositions.values()), accepted, "SARIF suppressions")
    by_novelty = {"new": "new", "changed": "updated", "unchanged": "unchanged", None: None}
    expect([by_novelty[one["novelty"]] for one in expected.findings],
           [one.get("baselineState") for one in failed], "SARIF baseline states")
    names = [one["locations"][0]["logicalLocations"][0]["name"] for one in failed]
    expect([one["subject"]["name"] for one in expected.findings], names, "SARIF names")


def ocsf(folder, expected):
    from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding

    lines = (folder / "iam-review.ocsf.jsonl").read_text(encoding="utf-8").splitlines()
    events = [ComplianceFinding.model_validate_json(line) for line in lines]
    counts = collections.Counter(one.activity_id.value for one in events)
    broken = 1 if "integrityFaults" in expected.review else 0
    expect(len(expected.findings) + len(expected.bare) + broken, counts[1], "OCSF creation events")
    expect(len(expected.review["gone"]), counts[3], "OCSF closing events")
    status = {None: 1, "remediate": 2, "pass": 4}
    by_finding = [event for event in map(json.loads, lines) if "resources" in event]
    expect([status.get(expected.dispositions[one["id"]], 3) for one in expected.findings],
           [one["status_id"] for one in by_finding], "OCSF statuses")
    expect([one["subject"]["name"] for one in expected.findings],
           [one["resources"][0]["name"] for one in by_finding], "OCSF names")


def is_formula(text):
    """Whether a spreadsheet could read the text of a cell as a formula."""
    shown = "".join(sign for sign in text if not sign.isspace()
                    and unicodedata.category(sign) not in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn"))
    return text[:1] in ("\t", "\r", "\n") or shown[:1] in tuple("=+-@＝＋－＠﹦﹢﹣﹫")


def tables(folder, expected):
    csv.field_size_limit(1 << 30)
    with open(folder / "iam-review.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [row for row in rows if row["finding"] and row["outcome"] != "gone"]
    expect(len(expected.findings), len(found), "CSV rows of findings")
    expect(len(expected.review["gone"]), sum(row["outcome"] == "gone" for row in rows), "CSV gone")
    for finding, row in zip(expected.findings, found):
        name = finding["subject"]["name"]
        mark = "'" if is_formula(name) else ""
        expect(mark + visible(name), visible(row["subject name"]), "CSV name")
        if any(is_formula(cell) for cell in row.values()):
            faults.append(f"CSV: a cell of {name[:80]!r} is a formula")
    with open(folder / "iam-review-todo.csv", encoding="utf-8", newline="") as file:
        todo = list(csv.DictReader(file))
    tasks = sum(finding["answeredBy"] == "finding" and expected.dispositions[finding["id"]] == "remediate"
                for finding in expected.findings)
    tasks += sum(item["isDecided"] and (item["decision"] or {}).get("disposition") == "remediate"
                 and item["state"] in ("decided", "overdue") for item in expected.items)
    expect(tasks, sum(row["state"] != "broken" for row in todo), "to-do rows")


class Reader(html.parser.HTMLParser):
    """Counts tags and collects the text; reports everything that could run or be requested."""

    def __init__(self):
        super().__init__()
        self.tags = collections.Counter()
        self.text = []

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        if tag in ("script", "img", "link", "iframe", "object", "embed", "form", "base"):
            faults.append(f"HTML: forbidden element <{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name == "style" or name == "src":
                faults.append(f"HTML: forbidden attribute {name}")
            if name == "href" and not (value or "").startswith("#"):
                faults.append(f"HTML: forbidden link to {value}")

    def handle_data(self, data):
        self.text.append(data)


def documents(folder, expected):
    reader = Reader()
    reader.feed((folder / "iam-review.html").read_text(encoding="utf-8"))
    expect(len(expected.findings), reader.tags["article"], "HTML findings")
    expect(1, reader.tags["style"], "HTML styles")
    names_in("".join(reader.text), expected, "HTML")
    made = Reader()
    made.feed(run("cmark", "--unsafe", folder / "iam-review.md"))
    expect(len(expected.findings), made.tags["h4"], "Markdown findings")
    expect(len(expected.items), made.tags["h3"], "Markdown items")
    expect(0, made.tags["script"] + made.tags["img"], "Markdown markup")
    expect(0, made.tags["a"], "Markdown links")
    names_in("".join(made.text), expected, "Markdown")


def main(folder):
    expected = Expected(folder)
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor() as pool:
        scratch = pathlib.Path(scratch)
        work = [pool.submit(one, folder, scratch) for one in (schemas, trestle, others)]
        for read in (oscal, stig, sarif, ocsf, tables, documents):
            read(folder, expected)
        for one in work:
            one.result()
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(expected.items)} items, {len(expected.findings)} findings, "
          f"{len(expected.review['gone'])} gone, {dict(expected.status)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
