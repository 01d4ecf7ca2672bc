"""Holds the exports of one review against the validators of their formats and against each other.

usage: validate_exports.py FOLDER

FOLDER holds what `iam-review export --all FOLDER` wrote. Every format is validated offline, read
back by another program where there is one, and its counts and names are compared with those of
iam-review.json. Prints the counts; says on standard error what is wrong, and then exits with 1.
Runs in the virtual environment that `make validators` makes.
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
    """Runs a validator to its end; what it says is told where it fails."""
    done = subprocess.run([str(word) for word in command], cwd=folder, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        faults.append(f"{' '.join(str(word) for word in command[:3])}: {done.stdout[:3000]}")
    return done.stdout


# The validators


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
    said = run("tidy", "-e", "-q", folder / "iam-review.html")
    expect("", said, "tidy")
    for name in ["iam-review.csv", "iam-review-todo.csv"]:
        run(TOOLS / "csvclean", "--length-mismatch", folder / name)
    run(TOOLS / "sarif", "summary", "-o", scratch / "summary.txt", folder / "iam-review.sarif")


# What we say ourselves


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


class Ours:
    """The review by our own JSON: what stands of each finding and of each item."""

    def __init__(self, folder):
        self.review = load(folder / "iam-review.json")
        self.items = self.review["items"]
        self.findings = [finding for item in self.items for finding in item["findings"]]
        self.bare = [item for item in self.items if not item["findings"]]
        self.standing = {}
        self.status = collections.Counter()
        for item in self.items:
            whole = item["decision"]["disposition"] if item["state"] in (
                "decided", "expiring", "overdue") else None
            of_findings = []
            for finding in item["findings"]:
                by = {"finding": finding, "item": item, None: {}}[finding["answeredBy"]]
                stands = (by.get("decision") or {}).get("disposition")
                self.standing[finding["id"]] = stands
                of_findings.append(stands)
            self.status[self.item_status(whole, of_findings)] += 1

    @staticmethod
    def item_status(whole, findings):
        stands = [whole] if whole else findings
        if not stands:
            return "not_reviewed"
        if any(one in OPEN for one in stands):
            return "open"
        return "not_applicable" if all(one == "notApplicable" for one in stands) else "not_a_finding"


def visible(text):
    """The text as it is shown, without its line breaks, which some formats keep."""
    shown = "".join(
        f"⟨U+{ord(sign):04X}⟩"
        if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn") else sign
        for sign in text)
    for sign in ("⟨U+000A⟩", "⟨U+000D⟩"):
        shown = shown.replace(sign, "")
    return shown


def names_in(text, ours, what):
    text = text.replace("\n", "").replace("\r", "").replace("⟨U+000A⟩", "").replace("⟨U+000D⟩", "")
    for finding in ours.findings:
        name = visible(finding["subject"]["name"])
        if name.strip() and name not in text:
            faults.append(f"{what}: the name {name[:80]!r} is lost")


# Reading back


def plain(value):
    """A token of trestle's models as text."""
    while hasattr(value, "root"):
        value = value.root
    return getattr(value, "value", value)


def oscal(folder, ours):
    from trestle.oscal.assessment_results import AssessmentResults
    from trestle.oscal.poam import PlanOfActionAndMilestones

    document = AssessmentResults.oscal_read(folder / "iam-review.oscal-ar.json")
    results = document.results[0]
    expect(len(ours.findings), len(results.observations or []), "OSCAL observations")
    expect(len(ours.items), len(results.findings or []), "OSCAL findings")
    wanted = collections.Counter(
        {"justified": "deviation-approved", "remediate": "remediating", None: "open"}.get(
            stands, "closed") for stands in ours.standing.values())
    for item in ours.bare:
        if item["decision"]:
            by_hand = item["decision"]["disposition"] if item["isDecided"] else None
            if by_hand in OPEN:
                wanted[{"justified": "deviation-approved", "remediate": "remediating",
                        None: "open"}[by_hand]] += 1
    found = collections.Counter(plain(risk.status) for risk in results.risks or [])
    expect(wanted, found, "OSCAL risks by status")
    props = [prop for observation in results.observations or [] for prop in observation.props]
    names = [plain(prop.value) for prop in props if plain(prop.name) == "finding"]
    expect(len(ours.findings), len(set(names)), "OSCAL finding ids")
    files = [one for one in ours.review["evidence"] if one["sha256"]]
    digests = [plain(one.value) for resource in document.back_matter.resources
               for link in resource.rlinks or [] for one in link.hashes or []]
    expect([one["sha256"] for one in files], digests, "OSCAL digests")
    expect(len(ours.review["signatures"]), len(results.attestations or []), "OSCAL attestations")
    plan = PlanOfActionAndMilestones.oscal_read(folder / "iam-review.oscal-poam.json")
    left = sum(count for status, count in found.items() if status != "closed")
    expect(max(left, 1), len(plan.poam_items), "POA&M items")


def stig(folder, ours):
    rules = load(folder / "iam-review.cklb")["stigs"][0]["rules"]
    expect(ours.status, collections.Counter(rule["status"] for rule in rules), "CKLB statuses")
    words = {"NotAFinding": "not_a_finding", "Open": "open", "Not_Applicable": "not_applicable",
             "Not_Reviewed": "not_reviewed"}
    root = xml.etree.ElementTree.parse(folder / "iam-review.ckl").getroot()
    expect(ours.status, collections.Counter(words[one.text] for one in root.iter("STATUS")),
           "CKL statuses")
    for rule, details in zip(rules, root.iter("FINDING_DETAILS"), strict=True):
        expect(rule["finding_details"], details.text or "", "CKL details")
    names_in("".join(root.itertext()), ours, "CKL")


def sarif(folder, ours):
    from sarif.loader import load_sarif_file

    results = load_sarif_file(str(folder / "iam-review.sarif")).get_results()
    failed = [one for one in results if one["kind"] == "fail"]
    expect(len(ours.findings), len(failed), "SARIF results")
    expect(len(ours.bare), len(results) - len(failed), "SARIF results of items without findings")
    accepted = sum(one["status"] == "accepted" for result in failed
                   for one in result.get("suppressions", []))
    expect(sum(stands in ("pass", "justified", "notApplicable", "falsePositive")
               for stands in ours.standing.values()), accepted, "SARIF suppressions")
    by_novelty = {"new": "new", "changed": "updated", "unchanged": "unchanged", None: None}
    expect([by_novelty[one["novelty"]] for one in ours.findings],
           [one.get("baselineState") for one in failed], "SARIF baseline states")
    names = [one["locations"][0]["logicalLocations"][0]["name"] for one in failed]
    expect([one["subject"]["name"] for one in ours.findings], names, "SARIF names")


def ocsf(folder, ours):
    from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding

    lines = (folder / "iam-review.ocsf.jsonl").read_text(encoding="utf-8").splitlines()
    events = [ComplianceFinding.model_validate_json(line) for line in lines]
    counts = collections.Counter(one.activity_id.value for one in events)
    broken = 1 if "integrityFaults" in ours.review else 0
    expect(len(ours.findings) + len(ours.bare) + broken, counts[1], "OCSF events that create")
    expect(len(ours.review["gone"]), counts[3], "OCSF events that close")
    status = {None: 1, "remediate": 2, "pass": 4}
    by_finding = [event for event in map(json.loads, lines) if "resources" in event]
    expect([status.get(ours.standing[one["id"]], 3) for one in ours.findings],
           [one["status_id"] for one in by_finding], "OCSF statuses")
    expect([one["subject"]["name"] for one in ours.findings],
           [one["resources"][0]["name"] for one in by_finding], "OCSF names")


def is_formula(text):
    """Whether a spreadsheet could take the text of a cell for a formula."""
    shown = "".join(sign for sign in text if not sign.isspace()
                    and unicodedata.category(sign) not in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn"))
    return text[:1] in ("\t", "\r", "\n") or shown[:1] in tuple("=+-@＝＋－＠﹦﹢﹣﹫")


def tables(folder, ours):
    csv.field_size_limit(1 << 30)
    with open(folder / "iam-review.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [row for row in rows if row["finding"] and row["outcome"] != "gone"]
    expect(len(ours.findings), len(found), "CSV rows of findings")
    expect(len(ours.review["gone"]), sum(row["outcome"] == "gone" for row in rows), "CSV gone")
    for finding, row in zip(ours.findings, found):
        name = finding["subject"]["name"]
        mark = "'" if is_formula(name) else ""
        expect(mark + visible(name), visible(row["subject name"]), "CSV name")
        if any(is_formula(cell) for cell in row.values()):
            faults.append(f"CSV: a cell of {name[:80]!r} is a formula")
    with open(folder / "iam-review-todo.csv", encoding="utf-8", newline="") as file:
        todo = list(csv.DictReader(file))
    tasks = sum(finding["answeredBy"] == "finding" and ours.standing[finding["id"]] == "remediate"
                for finding in ours.findings)
    tasks += sum(item["isDecided"] and (item["decision"] or {}).get("disposition") == "remediate"
                 and item["state"] in ("decided", "overdue") for item in ours.items)
    expect(tasks, sum(row["state"] != "broken" for row in todo), "tasks")


class Reader(html.parser.HTMLParser):
    """Counts tags and gathers the text; notes whatever could run or be fetched."""

    def __init__(self):
        super().__init__()
        self.tags = collections.Counter()
        self.text = []

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        if tag in ("script", "img", "link", "iframe", "object", "embed", "form", "base"):
            faults.append(f"HTML: there is a <{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name == "style" or name == "src":
                faults.append(f"HTML: there is an attribute {name}")
            if name == "href" and not (value or "").startswith("#"):
                faults.append(f"HTML: there is a link to {value}")

    def handle_data(self, data):
        self.text.append(data)


def documents(folder, ours):
    reader = Reader()
    reader.feed((folder / "iam-review.html").read_text(encoding="utf-8"))
    expect(len(ours.findings), reader.tags["article"], "HTML findings")
    expect(1, reader.tags["style"], "HTML styles")
    names_in("".join(reader.text), ours, "HTML")
    made = Reader()
    made.feed(run("cmark", "--unsafe", folder / "iam-review.md"))
    expect(len(ours.findings), made.tags["h4"], "Markdown findings")
    expect(len(ours.items), made.tags["h3"], "Markdown items")
    expect(0, made.tags["script"] + made.tags["img"], "Markdown markup")
    expect(0, made.tags["a"], "Markdown links")
    names_in("".join(made.text), ours, "Markdown")


def main(folder):
    ours = Ours(folder)
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor() as pool:
        scratch = pathlib.Path(scratch)
        work = [pool.submit(one, folder, scratch) for one in (schemas, trestle, others)]
        for read in (oscal, stig, sarif, ocsf, tables, documents):
            read(folder, ours)
        for one in work:
            one.result()
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(ours.items)} items, {len(ours.findings)} findings, "
          f"{len(ours.review['gone'])} gone, {dict(ours.status)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
