"""Writes the evidence of a fictitious account of any size. The same arguments give the same files.

usage: generate_account.py FOLDER [--roles N] [--policy-versions K]

Each role has two inline policies and one to three managed policies. One role in fifty is an
administrator, one in fifty has full access to a service, one in fifty trusts an unknown account, and
so on, so that every rule finds something.
"""

import argparse
import json
import pathlib
import random

from credential_report import HEADER, UNUSED

ACCOUNT = "210987654321"
AS_OF = "2026-11-20T10:00:00+00:00"
ACTIONS = (
    "s3:GetObject s3:PutObject s3:List* dynamodb:GetItem dynamodb:PutItem sqs:SendMessage "
    "sqs:ReceiveMessage logs:CreateLogStream logs:PutLogEvents ec2:Describe* ec2:RunInstances "
    "kms:Decrypt ssm:GetParameter lambda:InvokeFunction sns:Publish states:StartExecution "
    "cloudwatch:* ecr:BatchGetImage rds:Describe* events:PutEvents"
).split()


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--roles", type=int, default=1000)
    parser.add_argument("--policy-versions", type=int, default=1)
    return parser.parse_args()


def arn(kind, name, account=ACCOUNT):
    return f"arn:aws:iam::{account}:{kind}/{name}"


def unique_id(prefix, number):
    return prefix + f"{number:017X}"


def statement(rng):
    everything = rng.random() < 0.12
    return {
        "Sid": f"S{rng.randrange(10**8)}",
        "Effect": "Deny" if rng.random() < 0.03 else "Allow",
        "Action": [rng.choice(ACTIONS) for _ in range(rng.randint(1, 6))],
        "Resource": "*" if everything else [
            f"arn:aws:s3:::store-{rng.randrange(300)}/*" for _ in range(rng.randint(1, 3))
        ],
    }


def document(rng, *extra):
    return {"Version": "2012-10-17", "Statement": [*extra, *(statement(rng) for _ in range(3))]}


def allow(action, **rest):
    return {"Effect": "Allow", "Action": action, "Resource": "*", **rest}


def managed(name, account, versions, default):
    return {
        "PolicyName": name, "PolicyId": unique_id("ANPA", abs(hash_of(name))),
        "Arn": arn("policy", name, account), "Path": "/", "DefaultVersionId": default,
        "AttachmentCount": 3, "PermissionsBoundaryUsageCount": 0, "IsAttachable": True,
        "CreateDate": "2024-01-01T00:00:00+00:00", "UpdateDate": "2025-01-01T00:00:00+00:00",
        "PolicyVersionList": [
            {"Document": text, "VersionId": version, "IsDefaultVersion": version == default,
             "CreateDate": "2025-01-01T00:00:00+00:00"}
            for version, text in versions
        ],
    }


def hash_of(name):
    value = 0
    for character in name:
        value = (value * 131 + ord(character)) % 16**17
    return value


def planted(number, rng):
    """The statements that make some roles, depending on their number, fail an item."""
    extra = {
        2: allow("KMS:*"), 3: allow("iam:Create*"), 4: allow("iam:PassRole"),
        5: {"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "*"},
    }.get(number % 50)
    return [extra] if extra else []


def role(number, rng, shared):
    name = f"service-{number:05d}"
    principal = {"Service": rng.choice(["lambda.amazonaws.com", "ec2.amazonaws.com"])}
    if number % 50 == 8:
        principal = {"AWS": "999988887777"}
    attached = rng.sample(shared, rng.randint(1, 3))
    if number % 50 == 1:
        attached.append({"PolicyName": "AdministratorAccess",
                         "PolicyArn": arn("policy", "AdministratorAccess", "aws")})
    return {
        "Path": "/", "RoleName": name, "RoleId": unique_id("AROA", number), "Arn": arn("role", name),
        "CreateDate": "2025-03-01T00:00:00+00:00",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}]},
        "InstanceProfileList": [], "AttachedManagedPolicies": attached,
        "RolePolicyList": [
            {"PolicyName": "own", "PolicyDocument": document(rng, *planted(number, rng))},
            {"PolicyName": "more", "PolicyDocument": document(rng)}],
        "Tags": [{"Key": "team", "Value": f"team-{number % 17}"}],
        "RoleLastUsed": {} if rng.random() < 0.3 else
        {"LastUsedDate": "2026-11-01T00:00:00+00:00", "Region": "eu-west-1"},
    }


def report(users):
    rows = [f"<root_account>,arn:aws:iam::{ACCOUNT}:root,2019-01-01T00:00:00+00:00,true,"
            f"2025-01-01T00:00:00+00:00,2024-01-01T00:00:00+00:00,not_supported,true,"
            f"false,N/A,N/A,N/A,N/A,{UNUSED}"]
    for number, user in enumerate(users):
        mfa = "true" if number % 3 else "false"
        rotated = f"2026-{number % 11 + 1:02d}-01T00:00:00+00:00"
        rows.append(
            f"{user['UserName']},{user['Arn']},2025-01-01T00:00:00+00:00,true,"
            f"2026-11-01T00:00:00+00:00,2026-01-01T00:00:00+00:00,N/A,{mfa},"
            f"true,{rotated},2026-11-02T00:00:00+00:00,eu-west-1,s3,{UNUSED}")
    return "\n".join([HEADER, *rows])


def main():
    wanted = arguments()
    rng = random.Random(wanted.roles)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    administrator = {"Version": "2012-10-17", "Statement": [allow("*")]}
    policies = [managed("AdministratorAccess", "aws", [("v1", administrator)], "v1")]
    for number in range(max(20, wanted.roles // 10)):
        count = max(2, wanted.policy_versions)
        versions = [(f"v{count - index}", document(rng)) for index in range(count)]
        policies.append(managed(f"team-{number:04d}", ACCOUNT, versions, f"v{count}"))
    shared = [{"PolicyName": p["PolicyName"], "PolicyArn": p["Arn"]} for p in policies[1:]]
    users = [{"Path": "/", "UserName": f"person-{n:05d}", "UserId": unique_id("AIDA", n),
              "Arn": arn("user", f"person-{n:05d}"), "CreateDate": "2025-01-01T00:00:00+00:00",
              "GroupList": [], "AttachedManagedPolicies": [], "Tags": []}
             for n in range(max(20, wanted.roles // 5))]
    details = {
        "UserDetailList": users, "GroupDetailList": [],
        "RoleDetailList": [role(n, rng, shared) for n in range(wanted.roles)],
        "Policies": policies,
    }

    def write(name, value):
        (wanted.folder / name).write_text(json.dumps(value, indent=4))

    write("account-authorization-details.json", details)
    write("account-summary.json", {"SummaryMap": {
        "Users": len(users), "Roles": wanted.roles, "Groups": 0, "Policies": len(policies) - 1,
        "AccountMFAEnabled": 1, "AccountAccessKeysPresent": 0}})
    (wanted.folder / "credential-report.csv").write_text(report(users))


main()
