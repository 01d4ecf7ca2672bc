#!/usr/bin/env python3
"""Measures `iam-review activity` on generated logs, beside `gzip -dc`, DuckDB and trailscraper.

usage: bench_activity.py BINARY [GIGABYTES [FOLDER]]

Log files of 4 MB each are generated and compressed in FOLDER until they have GIGABYTES (default: 1)
uncompressed, in two ways, and deleted afterwards:

growing   no two files are the same, and a new account is added every 100 MB, so rows grow with the size
repeated  the first 50 of these files, and copies of them

gzip runs on all cores, with one file per process. It and iam-review run twice, in turn, and the lower
time counts. DuckDB and trailscraper need minutes for a gigabyte, so they run once, on a part of the
growing logs, after gzip and iam-review on the same part. The exit status is 1 if iam-review takes more
than 3 times as long as gzip, or more than 400 MB of memory.
"""

import concurrent.futures
import functools
import gzip
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parent.parent
FILE_BYTES = 4_000_000
REPEATED = 50
FILES_PER_ACCOUNT = 25
# The uncompressed bytes that slow programs read.
DUCKDB_PART = 500_000_000
TRAILSCRAPER_PART = 50_000_000
MAXIMUM_RATIO = 3
MAXIMUM_MEGABYTES = 400

# With the members and the length of real events.
EVENT = (
    '{"eventVersion":"1.10","userIdentity":{"type":"AssumedRole",'
    '"principalId":"AROAEXAMPLE%(role)09d:%(session)s",'
    '"arn":"arn:aws:sts::%(account)s:assumed-role/app-%(role)d/%(session)s",'
    '"accountId":"%(account)s","accessKeyId":"ASIA%(key)016d","sessionContext":{"sessionIssuer":'
    '{"type":"Role","principalId":"AROAEXAMPLE%(role)09d",'
    '"arn":"arn:aws:iam::%(account)s:role/app-%(role)d","accountId":"%(account)s",'
    '"userName":"app-%(role)d"},"attributes":{"creationDate":"2026-01-01T00:00:00Z",'
    '"mfaAuthenticated":"false"}}},"eventTime":"2026-%(month)02d-%(day)02dT%(hour)02d:%(minute)02d:00Z",'
    '"eventSource":"%(service)s.amazonaws.com","eventName":"%(name)s","awsRegion":"%(region)s",'
    '"sourceIPAddress":"192.0.2.%(address)d",'
    '"userAgent":"aws-sdk-java/2.20.0 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.7",'
    '"requestParameters":%(parameters)s,"responseElements":null,"requestID":"%(request)032x",'
    '"eventID":"%(id)032x","readOnly":true,"eventType":"AwsApiCall","managementEvent":true,'
    '"recipientAccountId":"%(account)s","eventCategory":"Management","tlsDetails":'
    '{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256",'
    '"clientProvidedHostHeader":"%(service)s.%(region)s.amazonaws.com"}}'
)


def call(draw, account, role):
    """A call of a role: its service, name and parameters. A role mostly uses the same few resources."""
    kind, other = int(draw() * 4), int(40 * draw() ** 2)
    if kind == 0:
        return "s3", "ListObjectsV2", f'{{"bucketName":"{account}-{(role * 7 + other) % 300}","list-type":"2"}}'
    if kind == 1:
        return "ec2", "DescribeInstances", '{"instancesSet":{},"filterSet":{}}'
    if kind == 2:
        return "kms", "Decrypt", f'{{"encryptionContext":{{"aws:s3:arn":"arn:aws:s3:::b{other}"}}}}'
    target = f"arn:aws:iam::{account}:role/app-{(role + other) % 200}"
    return "sts", "AssumeRole", f'{{"roleArn":"{target}","roleSessionName":"i-{other:08x}","durationSeconds":3600}}'


def write_file(folder, number):
    """Writes the log file `number`, of one account and region, and returns its uncompressed length."""
    source = random.Random(number)
    draw = source.random
    account = f"{111122223333 + int(draw() * (1 + number // FILES_PER_ACCOUNT)) * 1000}"
    region = ["eu-west-1", "eu-central-1", "us-east-1"][number % 3]
    month, day = 1 + number // 28 % 12, 1 + number % 28
    records, length = [], 0
    while length < FILE_BYTES:
        role = int(200 * draw() ** 2)
        service, name, parameters = call(draw, account, role)
        text = EVENT % {
            "account": account,
            "role": role,
            "session": f"i-{int(draw() * 40):08x}",
            "key": int(draw() * 1e15),
            "month": month,
            "day": day,
            "hour": int(draw() * 24),
            "minute": int(draw() * 60),
            "service": service,
            "name": name,
            "region": region,
            "address": int(draw() * 250),
            "parameters": parameters,
            "request": source.getrandbits(128),
            "id": source.getrandbits(128),
        }
        records.append(text)
        length += len(text)
    data = ('{"Records":[' + ",".join(records) + "]}").encode()
    path = folder / f"{account}_CloudTrail_{region}_2026{month:02}{day:02}T0000Z_{number:07}.json.gz"
    path.write_bytes(gzip.compress(data, 6))
    return path, len(data)


def generate(folder, size):
    """Writes files with `size` bytes in total, before compression; returns their paths and lengths."""
    with concurrent.futures.ProcessPoolExecutor() as pool:
        count = -(-size // FILE_BYTES)
        return list(pool.map(functools.partial(write_file, folder), range(count), chunksize=4))


def part(folder, files, size, place):
    """A folder with links to the files that have `size` bytes, the first ones or copies of them."""
    target = folder / place
    target.mkdir()
    total = number = 0
    while total < size and number < len(files):
        path, length = files[number % REPEATED if place == "repeated" else number]
        link = target / f"{path.name[:-8]}{number:07}.json.gz"
        if place == "repeated":
            shutil.copyfile(path, link)
        else:
            link.hardlink_to(path)
        total += length
        number += 1
    return target, total


def measure(command):
    """The seconds, processor seconds and peak megabytes of a command."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {command}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(programs, runs):
    """Runs the programs in turn and prints their figures; returns the ratio and memory of iam-review."""
    results = {}
    for _ in range(runs):
        for name, command in programs.items():
            figures = measure(command)
            known = results.get(name, figures)
            results[name] = (*map(min, known[:2], figures[:2]), max(known[2], figures[2]))
    base = results["gzip -dc"]
    print("| program | seconds | times gzip | processor seconds | times gzip | MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, (seconds, processor, memory) in results.items():
        print(
            f"| {name} | {seconds:.1f} | {seconds / base[0]:.2f} | {processor:.1f} |"
            f" {processor / base[1]:.2f} | {memory:.0f} |",
            flush=True,
        )
    ours = results["iam-review activity"]
    return ours[0] / base[0], ours[2]


def basic_programs(binary, logs, result):
    """gzip and iam-review on the files in `logs`."""
    cores = len(os.sched_getaffinity(0))
    unpack = f"find {logs} -name '*.gz' -print0 | xargs -0 -n 1 -P {cores} gzip -dc >/dev/null"
    return {
        "gzip -dc": ["sh", "-c", unpack],
        "iam-review activity": [binary, "activity", str(logs), "-o", str(result)],
    }


def duckdb_command(binary, logs, scratch):
    """DuckDB with the query of iam-review, in the Python of `make validators`."""
    query = subprocess.run(
        [binary, "activity", "--sql", "duckdb", f"{logs}/*.json.gz"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    (scratch / "q.sql").write_text(query, encoding="utf-8")
    runner = pathlib.Path(__file__).with_name("run_activity_query.py")
    return [f"{ROOT}/.build/validators-venv/bin/python", str(runner), "duckdb", f"{scratch}/q.sql", f"{scratch}/r.csv"]


def trailscraper_command(logs):
    """trailscraper of `make bench-peers`: from the logs to a policy, as its documentation shows."""
    tool = f"{ROOT}/.build/trailscraper/bin/trailscraper"
    dates = "--from 2026-01-01 --to 2027-01-01"
    return ["sh", "-c", f"{tool} select --log-dir {logs} {dates} | {tool} generate"]


def main():
    """Generates the logs, and prints a table for each collection."""
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    size = int(float(sys.argv[2] if len(sys.argv) > 2 else 1) * 1e9)
    parent = sys.argv[3] if len(sys.argv) > 3 else None
    is_within = True
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        scratch = pathlib.Path(folder)
        (scratch / "logs").mkdir()
        files = generate(scratch / "logs", size)
        for place, wanted, runs in [
            ("growing", size, 2),
            ("repeated", size, 2),
            ("duckdb", min(size, DUCKDB_PART), 1),
            ("trailscraper", min(size, TRAILSCRAPER_PART), 1),
        ]:
            logs, total = part(scratch, files, wanted, place)
            programs = basic_programs(binary, logs, scratch / "a.ndjson")
            if place == "duckdb":
                programs["DuckDB"] = duckdb_command(binary, logs, scratch)
            if place == "trailscraper":
                programs["trailscraper"] = trailscraper_command(logs)
            count = len(list(logs.iterdir()))
            print(
                f"\n{place}: {total / 1e9:.2f} GB in {count} files, {len(os.sched_getaffinity(0))} cores\n", flush=True
            )
            ratio, memory = compare(programs, runs)
            with (scratch / "a.ndjson").open(encoding="utf-8") as rows:
                print(f"\n{sum(1 for _ in rows) - 1:,} rows", flush=True)
            is_large = place in ("growing", "repeated")
            is_within = is_within and memory <= MAXIMUM_MEGABYTES and (ratio <= MAXIMUM_RATIO or not is_large)
            shutil.rmtree(logs)
    if not is_within:
        sys.exit(f"iam-review takes more than {MAXIMUM_RATIO} times as long as gzip, or {MAXIMUM_MEGABYTES} MB")


if __name__ == "__main__":
    main()
