#!/usr/bin/env python3
"""Compares the rows of `iam-review activity` with those of its queries in DuckDB and Spark.

usage: compare_engines.py BINARY [LOGS]

LOGS is a folder with log files of a trail; without it, logs are generated. The exit status is 1 if the
rows of an engine differ. `make test-engines` installs DuckDB and Spark; Spark needs a Java runtime.
"""

import csv
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile


def generated(folder):
    """Writes 40 log files with 100 events each; the same ones each time."""
    draw = random.Random(21)
    calls = [
        ("s3", "ListObjectsV2", {"bucketName": "reports"}),
        ("ec2", "RunInstances", {}),
        ("lambda", "CreateFunction20150331", {"role": "arn:aws:iam::111122223333:role/x"}),
        ("sts", "AssumeRole", {"roleArn": "arn:aws:iam::111122223333:role/app"}),
    ]
    for number in range(40):
        records = []
        for _ in range(100):
            service, name, parameters = draw.choice(calls)
            role = draw.choice(["app", "ci", "ops"])
            records.append(
                {
                    "eventVersion": "1.10",
                    "eventSource": f"{service}.amazonaws.com",
                    "eventName": name,
                    "eventTime": f"2026-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}T"
                    f"{draw.randint(0, 23):02}:00:00Z",
                    "awsRegion": draw.choice(["eu-west-1", "us-east-1"]),
                    "eventType": "AwsApiCall",
                    "eventCategory": "Management",
                    "recipientAccountId": "111122223333",
                    "sourceIPAddress": f"192.0.2.{draw.randint(1, 60)}",
                    "userAgent": draw.choice(["aws-cli/2.15", "Terraform/1.9", "x"]),
                    "requestParameters": parameters,
                    **draw.choice([{}, {}, {"errorCode": "AccessDenied", "errorMessage": "no"}]),
                    "userIdentity": {
                        "type": "AssumedRole",
                        "accountId": "111122223333",
                        "arn": f"arn:aws:sts::111122223333:assumed-role/{role}/i-{draw.randint(1, 30)}",
                        "sessionContext": {"sessionIssuer": {"arn": f"arn:aws:iam::111122223333:role/{role}"}},
                    },
                }
            )
        (folder / f"{number}.json").write_text(json.dumps({"Records": records}), encoding="utf-8")


def duckdb_rows(query, result):
    """Runs the query in DuckDB."""
    import duckdb

    statement = query.strip().rstrip(";")
    duckdb.connect().execute(f"COPY ({statement}) TO '{result}' (FORMAT csv, HEADER)")


def spark_rows(query, result):
    """Runs the query in Spark in local mode."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    *definitions, statement = [part for part in re.split(r";\n", query) if part.strip()]
    for definition in definitions:
        session.sql(definition)
    frame = session.sql(statement)
    with open(result, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(frame.columns)
        for row in frame.toLocalIterator():
            table.writerow(["" if value is None else value for value in row])
    session.stop()


def main():
    """Compares the engines, and prints a line for each."""
    binary = pathlib.Path(sys.argv[1]).resolve()

    def run(*arguments):
        return subprocess.run(
            [binary, "activity", *map(str, arguments)], check=True, capture_output=True, encoding="utf-8"
        ).stdout

    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        if len(sys.argv) > 2:
            logs = pathlib.Path(sys.argv[2]).resolve()
            if not any(logs.glob("*.json*")):
                sys.exit(f"{logs}: no log files; give the folder that directly contains them")
        else:
            logs = scratch / "logs"
            logs.mkdir()
            generated(logs)
        expected = run(logs, "-o", "-")
        coverage = json.loads(expected.splitlines()[-1])
        print(f"iam-review: {coverage['events']} events in {coverage['rows']} rows")
        failures = 0
        for engine, rows, place in [("duckdb", duckdb_rows, f"{logs}/*.json*"), ("spark", spark_rows, f"{logs}/")]:
            result = scratch / f"{engine}.csv"
            rows(run("--sql", engine, place), result)
            is_same = run(result, "-o", "-") == expected
            print(f"{engine}: {'the same rows' if is_same else 'other rows'}")
            failures += not is_same
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
