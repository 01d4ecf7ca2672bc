"""Measures the time and memory of `collect`.

usage: bench_collect.py BINARY

First, `collect` uses the real AWS CLI with a moto server, and is compared with the same calls, one at a
time. Then it uses a client that only waits, with different numbers of roles and jobs. Run the script in
the virtual environment that `make bench` creates.
"""

import json
import os
import pathlib
import re
import stat
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
ROLES = 1500
STUB = r"""#!/bin/sh
sleep "${STUB_SECONDS:-0}"
case "$1 $2" in
"sts get-caller-identity")
  echo '{"UserId": "A", "Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/a"}' ;;
"ec2 describe-regions") echo '{"Regions": [{"RegionName": "eu-west-1"}]}' ;;
"iam get-account-authorization-details") cat "$0.details" ;;
"iam generate-service-last-accessed-details") echo '{"JobId": "job"}' ;;
"iam get-service-last-accessed-details") cat "$0.access" ;;
*) exit 254 ;;
esac
"""


def collect(binary, out, environment, *options):
    """The seconds and the peak memory in bytes of the collector itself, and its number of calls."""
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [binary, "collect", out, "--region", "eu-west-1", *options],
            env=environment, stderr=said)
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        said.seek(0)
        calls = re.search(r"([\d,]+) calls in", said.read())
    return seconds, usage.ru_maxrss * 1024, int(calls.group(1).replace(",", "")) if calls else 0


def with_moto(binary, base):
    environment = dict(os.environ, MOTO_IAM_LOAD_MANAGED_POLICIES="true")
    programs = pathlib.Path(sys.executable).parent
    with open(base / "moto.log", "w+") as log:
        server = subprocess.Popen([programs / "moto_server", "-H", "127.0.0.1", "-p", "0"],
                                  env=environment, stderr=log, stdout=log)
        try:
            endpoint, deadline = None, time.monotonic() + 120
            while endpoint is None:
                time.sleep(0.1)
                if server.poll() is not None or time.monotonic() > deadline:
                    sys.exit("moto_server did not start")
                endpoint = re.search(r"http://127\.0\.0\.1:\d+", (base / "moto.log").read_text())
            client = dict(os.environ, AWS_ENDPOINT_URL=endpoint.group(), AWS_MAX_ATTEMPTS="1",
                          AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing",
                          AWS_DEFAULT_REGION="us-east-1", PATH=f"{programs}:{os.environ['PATH']}")
            subprocess.check_call(
                [sys.executable, HERE / "moto_account.py", endpoint.group(), str(ROLES)])
            out = base / "moto"
            seconds, peak, calls = collect(binary, out, client)
            print(f"| collect, 8 calls at a time | {calls} | {seconds:.1f} | {peak / 1e6:.0f} |", flush=True)
            start = time.perf_counter()
            plain = json.loads((out / "manifest.json").read_text())["calls"]
            for call in plain:
                region = [f"--region={call['region']}"] if call["region"] else []
                subprocess.run(["aws", *call["arguments"], *region], env=client,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            print(f"| the same, 1 call at a time | {len(plain)} "
                  f"| {time.perf_counter() - start:.1f} | |", flush=True)
        finally:
            server.kill()
            server.wait()


def with_stub(binary, base, roles, call_seconds=0, jobs=8):
    folder = base / f"stub-{roles}-{jobs}"
    folder.mkdir()
    program = folder / "aws"
    program.write_text(STUB)
    program.chmod(stat.S_IRWXU)
    (folder / "aws.details").write_text(json.dumps({
        "UserDetailList": [], "GroupDetailList": [], "Policies": [],
        "RoleDetailList": [{"Arn": f"arn:aws:iam::123456789012:role/role-{number}"}
                           for number in range(roles)]}))
    (folder / "aws.access").write_text(json.dumps({
        "JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "IsTruncated": False,
        "ServicesLastAccessed": [
            {"ServiceName": f"Service {number}", "ServiceNamespace": f"service{number}",
             "TotalAuthenticatedEntities": 0} for number in range(100)]}, indent=4))
    environment = dict(os.environ, PATH=f"{folder}:{os.environ['PATH']}",
                       STUB_SECONDS=str(call_seconds))
    seconds, peak, calls = collect(binary, folder / "out", environment, "--jobs", str(jobs))
    print(f"| {roles:,} roles, a client that waits {call_seconds} s, {jobs} calls at a time "
          f"| {calls:,} | {seconds:.1f} | {peak / 1e6:.0f} |", flush=True)


def main():
    binary = sys.argv[1]
    print(f"\n| {ROLES:,} roles in moto, real AWS CLI | calls | s | peak MB |")
    print("| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        base = pathlib.Path(folder)
        with_moto(binary, base)
        for roles in [500, 1000, 2000]:
            with_stub(binary, base, roles)
        for jobs in [1, 8]:
            with_stub(binary, base, 100, call_seconds=0.1, jobs=jobs)


main()
