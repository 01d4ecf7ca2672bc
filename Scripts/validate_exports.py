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
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree

SCHEMAS = pathlib.Path(__file__).parent.parent / "Tests/Fixtures/schemas"
TOOLS = pathlib.Path(sys.executable).parent
NU_CHECKER = next(pathlib.Path(sys.prefix).rglob("vnu.jar"), "vnu.jar")
# Parts of style sheets that are newer than the Nu checker.
NEWER_STYLES = ".*(text-wrap|details-content|print-color-adjust).*"
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
    run("java", "-jar", NU_CHECKER, "--filterpattern", NEWER_STYLES, folder / "iam-review.html")
    for name in ["iam-review.csv", "iam-review-todo.csv", "iam-review.jira.csv",
                 "iam-review.servicenow.csv"]:
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
    tickets(folder, [row["id"] for row in todo])


def tickets(folder, ids):
    """The files for ticket systems contain the tasks of the to-do list, in the documented form."""
    with open(folder / "iam-review.jira.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    fields = {"Summary", "Description", "Issue Type", "Priority", "Assignee", "Due Date", "Labels",
              "External ID"}
    expect(fields, set(rows[0]), "Jira fields")
    expect(ids, [row[-1] for row in rows[1:]], "Jira issues")
    for row in rows[1:]:
        expect(len(rows[0]), len(row), "Jira columns")
        if not row[0] or len(row[0]) > 255 or "\n" in row[0]:
            faults.append(f"Jira: the summary {row[0][:80]!r} is not accepted")
        if row[3] not in ("Highest", "High", "Medium", "Low"):
            faults.append(f"Jira: unknown priority {row[3]}")
    with open(folder / "iam-review.servicenow.csv", encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    expect(ids, [record["correlation_id"] for record in records], "ServiceNow records")
    for record in records:
        if len(record["short_description"]) > 160 or "\n" in record["short_description"]:
            faults.append(f"ServiceNow: {record['short_description'][:80]!r} is not accepted")
        if not re.fullmatch(r"(\d{4}-\d\d-\d\d 00:00:00)?", record["due_date"]):
            faults.append(f"ServiceNow: unknown date {record['due_date']}")
    lines = (folder / "iam-review.github.jsonl").read_text(encoding="utf-8").splitlines()
    requests = [json.loads(line) for line in lines]
    expect(len(ids), len(requests), "GitHub requests")
    for request in requests:
        expect(["title", "body", "labels"], list(request), "GitHub parameters")
        if not 0 < len(request["title"]) <= 256 or len(request["body"]) > 65536:
            faults.append(f"GitHub: {request['title'][:80]!r} is too long")


DECISIONS = [None, "remediate", "justified", "pass", "notApplicable", "falsePositive"]
SEVERITIES = ["critical", "high", "medium", "low"]


def matrix(expected):
    """The numbers of findings by severity and decision, with totals, as the documents show them."""
    counts = collections.Counter()
    for item in expected.items:
        for finding in item["findings"]:
            disposition = expected.dispositions[finding["id"]]
            counts[finding["effectiveSeverity"], disposition] += 1
    rows = [[counts[severity, one] for one in DECISIONS] for severity in SEVERITIES]
    rows.append([sum(column) for column in zip(*rows)])
    return [row + [sum(row)] for row in rows]


class Reader(html.parser.HTMLParser):
    """Counts tags, and collects the text, the names for links and the rows of tables; reports everything
    that could run or be requested."""

    def __init__(self):
        super().__init__()
        self.tags = collections.Counter()
        self.text = []
        self.names = []
        self.rows = []

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        if tag in ("script", "link", "iframe", "object", "embed", "form", "base"):
            faults.append(f"HTML: forbidden element <{tag}>")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        for name, value in attributes:
            if name == "src" and tag == "img" and value.startswith("data:image/"):
                continue
            if name.startswith("on") or name == "style" or name == "src":
                faults.append(f"HTML: forbidden attribute {name}")
            if name == "href" and not (value or "").startswith("#"):
                faults.append(f"HTML: forbidden link to {value}")
            if name == "id":
                self.names.append(value)

    def handle_data(self, data):
        self.text.append(data)
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    def matrix(self):
        """The numbers in the first table of nine columns that begins with Severity."""
        start = next(place for place, row in enumerate(self.rows)
                     if len(row) == 9 and row[0].strip() == "Severity")
        rows = self.rows[start + 1:start + 6]
        return [[int(cell.strip().replace(",", "").replace("–", "0")) for cell in row[1:8]]
                for row in rows]


def documents(folder, expected):
    reader = Reader()
    reader.feed((folder / "iam-review.html").read_text(encoding="utf-8"))
    found = {name for name in reader.names if re.fullmatch(r"f\d+-\d+", name)}
    expect(len(expected.findings), len(found), "HTML findings")
    expect(len(reader.names), len(set(reader.names)), "HTML names for links")
    expect(matrix(expected), reader.matrix(), "HTML findings by severity and decision")
    expect(1, reader.tags["style"], "HTML styles")
    names_in("".join(reader.text), expected, "HTML")
    made = Reader()
    source = (folder / "iam-review.md").read_text(encoding="utf-8")
    made.feed(run("cmark", "--unsafe", folder / "iam-review.md"))
    rows = source[source.index("\n| Severity |"):].split("\n")[3:8]
    made.rows = [["Severity"] + [""] * 8] + [row.strip("|").split("|") for row in rows]
    made.rows = [[cell.replace("*", "") for cell in row] for row in made.rows]
    expect(matrix(expected), made.matrix(), "Markdown findings by severity and decision")
    expect(len(expected.findings), findings_in(source), "Markdown findings")
    expect(0, made.tags["script"] + made.tags["img"], "Markdown markup")
    expect(0, made.tags["a"], "Markdown links")
    names_in("".join(made.text), expected, "Markdown")


def word(folder, expected):
    """The Word document contains all names and numbers, in named styles, and no empty headings."""
    import docx

    document = docx.Document(folder / "iam-review.docx")
    styles = collections.Counter(one.style.name for one in document.paragraphs)
    expect(len(expected.items), sum(
        bool(re.match(r"\d+\. ", one.text)) for one in document.paragraphs
        if one.style.name == "Heading 2"), "DOCX items")
    headings = "\n".join("#### " + one.text for one in document.paragraphs
                         if one.style.name == "Heading 3")
    expect(len(expected.findings), findings_in(headings), "DOCX findings")
    for name in ("Title", "Heading 1", "Heading 2", "Body Text", "Caption"):
        if not styles[name]:
            faults.append(f"DOCX: no paragraph has the style {name}")
    empty = [one for one in document.paragraphs
             if not one.text.strip() and one.style.name not in ("Gap", "Quote")]
    # A paragraph with the logo has no text.
    expect(len(document.inline_shapes), len(empty), "DOCX paragraphs without text")
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    start = next(place for place, row in enumerate(cells) if row[0] == "Severity" and len(row) == 9)
    found = [[int(cell.replace(",", "").replace("–", "0")) for cell in row[1:8]]
             for row in cells[start + 1:start + 6]]
    expect(matrix(expected), found, "DOCX findings by severity and decision")
    text = "\n".join([one.text for one in document.paragraphs] + [cell for row in cells for cell in row])
    names_in(text, expected, "DOCX")


def printed(folder, expected):
    """The PDF file, if there is one, contains all numbers and the matrix."""
    if not (folder / "iam-review.pdf").exists():
        return
    text = run("pdftotext", "-layout", folder / "iam-review.pdf", "-")
    rows = [re.findall(r"\d[\d,]*|–", row) for row in re.findall(
        r"^ *(?:critical|high|medium|low|All) ((?: +(?:[\d,]+|–)){7}) ", text, re.MULTILINE)]
    found = [[int(cell.replace(",", "").replace("–", "0")) for cell in row] for row in rows[:5]]
    expect(matrix(expected), found, "PDF findings by severity and decision")
    headings = "\n".join("#### " + line.strip() for line in text.splitlines())
    # A line of a paragraph can begin with the number of another finding.
    if findings_in(headings) < len(expected.findings):
        faults.append(f"PDF: expected {len(expected.findings)} findings, found {findings_in(headings)}")


def findings_in(markdown):
    """The number of findings in the headings, such as 7.1 or 7.1–7.4."""
    count = 0
    for first, last in re.findall(r"^#### \d+\.(\d+)(?:–\d+\.(\d+):)? ", markdown, re.MULTILINE):
        count += int(last or first) - int(first) + 1
    return count


def main(folder):
    expected = Expected(folder)
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor() as pool:
        scratch = pathlib.Path(scratch)
        work = [pool.submit(one, folder, scratch) for one in (schemas, trestle, others)]
        for read in (oscal, stig, sarif, ocsf, tables, documents, word, printed):
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
