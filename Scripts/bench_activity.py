#!/usr/bin/env python3
"""Measures `iam-review activity` on generated logs, beside `gzip -dc` and DuckDB.

usage: bench_activity.py BINARY [GIGABYTES [FOLDER]]

Log files of 4 MB each are generated and compressed, and copied until they have GIGABYTES (default: 1)
uncompressed. They are deleted afterwards. gzip runs on all cores, with one file per process. DuckDB is
measured if its Python package is installed (`make test-engines` installs it). Each program runs twice,
in turn, and the lower time counts.
"""

import gzip
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

FILE_BYTES = 4_000_000
DISTINCT = 50


def event(draw, number):
    """An event with the members and the length of real ones."""
    role, key = draw.randint(1, 200), draw.randint(1, 40)
    service, name, parameters = draw.choice(
        [
            ("s3", "ListObjectsV2", {"bucketName": f"bucket-{draw.randint(1, 300)}", "list-type": "2"}),
            ("ec2", "DescribeInstances", {"instancesSet": {}, "filterSet": {}}),
            ("kms", "Decrypt", {"encryptionContext": {"aws:s3:arn": f"arn:aws:s3:::b{key}"}}),
            (
                "sts",
                "AssumeRole",
                {
                    "roleArn": f"arn:aws:iam::111122223333:role/app-{role}",
                    "roleSessionName": f"i-{number:017x}",
                    "durationSeconds": 3600,
                },
            ),
        ]
    )
    issuer = f"arn:aws:iam::111122223333:role/app-{role}"
    return {
        "eventVersion": "1.10",
        "userIdentity": {
            "type": "AssumedRole",
            "principalId": f"AROAEXAMPLE{role:09}:i-{key:08x}",
            "arn": f"arn:aws:sts::111122223333:assumed-role/app-{role}/i-{key:08x}",
            "accountId": "111122223333",
            "accessKeyId": f"ASIA{number % 10**16:016}",
            "sessionContext": {
                "sessionIssuer": {
                    "type": "Role",
                    "principalId": f"AROAEXAMPLE{role:09}",
                    "arn": issuer,
                    "accountId": "111122223333",
                    "userName": f"app-{role}",
                },
                "attributes": {"creationDate": "2026-11-01T00:00:00Z", "mfaAuthenticated": "false"},
            },
        },
        "eventTime": f"2026-{draw.randint(9, 11):02}-{draw.randint(1, 28):02}T"
        f"{draw.randint(0, 23):02}:{draw.randint(0, 59):02}:00Z",
        "eventSource": f"{service}.amazonaws.com",
        "eventName": name,
        "awsRegion": draw.choice(["eu-west-1", "eu-central-1", "us-east-1"]),
        "sourceIPAddress": f"192.0.2.{draw.randint(1, 250)}",
        "userAgent": "aws-sdk-java/2.20.0 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.7",
        "requestParameters": parameters,
        "responseElements": None,
        "requestID": f"{draw.getrandbits(128):032x}",
        "eventID": f"{draw.getrandbits(128):032x}",
        "readOnly": True,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": "111122223333",
        "eventCategory": "Management",
        "tlsDetails": {
            "tlsVersion": "TLSv1.3",
            "cipherSuite": "TLS_AES_128_GCM_SHA256",
            "clientProvidedHostHeader": f"{service}.eu-west-1.amazonaws.com",
        },
    }


def generate(folder, size):
    """Writes files with `size` bytes in total, before compression; returns the exact number."""
    draw, total, number = random.Random(21), 0, 0
    first = []
    for file in range(DISTINCT):
        records, length = [], 0
        while length < FILE_BYTES:
            text = json.dumps(event(draw, number), separators=(",", ":"))
            records.append(text)
            length += len(text)
            number += 1
        data = ('{"Records":[' + ",".join(records) + "]}").encode()
        path = folder / f"111122223333_CloudTrail_eu-west-1_20261101T{file // 60:02}{file % 60:02}Z_a.json.gz"
        path.write_bytes(gzip.compress(data, 6))
        first.append((path, len(data)))
        total += len(data)
        if total >= size:
            return total
    copy = 0
    while total < size:
        copy += 1
        for path, length in first:
            shutil.copyfile(path, path.with_name(path.name.replace("_a.", f"_a{copy}.")))
            total += length
            if total >= size:
                break
    return total


def measure(command):
    """The time in seconds and the peak memory in MB of a command."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {command}")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


def main():
    """Generates the logs, and prints a line for each program."""
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    size = float(sys.argv[2] if len(sys.argv) > 2 else 1) * 1e9
    parent = sys.argv[3] if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(dir=parent) as scratch:
        logs = pathlib.Path(scratch) / "logs"
        logs.mkdir()
        total = generate(logs, int(size))
        cores = str(len(os.sched_getaffinity(0)))
        print(f"{total / 1e9:.1f} GB in {len(list(logs.iterdir()))} files, {cores} cores")
        programs = {
            "gzip -dc": [
                "sh",
                "-c",
                f"find {logs} -name '*.gz' -print0 | xargs -0 -n 1 -P {cores} gzip -dc >/dev/null",
            ],
            "iam-review activity": [binary, "activity", str(logs), "-o", f"{scratch}/a.ndjson"],
        }
        try:
            import duckdb  # noqa: F401

            query = subprocess.run(
                [binary, "activity", "--sql", "duckdb", f"{logs}/*.json.gz"],
                check=True,
                capture_output=True,
                encoding="utf-8",
            ).stdout
            pathlib.Path(f"{scratch}/q.sql").write_text(query, encoding="utf-8")
            runner = str(pathlib.Path(__file__).with_name("run_activity_query.py"))
            programs["DuckDB"] = [sys.executable, runner, "duckdb", f"{scratch}/q.sql", f"{scratch}/r.csv"]
        except ImportError:
            pass
        results = {}
        for _ in range(2):
            for name, command in programs.items():
                seconds, memory = measure(command)
                known = results.get(name, (seconds, memory))
                results[name] = (min(known[0], seconds), max(known[1], memory))
        base = results["gzip -dc"][0]
        for name, (seconds, memory) in results.items():
            print(f"{name:20} {seconds:7.1f} s  {seconds / base:5.2f}  {memory:6.0f} MB")


if __name__ == "__main__":
    main()
