"""The shapes of evidence that bench_growth.py doubles: typical and hostile accounts."""

import json
import typing

from credential_report import HEADER, UNUSED

ACCOUNT = "210987654321"
IAM = f"arn:aws:iam::{ACCOUNT}:"
DATE = "2025-03-01T00:00:00+00:00"


class Shape(typing.NamedTuple):
    """An account with a large number of one thing, and the command to measure.

    `keys`, if any, are typed into the console first, which creates a session beside the evidence.
    """

    title: str
    start: int
    files: typing.Callable
    command: tuple = ("check", "{folder}")
    most: int = 1 << 18
    keys: str = ""


ALL = []


def shape(title, start=250, **rest):
    """Declares a function as a shape. The function returns the files of an account with `n` of one thing."""
    def declare(files):
        ALL.append(Shape(title, start, files, **rest))
        return files
    return declare


# Parts of an account


def allow(action, resource="*", **rest):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **rest}


def document(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


def trust(action="sts:AssumeRole", **principal):
    return {"Effect": "Allow", "Principal": principal, "Action": action}


EC2 = trust(Service="ec2.amazonaws.com")
LAMBDA = trust(Service="lambda.amazonaws.com")
OWN = trust(AWS=f"{IAM}root")


def role(name, *statements, trusts=(EC2,), attached=(), boundary=None, tags=(), profiles=()):
    result = {
        "Path": "/", "RoleName": name, "RoleId": f"AROA{name.upper()}", "Arn": f"{IAM}role/{name}",
        "CreateDate": DATE, "AssumeRolePolicyDocument": document(*trusts),
        "InstanceProfileList": list(profiles), "AttachedManagedPolicies": list(attached),
        "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": document(*statements)}]
        if statements else [],
        "Tags": list(tags), "RoleLastUsed": {"LastUsedDate": "2026-11-01T00:00:00+00:00",
                                             "Region": "eu-west-1"},
    }
    if boundary:
        result["PermissionsBoundary"] = {
            "PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": boundary}
    return result


def user(name, *statements, groups=(), attached=()):
    return {
        "Path": "/", "UserName": name, "UserId": f"AIDA{name.upper()}", "Arn": f"{IAM}user/{name}",
        "CreateDate": DATE, "GroupList": list(groups), "AttachedManagedPolicies": list(attached),
        "Tags": [], "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": document(*statements)}]
        if statements else [],
    }


def group(name, *statements, attached=()):
    return {
        "Path": "/", "GroupName": name, "GroupId": f"AGPA{name.upper()}", "Arn": f"{IAM}group/{name}",
        "CreateDate": DATE, "AttachedManagedPolicies": list(attached),
        "GroupPolicyList": [{"PolicyName": "own", "PolicyDocument": document(*statements)}]
        if statements else [],
    }


def policy(name, *statements):
    return {
        "PolicyName": name, "PolicyId": f"ANPA{name.upper()}", "Arn": f"{IAM}policy/{name}",
        "Path": "/", "DefaultVersionId": "v1", "AttachmentCount": 1,
        "PermissionsBoundaryUsageCount": 0, "IsAttachable": True, "CreateDate": DATE,
        "UpdateDate": DATE, "PolicyVersionList": [
            {"Document": document(*statements), "VersionId": "v1", "IsDefaultVersion": True,
             "CreateDate": DATE}],
    }


def attachment(name):
    return {"PolicyName": name, "PolicyArn": f"{IAM}policy/{name}"}


def details(roles=(), users=(), groups=(), policies=()):
    return {"account-authorization-details.json": {
        "UserDetailList": list(users), "GroupDetailList": list(groups),
        "RoleDetailList": list(roles), "Policies": list(policies)}}


def reading(number):
    """A statement that is different for each number, and compliant."""
    return allow(["s3:GetObject", "sqs:SendMessage"], f"arn:aws:s3:::store-{number}/*")


def envelope(response, **request):
    return {"Request": request, "Response": response}


# Typical accounts


@shape("roles")
def _(n):
    return details(roles=[role(f"r{i}", reading(i)) for i in range(n)])


@shape("roles with equal policies")
def _(n):
    return details(roles=[role(f"r{i}", reading(1), allow("iam:PassRole")) for i in range(n)])


@shape("users")
def _(n):
    return details(users=[user(f"u{i}", reading(i)) for i in range(n)], roles=[role("r")])


@shape("users in ten groups each")
def _(n):
    groups = [group(f"g{i}", reading(i)) for i in range(max(10, n // 10))]
    names = [g["GroupName"] for g in groups]
    return details(
        users=[user(f"u{i}", groups=[names[(i + k) % len(names)] for k in range(10)]) for i in range(n)],
        groups=groups, roles=[role("r")])


@shape("users in one group")
def _(n):
    return details(users=[user(f"u{i}", groups=["g"]) for i in range(n)],
                   groups=[group("g", allow("s3:*"))], roles=[role("r")])


@shape("rows of the credential report")
def _(n):
    used = "true,2025-01-01T00:00:00+00:00,2026-11-01T00:00:00+00:00,eu-west-1,s3"
    rows = [f"<root_account>,{IAM}root,{DATE},true,{DATE},{DATE},not_supported,true,false,N/A,N/A,N/A,N/A,{UNUSED}"]
    rows += [f"u{i},{IAM}user/u{i},{DATE},true,{DATE},{DATE},N/A,false,{used},{UNUSED}" for i in range(n)]
    return {"credential-report.csv": "\n".join([HEADER, *rows])}


@shape("managed policies, each attached to a role")
def _(n):
    return details(
        roles=[role(f"r{i}", attached=[attachment(f"p{i}")]) for i in range(n)],
        policies=[policy(f"p{i}", reading(i)) for i in range(n)])


@shape("policies attached to one role")
def _(n):
    return details(
        roles=[role("r", attached=[attachment(f"p{i}") for i in range(n)])],
        policies=[policy(f"p{i}", reading(i)) for i in range(n)])


@shape("roles with the same ten policies")
def _(n):
    return details(
        roles=[role(f"r{i}", attached=[attachment(f"p{k}") for k in range(10)]) for i in range(n)],
        policies=[policy(f"p{k}", allow("s3:*", f"arn:aws:s3:::b{k}/*")) for k in range(10)])


@shape("statements of a policy")
def _(n):
    return details(roles=[role("r", *(reading(i) for i in range(n)))])


@shape("statements that deny")
def _(n):
    deny = [{"Effect": "Deny", "Action": "s3:*", "Resource": f"arn:aws:s3:::b{i}/*"} for i in range(n)]
    return details(roles=[role("r", allow("*"), *deny)])


@shape("actions of a statement")
def _(n):
    return details(roles=[role("r", allow([f"s3:Get{i}*" for i in range(n)]))])


@shape("resources of a statement")
def _(n):
    return details(roles=[role("r", allow("s3:*", [f"arn:aws:s3:::b{i}/*" for i in range(n)]))])


@shape("conditions of a statement")
def _(n):
    return details(roles=[role("r", allow("iam:*", Condition={
        "StringEquals": {f"aws:ResourceTag/k{i}": "v" for i in range(n)}}))])


@shape("values of a condition")
def _(n):
    return details(roles=[role("r", allow("iam:*", Condition={
        "StringEquals": {"aws:ResourceTag/k": [f"v{i}" for i in range(n)]}}))])


@shape("values of a condition on the principal's tags")
def _(n):
    return details(roles=[role("r", allow("iam:TagRole"), allow("iam:*", Condition={
        "StringLike": {"aws:PrincipalTag/k": [f"v{i}*" for i in range(n)]}}))])


def organization(policies, path=(("r-ab12", "ROOT"),), attached=None):
    """The files of an organization: `path` lists the parents of the account, beginning with the root.

    `policies` are attached to all targets in `attached`, or to all parents and the account.
    """
    own = "arn:aws:organizations::210987654321"
    files = {
        "organization.json": {"Organization": {
            "Id": "o-abcdefghij", "Arn": f"{own}:organization/o-abcdefghij", "FeatureSet": "ALL",
            "MasterAccountArn": f"{own}:account/o-abcdefghij/111111111111",
            "MasterAccountId": "111111111111", "MasterAccountEmail": "a@example.com"}},
        "roots.json": {"Roots": [{"Id": "r-ab12", "Arn": f"{own}:root/o-abcdefghij/r-ab12",
                                  "Name": "Root", "PolicyTypes": [
                                      {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}]},
        "caller.json": {"UserId": "x", "Account": ACCOUNT, "Arn": f"{IAM}user/a"},
    }
    ids = [place for place, _ in path]
    for child, (parent, kind) in zip(ids[1:] + [ACCOUNT], path):
        files[f"parents-{child}.json"] = envelope(
            {"Parents": [{"Id": parent, "Type": kind}]}, command="organizations list-parents", ChildId=child)
    def summary(place):
        return {"Id": f"p-{place:08d}", "Name": f"policy-{place}", "Type": "SERVICE_CONTROL_POLICY",
                "Arn": f"{own}:policy/o-abcdefghij/service_control_policy/p-{place:08d}",
                "Description": "", "AwsManaged": False}
    for place, text in enumerate(policies):
        files[f"policy-{place}.json"] = {"Policy": {
            "PolicySummary": summary(place), "Content": json.dumps(text)}}
    for target in ids + [ACCOUNT]:
        files[f"for-{target}.json"] = envelope(
            {"Policies": [summary(place) for place in range(len(policies))]
             if attached is None or target in attached else []},
            command="organizations list-policies-for-target", TargetId=target,
            filter="SERVICE_CONTROL_POLICY")
    return files


@shape("service control policies", start=64)
def _(n):
    texts = [document(allow("*"))] + [document(
        {"Effect": "Deny", "Action": f"s3:Get{i}*", "Resource": "*",
         "Condition": {"ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::*:role/a{i}"}}}) for i in range(n)]
    return {**organization(texts, attached=["r-ab12"]), **details(
        roles=[role(f"r{i}", reading(i)) for i in range(50)])}


@shape("roles under service control policies")
def _(n):
    texts = [document(allow("*"))] + [document(
        {"Effect": "Deny", "Action": ["cloudtrail:*", "iam:CreateUser"], "Resource": "*",
         "Condition": {"ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::*:role/a{i}*"}}})
        for i in range(5)]
    return {**organization(texts, attached=["r-ab12"]), **details(
        roles=[role(f"r{i}", reading(i)) for i in range(n)])}


@shape("nested organizational units", start=16, most=2048)
def _(n):
    path = [("r-ab12", "ROOT")] + [(f"ou-ab12-{i:08d}", "ORGANIZATIONAL_UNIT") for i in range(n)]
    return {**organization([document(allow("*"))], path=path), **details(
        roles=[role(f"r{i}", reading(i)) for i in range(50)])}


@shape("findings")
def _(n):
    return details(roles=[role(f"r{i}", allow(["s3:*", "iam:*"])) for i in range(n)])


@shape("findings, as JSON", command=("check", "{folder}", "--format", "json"))
def _(n):
    return details(roles=[role(f"r{i}", allow(["s3:*", "iam:PassRole"]), allow("lambda:*"))
                          for i in range(n)])


DECIDE_ALL = "f*Xa note of some length that says why it is so<Enter><Count><Enter>"
REVIEW = "{folder}/review.json"


@shape("decisions, verified", command=("verify", REVIEW, "{folder}"), keys=DECIDE_ALL)
@shape("decisions, in the history", command=("log", REVIEW), keys=DECIDE_ALL)
@shape("decisions, in a report", command=("check", "{folder}", "--review", REVIEW), keys=DECIDE_ALL)
def _(n):
    return details(roles=[role(f"r{i}", allow("s3:*")) for i in range(n)])


@shape("findings of Access Analyzer")
def _(n):
    return {**details(roles=[role("r")]), "analyzers-eu-west-1.json": envelope(
        {"analyzers": [{"arn": f"arn:aws:access-analyzer:eu-west-1:{ACCOUNT}:analyzer/a", "name": "a",
                        "type": "ACCOUNT", "createdAt": DATE, "status": "ACTIVE"}]}, region="eu-west-1"),
            "findings-eu-west-1.json": envelope(
        {"findings": [{"id": f"f{i}", "status": "ACTIVE", "resource": f"arn:aws:s3:::b{i}",
                       "resourceType": "AWS::S3::Bucket", "resourceOwnerAccount": ACCOUNT,
                       "createdAt": DATE, "analyzedAt": DATE, "updatedAt": DATE,
                       "principal": {"AWS": "*"}, "action": ["s3:GetObject"], "condition": {}}
                      for i in range(n)]}, region="eu-west-1")}


@shape("services in last-accessed details")
def _(n):
    services = [{"ServiceName": f"S{i}", "ServiceNamespace": f"s{i}", "TotalAuthenticatedEntities": 0}
                for i in range(n)]
    return {**details(roles=[role("r", allow(["s3:*", "sqs:*"]))]), "last.json": envelope(
        {"JobStatus": "COMPLETED", "JobType": "SERVICE_LEVEL", "JobCreationDate": DATE,
         "JobCompletionDate": DATE, "ServicesLastAccessed": services, "IsTruncated": False},
        Arn=f"{IAM}role/r")}


@shape("files with last-accessed details", start=128)
def _(n):
    files = details(roles=[role(f"r{i}", allow(["s3:*", "sqs:*"])) for i in range(n)])
    for i in range(n):
        files[f"last/{i}.json"] = envelope(
            {"JobStatus": "COMPLETED", "JobType": "SERVICE_LEVEL", "JobCreationDate": DATE,
             "JobCompletionDate": DATE, "IsTruncated": False, "ServicesLastAccessed": [
                 {"ServiceName": "S3", "ServiceNamespace": "s3", "TotalAuthenticatedEntities": 0}]},
            Arn=f"{IAM}role/r{i}")
    return files


# Forms of files


@shape("roles on one line")
def _(n):
    return {name: json.dumps(content) for name, content in details(
        roles=[role(f"r{i}", reading(i)) for i in range(n)]).items()}


@shape("roles on one line after many short lines")
def _(n):
    return {name: "\n" * (n * 20) + json.dumps(content) for name, content in details(
        roles=[role(f"r{i}", reading(i)) for i in range(n)]).items()}


@shape("members of an object")
def _(n):
    return {**details(roles=[role("r")]), "summary.json": {"SummaryMap": {f"k{i}": i for i in range(n)}}}


@shape("an unknown file with nested lists")
def _(n):
    return {**details(roles=[role("r")]), "other.json": "[" + ",".join(["[" * 100 + "]" * 100] * n) + "]"}


@shape("entries that cannot be read")
def _(n):
    broken = details(roles=[role(f"r{i}", reading(i)) for i in range(10)])
    broken["account-authorization-details.json"]["RoleDetailList"] += [None, {"RoleName": 7}] * (n // 2)
    return broken


@shape("contradictory copies of a role")
def _(n):
    return details(roles=[role("r", reading(i)) for i in range(n)])


@shape("files with the same roles", start=16, most=4096)
def _(n):
    one = details(roles=[role(f"r{i}", reading(i)) for i in range(20)])["account-authorization-details.json"]
    return {f"copy{i}/details.json": {**one, "UserDetailList": [user(f"u{i}")]} for i in range(n)}


# One thing shared by many


@shape("functions that share a role, as JSON", command=("check", "{folder}", "--format", "json"))
@shape("functions that share a role")
def _(n):
    return {**details(roles=[role("r", allow("s3:*"), trusts=[LAMBDA])]), "functions.json": envelope(
        {"Functions": [{"FunctionName": f"f{i}", "Role": f"{IAM}role/r", "Runtime": "python3.13",
                        "FunctionArn": f"arn:aws:lambda:eu-west-1:{ACCOUNT}:function:f{i}"}
                       for i in range(n)]}, command="lambda list-functions", region="eu-west-1")}


@shape("instances that share a profile")
def _(n):
    profile = {"Path": "/", "InstanceProfileName": "p", "InstanceProfileId": "AIPA1",
               "Arn": f"{IAM}instance-profile/p", "CreateDate": DATE, "Roles": [role("r")]}
    return {**details(roles=[role("r", allow("s3:*"), profiles=[profile])]), "instances.json": envelope(
        {"Reservations": [{"Instances": [
            {"InstanceId": f"i-{i:017x}", "State": {"Name": "running"},
             "IamInstanceProfile": {"Arn": f"{IAM}instance-profile/p", "Id": "AIPA1"}}
            for i in range(n)]}]}, command="ec2 describe-instances", region="eu-west-1")}


@shape("instances without a profile")
def _(n):
    return {**details(roles=[role("r")]), "instances.json": envelope(
        {"Reservations": [{"Instances": [
            {"InstanceId": f"i-{i:017x}", "State": {"Name": "running"}} for i in range(n)]}]},
        command="ec2 describe-instances", region="eu-west-1")}


@shape("roles that trust one provider")
def _(n):
    provider = f"{IAM}oidc-provider/token.actions.githubusercontent.com"
    trusting = trust("sts:AssumeRoleWithWebIdentity", Federated=provider)
    return {**details(roles=[role(f"r{i}", reading(i), trusts=[trusting]) for i in range(n)]),
            "providers.json": {"OpenIDConnectProviderList": [{"Arn": provider}]}}


@shape("identity providers", start=64)
def _(n):
    providers = [f"{IAM}oidc-provider/idp{i}.example.com" for i in range(n)]
    roles = [role(f"r{i}", reading(i), trusts=[trust("sts:AssumeRoleWithWebIdentity", Federated=provider)])
             for i, provider in enumerate(providers)]
    files = {**details(roles=roles),
             "providers.json": {"OpenIDConnectProviderList": [{"Arn": arn} for arn in providers]}}
    for i, arn in enumerate(providers):
        files[f"provider-{i}.json"] = envelope(
            {"Url": f"idp{i}.example.com", "ClientIDList": ["sts.amazonaws.com"], "ThumbprintList": [],
             "CreateDate": DATE, "Tags": []}, command="iam get-open-id-connect-provider", Arn=arn)
    return files


@shape("SAML providers that a principal can replace")
def _(n):
    providers = [f"{IAM}saml-provider/idp{i}" for i in range(n)]
    roles = [role(f"r{i}", allow("*"), trusts=[trust("sts:AssumeRoleWithSAML", Federated=provider)])
             for i, provider in enumerate(providers)]
    return details(roles=roles, users=[user("u", allow("iam:UpdateSAMLProvider", Condition={
        "StringEquals": {"aws:ResourceTag/k": "v"}}))])


# Trust policies


@shape("statements of a trust policy")
def _(n):
    return details(roles=[role("r", allow("s3:*"), trusts=[
        trust(AWS=f"arn:aws:iam::{100000000000 + i}:root") for i in range(n)])])


@shape("principals of a trust policy")
def _(n):
    return details(roles=[role("r", allow("s3:*"), trusts=[
        trust(AWS=[f"arn:aws:iam::{100000000000 + i}:root" for i in range(n)])])])


@shape("roles of the account in a trust policy")
def _(n):
    names = [f"r{i}" for i in range(n)]
    return details(roles=[role(name, reading(1)) for name in names] + [
        role("strong", allow("*"), trusts=[trust(AWS=[f"{IAM}role/{name}" for name in names])])])


@shape("statements of a trust policy for roles of the account")
def _(n):
    names = [f"r{i}" for i in range(n)]
    return details(roles=[role(name, reading(1)) for name in names] + [
        role("strong", allow("*"), trusts=[trust(AWS=f"{IAM}role/{name}") for name in names])])


@shape("session names in a trust policy")
def _(n):
    return details(roles=[role("r", reading(1)), role("strong", allow("*"), trusts=[
        trust(AWS=[f"arn:aws:sts::{ACCOUNT}:assumed-role/r/s{i}" for i in range(n)])])])


@shape("roles that trust every principal")
def _(n):
    return details(roles=[role(f"r{i}", reading(i), trusts=[trust(AWS="*")]) for i in range(n)])


@shape("values of a condition in a trust policy")
def _(n):
    return details(roles=[role("r", allow("s3:*"), trusts=[
        {**OWN, "Condition": {"StringLike": {"aws:PrincipalTag/k": [f"*a*{i}*" for i in range(n)]}}}])])


@shape("roles with conditions on the tags of the caller")
def _(n):
    return details(roles=[role(
        f"r{i}", allow("iam:TagRole"), reading(i), trusts=[
            {**OWN, "Condition": {"StringEquals": {"aws:PrincipalTag/k": f"v{i}"}}}]) for i in range(n)])


@shape("roles in a chain of trust policies")
def _(n):
    return details(roles=[role(
        f"r{i}", reading(i) if i else allow("*"),
        trusts=[trust(AWS=f"{IAM}role/r{i + 1}")]) for i in range(n)])


# Escalation


@shape("roles that can assume role/w-*")
def _(n):
    return details(roles=[role(f"w-{i}", allow("sts:AssumeRole", f"{IAM}role/w-*"), trusts=[OWN])
                          for i in range(n)])


@shape("roles that can assume role/w-* and an administrator")
def _(n):
    return details(roles=[role("strong", allow("*"), trusts=[OWN])] + [role(
        f"w-{i}", allow("sts:AssumeRole", f"{IAM}role/w-*"), reading(i), trusts=[OWN])
        for i in range(n)])


@shape("roles that can assume roles with the same prefix")
def _(n):
    return details(roles=[role(
        f"w-{i:06d}", allow("sts:AssumeRole", f"{IAM}role/w-{i // 10:05d}*"), trusts=[OWN])
        for i in range(n)])


@shape("roles that can pass role/fn-* to Lambda")
def _(n):
    return details(roles=[role(
        f"fn-{i}", allow("iam:PassRole", f"{IAM}role/fn-*"), allow(["lambda:*"]), trusts=[LAMBDA])
        for i in range(n)])


@shape("roles that can pass role/fn-* and an administrator to Lambda")
def _(n):
    return details(roles=[role("fn-strong", allow("*"), trusts=[LAMBDA])] + [role(
        f"fn-{i}", allow("iam:PassRole", f"{IAM}role/fn-*"), allow(["lambda:*"]), trusts=[LAMBDA])
        for i in range(n)])


@shape("roles that can create roles with a boundary")
def _(n):
    bounded = {"StringEquals": {"iam:PermissionsBoundary": f"{IAM}policy/boundary"}}
    return details(
        roles=[role(f"m{i}", allow(
            ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"], Condition=bounded),
            boundary=f"{IAM}policy/boundary") for i in range(n)],
        policies=[policy("boundary", allow(["s3:*", "iam:*"]))])


@shape("roles that can remove boundaries")
def _(n):
    return details(
        roles=[role(f"m{i}", allow(["iam:DeleteRolePermissionsBoundary", "iam:UpdateAssumeRolePolicy"]),
                    boundary=f"{IAM}policy/boundary", trusts=[OWN]) for i in range(n)],
        policies=[policy("boundary", allow(["s3:*", "iam:*"]))])


@shape("name patterns of users that a user can create")
def _(n):
    return details(roles=[role("r")], users=[user("u", *(allow(
        ["iam:CreateUser", "iam:CreateAccessKey", "iam:AttachUserPolicy"], f"{IAM}user/a{i}*",
        Condition={"StringEquals": {"iam:PermissionsBoundary": f"{IAM}policy/b{i}"}}) for i in range(n)))])


@shape("boundaries that a user must set")
def _(n):
    return details(roles=[role("r")], users=[user("u", *(allow(
        ["iam:CreateRole", "iam:PutRolePolicy"],
        Condition={"StringEquals": {"iam:PermissionsBoundary": f"{IAM}policy/b{i}"}})
        for i in range(n)))], policies=[policy(f"b{i}", allow("*")) for i in range(n)])


@shape("policies with ? attached to one role")
def _(n):
    return details(
        roles=[role("r", attached=[attachment(f"p{i}") for i in range(n)])],
        policies=[policy(f"p{i}", allow(
            ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction", "ec2:RunInstances"],
            f"arn:aws:lambda:?u-west-1:{ACCOUNT}:function:{i}-?????")) for i in range(n)])


@shape("policies that a principal can write")
def _(n):
    return details(
        roles=[role(f"r{i}", attached=[attachment(f"p{i}")]) for i in range(n)],
        users=[user("u", allow("iam:CreatePolicyVersion", Condition={
            "StringEquals": {"aws:ResourceTag/k": "v"}}))],
        policies=[policy(f"p{i}", reading(i)) for i in range(n)])


@shape("roles that can change their own policies")
def _(n):
    return details(roles=[role(f"r{i}", allow(
        ["iam:PutRolePolicy", "iam:AttachRolePolicy"], f"{IAM}role/r*"), trusts=[OWN]) for i in range(n)])


@shape("users that can create keys for each other")
def _(n):
    return details(roles=[role("r")], users=[user(
        f"u{i}", allow(["iam:CreateAccessKey", "iam:CreateLoginProfile"], f"{IAM}user/u*"), reading(i))
        for i in range(n)])


@shape("users of helpers that can change another user")
def _(n):
    return details(
        users=[user("other", allow("s3:*"))] + [
            user(f"u{i}", allow("sts:AssumeRole", f"{IAM}role/h*")) for i in range(n)],
        roles=[role(f"h{i}", allow("iam:PutUserPolicy", f"{IAM}user/other"), trusts=[OWN])
               for i in range(n)])


@shape("roles denied to detach the Deny of users", start=500)
def _(n):
    deny = {"Effect": "Deny", "Action": ["iam:*", "sts:*"], "Resource": "*"}
    return details(
        users=[user(f"u{i}", allow("*"), attached=[attachment("d")]) for i in range(n)],
        roles=[role(f"h{i}", allow("iam:DetachUserPolicy"),
                    {"Effect": "Deny", "Action": "iam:DetachUserPolicy", "Resource": f"{IAM}user/u*"})
               for i in range(n)],
        policies=[policy("d", deny)])


@shape("groups that a user can join", start=500)
def _(n):
    return details(roles=[role("r")], groups=[group(f"g{i}", allow("s3:*")) for i in range(n)],
                   users=[user(f"u{i}", allow("iam:AddUserToGroup"), groups=[f"g{i}"]) for i in range(n)])


@shape("roles that can change functions with roles")
def _(n):
    return {**details(roles=[role("f", allow("s3:*"), trusts=[LAMBDA])] + [role(
        f"r{i}", allow("lambda:UpdateFunctionCode", f"arn:aws:lambda:*:{ACCOUNT}:function:f*"))
        for i in range(n)]), "functions.json": envelope(
        {"Functions": [{"FunctionName": f"f{i}", "Role": f"{IAM}role/f",
                        "FunctionArn": f"arn:aws:lambda:eu-west-1:{ACCOUNT}:function:f{i}"}
                       for i in range(n)]}, command="lambda list-functions", region="eu-west-1")}


# Patterns


@shape("actions like *a*a*a*b")
def _(n):
    return details(roles=[role("r", allow([f"s3:*a*a*a*{i}*b" for i in range(n)]))])


@shape("resources like *a*a*a*b")
def _(n):
    return details(roles=[role("r", allow("iam:*", [f"{IAM}role/*a*a*a*{i}*b" for i in range(n)]))])


@shape("stars in a resource")
def _(n):
    return details(roles=[role("a" * 60), role("r", allow("iam:*", f"{IAM}role/" + "*a" * n + "b"))])


@shape("stars in an action")
def _(n):
    return details(roles=[role("r", allow("iam:" + "*a" * n + "b"))])


@shape("stars in a condition")
def _(n):
    return details(roles=[role("r", allow("iam:*", Condition={"StringLike": {
        "aws:PrincipalArn": "*a" * n + "b"}}))])


@shape("statements with NotAction and NotResource")
def _(n):
    return details(roles=[role("r", *(
        {"Effect": "Allow", "NotAction": f"s3:Get{i}*", "NotResource": f"arn:aws:s3:::b{i}/*"}
        for i in range(n)))])


# AWS allows 50 tags. With tens of thousands, the dictionaries no longer fit into the cache of the processor.
@shape("tags of a role", start=2000, most=2000)
def _(n):
    return details(roles=[role("r", allow("iam:*", Condition={"StringEquals": {
        f"aws:ResourceTag/k{i}": f"v{i}" for i in range(20)}}), trusts=[OWN],
        tags=[{"Key": f"k{i}", "Value": f"v{i}"} for i in range(n)])])


@shape("tags of a role and conditions on them")
def _(n):
    return details(roles=[role("r", allow("iam:*", Condition={"StringEquals": {
        f"aws:PrincipalTag/k{i}": f"v{i}" for i in range(n)}}), trusts=[OWN],
        tags=[{"Key": f"k{i}", "Value": f"v{i}"} for i in range(n)])])


# Manifests and regions


def manifest(calls):
    return {"manifest.json": {"tool": "iam-review", "version": "1", "account": ACCOUNT,
                              "started": "2026-11-20T09:00:00Z", "finished": "2026-11-20T10:00:00Z",
                              "calls": calls}}


def call(*arguments, error=None, region=None, file=None):
    return {"arguments": list(arguments), "region": region, "exitStatus": 254 if error else 0,
            "error": error, "file": file, "bytes": None, "sha256": None}


DENIED = "An error occurred (AccessDenied) when calling the {} operation: User is not authorized"


@shape("denied calls in a manifest")
def _(n):
    return {**details(roles=[role("r")]), **manifest(
        [call("iam", "get-role", "--role-name", f"r{i}", error=DENIED.format("GetRole"))
         for i in range(n // 2)] + [
         call("iam", "get-service-last-accessed-details", "--job-id", str(i),
              error=DENIED.format("GetServiceLastAccessedDetails")) for i in range(n // 2)])}


@shape("calls with different errors")
def _(n):
    return {**details(roles=[role("r")]), **manifest(
        [call(f"s{i}", f"get-{i}", error=f"An error occurred (E{i}) when calling: no") for i in range(n)])}


@shape("missing files of a manifest")
def _(n):
    return {**details(roles=[role("r")]), **manifest(
        [call("iam", "get-account-summary", file=f"f{i}.json") for i in range(n)])}


def regions(n):
    return {"regions.json": {"Regions": [
        {"RegionName": f"xx-west-{i}", "OptInStatus": "opted-in", "Endpoint": "e"} for i in range(n)]},
        "functions.json": envelope({"Functions": []}, command="lambda list-functions", region="eu-west-1")}


@shape("regions that were not queried")
def _(n):
    return {**details(roles=[role("r")]), **regions(n)}


@shape("regions that were denied")
def _(n):
    return {**details(roles=[role("r")]), **regions(n), **manifest(
        [call("lambda", "list-functions", region=f"xx-west-{i}", error=DENIED.format("ListFunctions"))
         for i in range(n)])}


@shape("other accounts")
def _(n):
    return details(roles=[role("r")] + [
        {**role(f"r{i}"), "Arn": f"arn:aws:iam::{100000000000 + i}:role/r{i}"} for i in range(n)])


@shape("other accounts, one file each", start=64, most=8192)
def _(n):
    files = details(roles=[role("r")])
    for i in range(n):
        files[f"functions-{i}.json"] = envelope({"Functions": [
            {"FunctionName": f"f{i}", "Role": f"arn:aws:iam::{100000000000 + i}:role/r",
             "FunctionArn": f"arn:aws:lambda:eu-west-1:{100000000000 + i}:function:f{i}"}]},
            command="lambda list-functions", region="eu-west-1")
    return files
