"""Checks that the AWS CLI accepts shell commands, without calling AWS.

usage: check_aws_commands.py COMMANDS.json

COMMANDS.json is a list of shell commands. First, a shell runs each of them with a program `aws` that only
records its arguments. Then the AWS CLI parses these arguments, and validates them against its model of the
service; a server on the loopback interface answers in place of AWS. A command is accepted if it sends a
request. Names in capital letters, which readers fill in, are replaced by valid values first. Faults are
printed to standard error, and the exit status is then 1. Run the script in the virtual environment
`.build/aws`, which `make test` creates.
"""

import contextlib
import http.server
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

ARN = "arn:aws:iam::123456789012:role/example"
VALUES = {
    "ANALYZER_ARN": "arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/example", "ARN": ARN,
    "CODE1": "123456", "CODE2": "654321", "ID": "11111111-1111-1111-1111-111111111111",
    "INSTANCE_ARN": "arn:aws:sso:::instance/ssoins-1234567890abcdef", "KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "NEW-ROLE-ARN": ARN, "OU_ID": "ou-ab12-11111111",
    "PERMISSION_SET_ARN":
        "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
    "POLICY_ID": "p-example111", "PROFILE": "example", "REGION": "eu-west-1", "ROLE": "example",
}
NAMES = re.compile(r"(?<![\w-])(" + "|".join(sorted(VALUES, key=len, reverse=True)) + r")(?![\w-])")

RECORDER = """#!{python}
import json, sys
with open({log!r}, "a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
print("{{}}")
"""


class Server(http.server.ThreadingHTTPServer):
    """Counts requests, and answers each with an error."""

    def __init__(self):
        self.requests = 0
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        self.server.requests += 1
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(500)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer

    def log_message(self, *_):
        pass


def calls(command, folder):
    """The arguments of each call of `aws` when a shell runs `command` in `folder`."""
    log = folder / ".calls"
    log.write_text("")
    program = folder / ".bin" / "aws"
    program.parent.mkdir(exist_ok=True)
    program.write_text(RECORDER.format(python=sys.executable, log=str(log)))
    program.chmod(0o755)
    done = subprocess.run(["bash", "-euc", command], cwd=folder, capture_output=True, text=True,
                          env={"PATH": f"{program.parent}:/usr/bin:/bin"}, timeout=60)
    if done.returncode:
        return None, done.stderr.strip()
    return [json.loads(line) for line in log.read_text().splitlines()], None


def fault(driver, server, arguments):
    """Why the AWS CLI rejects `arguments`; None if it sends a request."""
    for name in (word.partition("file://")[2] for word in arguments):
        if name and not os.path.exists(name):
            pathlib.Path(name).write_text("{}")
    before = server.requests
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), \
            contextlib.suppress(SystemExit):
        driver.main(arguments)
    if server.requests > before:
        return None
    lines = [line.strip() for line in said.getvalue().splitlines()]
    telling = [line for line in lines if re.search("error: |^Unknown|^Missing|^Invalid|rror parsing", line)]
    return " ".join(telling) or " ".join(lines)[-400:]


def main(path):
    commands = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    faults, checked, operations = [], 0, set()
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        os.environ.update(
            HOME=scratch, AWS_ENDPOINT_URL=f"http://127.0.0.1:{server.server_port}", AWS_MAX_ATTEMPTS="1",
            AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", AWS_DEFAULT_REGION="us-east-1",
            AWS_EC2_METADATA_DISABLED="true", AWS_PAGER="")
        from awscli.clidriver import create_clidriver
        driver = create_clidriver()
        for command in commands:
            found, error = calls(NAMES.sub(lambda name: VALUES[name.group()], command),
                                 pathlib.Path(scratch))
            if not found:
                faults.append(f"{command}: {error or 'does not call aws'}")
                continue
            for arguments in found:
                checked += 1
                operations.add(" ".join(arguments[:2]))
                reason = fault(driver, server, arguments)
                if reason is not None:
                    faults.append(f"{command}: {reason}")
    for line in faults:
        print(line, file=sys.stderr)
    print(f"{checked} calls of {len(operations)} operations")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
