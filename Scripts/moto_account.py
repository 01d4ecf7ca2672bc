"""Creates an account in a moto server, with every kind of evidence and with hostile names.

usage: moto_account.py ENDPOINT [ROLES]

With ROLES, creates only that number of plain roles, for the benchmark. Needs boto3, which is installed
with moto.
"""

import io
import json
import sys
import zipfile

import boto3

ACCOUNT = "123456789012"
REGIONS = ["us-east-1", "eu-west-1"]
HOSTILE = [
    ("--endpoint-url", "/"), ("a=b,c@d+e", "/../../etc/"), ("quoted", "/it's/\"q\"/$(id)/"),
]


def policy(action, resource="*", effect="Allow", **more):
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": effect, "Action": action, "Resource": resource, **more}]})


def trust(principal, action="sts:AssumeRole", **more):
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": principal, "Action": action, **more}]})


def build(endpoint, roles):
    def client(service, region=REGIONS[0]):
        return boto3.client(service, endpoint_url=endpoint, region_name=region,
                            aws_access_key_id="testing", aws_secret_access_key="testing")

    iam = client("iam")
    if roles:
        for number in range(roles):
            iam.create_role(RoleName=f"role-{number:04}",
                            AssumeRolePolicyDocument=trust({"Service": "ec2.amazonaws.com"}))
        return
    people(iam)
    role_arns = roles_and_policies(iam)
    organization(client("organizations"))
    for region in REGIONS:
        workloads(client("ec2", region), client("lambda", region), role_arns["worker"])
        recording(client("s3", region), client("cloudtrail", region), client("config", region),
                  region)


def people(iam):
    iam.create_account_alias(AccountAlias="moto-account")
    iam.create_group(GroupName="admins")
    iam.attach_group_policy(GroupName="admins",
                            PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    for name in ["ann", "bob", "ci-deploy"]:
        iam.create_user(UserName=name)
    iam.create_login_profile(UserName="ann", Password="Correct-Horse-7-Battery")
    iam.add_user_to_group(GroupName="admins", UserName="ann")
    iam.create_access_key(UserName="bob")
    iam.create_access_key(UserName="ci-deploy")
    iam.put_user_policy(UserName="bob", PolicyName="inline", PolicyDocument=policy("s3:*"))
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="ann")["VirtualMFADevice"]
    iam.enable_mfa_device(UserName="ann", SerialNumber=device["SerialNumber"],
                          AuthenticationCode1="123456", AuthenticationCode2="654321")
    iam.update_account_password_policy(MinimumPasswordLength=14)


def roles_and_policies(iam):
    boundary = iam.create_policy(PolicyName="boundary", PolicyDocument=policy("s3:*"))["Policy"]
    iam.create_policy(PolicyName="deploy", PolicyDocument=policy(["iam:PassRole", "lambda:*"]))
    arns = {}
    for name, path in [("worker", "/"), ("bounded", "/team/")] + HOSTILE:
        more = {"PermissionsBoundary": boundary["Arn"]} if name == "bounded" else {}
        arns[name] = iam.create_role(
            RoleName=name, Path=path, **more,
            AssumeRolePolicyDocument=trust({"Service": "lambda.amazonaws.com"}))["Role"]["Arn"]
    iam.attach_role_policy(RoleName="worker",
                           PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    provider = iam.create_open_id_connect_provider(
        Url="https://token.actions.githubusercontent.com", ClientIDList=["sts.amazonaws.com"],
        ThumbprintList=["6938fd4d98bab03faadb97b34396831e3780aea1"])
    arn = provider["OpenIDConnectProviderArn"]
    iam.create_role(RoleName="github", AssumeRolePolicyDocument=trust(
        {"Federated": arn}, "sts:AssumeRoleWithWebIdentity"))
    return arns


def organization(organizations):
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    above = root
    for name in ["Workloads", "Production"]:
        above = organizations.create_organizational_unit(
            ParentId=above, Name=name)["OrganizationalUnit"]["Id"]
    organizations.move_account(AccountId=ACCOUNT, SourceParentId=root, DestinationParentId=above)
    for name, target, content in [
            ("guard-trail", root,
             policy(["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"], effect="Deny")),
            ("guard-root", above,
             policy("*", effect="Deny", Condition={
                 "StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}}))]:
        made = organizations.create_policy(Name=name, Description=name, Content=content,
                                           Type="SERVICE_CONTROL_POLICY")
        organizations.attach_policy(PolicyId=made["Policy"]["PolicySummary"]["Id"],
                                    TargetId=target)


def workloads(ec2, functions, role):
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    ec2.run_instances(ImageId=image, MinCount=2, MaxCount=2, UserData="secret-of-user-data")
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.py", "def handler(event, context): pass\n")
    functions.create_function(
        FunctionName="nightly", Runtime="python3.12", Role=role, Handler="index.handler",
        Code={"ZipFile": code.getvalue()},
        Environment={"Variables": {"DB_PASSWORD": "hunter2-hunter2",
                                   "TOKEN": "AKIAQQQQQQQQQQQQQQQQ"}})


def recording(s3, cloudtrail, config, region):
    bucket = f"trail-{region}"
    where = {} if region == "us-east-1" else {
        "CreateBucketConfiguration": {"LocationConstraint": region}}
    s3.create_bucket(Bucket=bucket, **where)
    cloudtrail.create_trail(Name=f"trail-{region}", S3BucketName=bucket,
                            IsMultiRegionTrail=region == "us-east-1")
    if region == "us-east-1":
        cloudtrail.start_logging(Name=f"trail-{region}")
    config.put_configuration_recorder(ConfigurationRecorder={
        "name": "default", "roleARN": f"arn:aws:iam::{ACCOUNT}:role/worker"})


build(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
