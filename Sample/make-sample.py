#!/usr/bin/env python3
"""Writes the built-in sample account: python3 Sample/make-sample.py

The evidence is that of a company which does not exist. The output is the same at each run; what
should be found in it stands in README.md. The parts: helpers, users and groups, policies, roles,
resources, organization, manifest.
"""
import base64
import hashlib
import json
import os
import shutil
import sys
from datetime import UTC, datetime, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
ACCOUNT = "640817295314"
ALIAS = "tarnbridge-prod"
MANAGEMENT = "905216483377"
SECURITY = "318846072951"
ORG = "o-t4rnb8dg2k"
ROOT, WORKLOADS, PRODUCTION, SANDBOX = "r-k3vq", "ou-k3vq-7d1m9xwz", "ou-k3vq-p0r8c2ha", "ou-k3vq-5s2nbx0q"
FRANKFURT, DUBLIN = "eu-central-1", "eu-west-1"
AS_OF = datetime(2026, 11, 20, 10, 0, 0, tzinfo=UTC)

# ---------------------------------------------------------------- helpers


def digest(*parts):
    return hashlib.sha256("/".join(parts).encode()).digest()


def unique_id(prefix, name, account=ACCOUNT):
    """AIDA… and the like: 21 characters, of which the first few after the prefix spell the account."""
    seed = digest(prefix, name)
    head = (1 << 47) | (int(account) << 7) | (seed[0] & 0x7F)
    tail = base64.b32encode(head.to_bytes(6, "big") + seed[1:6]).decode()
    return prefix + tail[:17]


def hexadecimal(length, *parts):
    return digest(*parts).hex()[:length]


def uuid(*parts):
    h = hexadecimal(32, *parts)
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"


def ago(days, clock=None):
    """The moment so many days before the evidence, at the given time of day."""
    moment = AS_OF - timedelta(days=days)
    if clock:
        hour, minute, second = (int(part) for part in clock.split(":"))
        moment = moment.replace(hour=hour, minute=minute, second=second)
    return iso(moment)


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")


def arn(kind, name, path="/"):
    return f"arn:aws:iam::{ACCOUNT}:{kind}{path}{name}"


def managed(name, path="/"):
    return f"arn:aws:iam::aws:policy{path}{name}"


def document(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(actions, resources="*", sid=None, **rest):
    return statement("Allow", {"Action": actions}, resources, sid, rest)


def deny(actions, resources="*", sid=None, **rest):
    return statement("Deny", {"Action": actions}, resources, sid, rest)


def statement(effect, actions, resources, sid, rest):
    return {**({"Sid": sid} if sid else {}), "Effect": effect, **actions, "Resource": resources, **rest}


def trust(principal, action="sts:AssumeRole", **rest):
    return document({"Effect": "Allow", "Principal": principal, "Action": action, **rest})


def service(name):
    return trust({"Service": name})


def s3(bucket, *keys):
    return [f"arn:aws:s3:::{bucket}"] + [f"arn:aws:s3:::{bucket}/{key}" for key in keys]


def resource(service_name, rest, region=FRANKFURT):
    return f"arn:aws:{service_name}:{region}:{ACCOUNT}:{rest}"


calls = []


def write(path, value, arguments, region=None):
    """Writes an answer of AWS as the aws command line prints it, and notes the call."""
    data = (json.dumps(value, indent=4, ensure_ascii=False) + "\n").encode()
    full = os.path.join(HERE, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as file:
        file.write(data)
    note(arguments, region, file=path, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def note(arguments, region=None, status=0, error=None, file=None, bytes=None, sha256=None):
    calls.append({
        "arguments": arguments, "region": region, "exitStatus": status, "error": error,
        "file": file, "bytes": bytes, "sha256": sha256,
    })


def envelope(command, response, **request):
    return {"Request": {"command": command, **request}, "Response": response}


# ---------------------------------------------------------------- users and groups

# name: (groups, created, tags)
USERS = {
    "aisha.bello": (["support"], "2022-02-14T09:20:11+00:00", {"Team": "support", "Location": "Hamburg"}),
    "break-glass": ([], "2020-06-02T07:44:50+00:00", {"Purpose": "emergency access", "Owner": "platform"}),
    "ci-deploy": ([], "2021-09-28T11:05:37+00:00", {"Team": "engineering", "Host": "runner-hh-03"}),
    "elena.petrova": (["data-analysts"], "2021-01-18T08:31:02+00:00", {"Team": "data", "Location": "Cork"}),
    "greta.sorensen": (["support"], "2026-06-13T12:02:19+00:00", {"Team": "support", "Location": "Hamburg"}),
    "henrik.aalto": (["platform-admins", "engineering"], "2019-03-04T10:26:43+00:00", {"Team": "platform"}),
    "jenkins-legacy": ([], "2019-08-21T13:40:08+00:00", {"Team": "engineering", "Status": "replaced by ci-deploy"}),
    "jonas.weidner": (["engineering"], "2020-10-05T07:58:20+00:00", {"Team": "engineering"}),
    "kofi.mensah": (["engineering"], "2023-04-11T08:12:45+00:00", {"Team": "engineering"}),
    "marta.kowalska": (["engineering"], "2021-11-22T09:03:31+00:00", {"Team": "engineering"}),
    "nadia.cherif": (["engineering"], "2022-07-04T07:47:56+00:00", {"Team": "engineering", "OnCall": "true"}),
    "priya.raman": (["platform-admins", "engineering"], "2020-01-27T09:15:04+00:00", {"Team": "platform"}),
    "sofia.lindqvist": (["engineering"], "2026-10-31T08:30:00+00:00", {"Team": "engineering", "Starts": "2026-12-01"}),
    "svc-backup-nas": ([], "2020-03-09T15:22:10+00:00", {"Owner": "it-operations", "Device": "nas-hh-01"}),
    "svc-edi-gateway": ([], "2021-05-17T10:41:29+00:00", {"Owner": "integration", "Partner": "EDI clearing"}),
    "tomas.havel": (["finance"], "2022-09-01T07:30:12+00:00", {"Team": "finance"}),
    "vendor-routecast": ([], "2024-02-06T14:18:33+00:00", {"Owner": "routing", "Vendor": "Routecast Ltd"}),
}
HARDWARE_MFA = ["break-glass", "sofia.lindqvist"]
VIRTUAL_MFA = {
    "aisha.bello": "2022-02-14T10:02:47+00:00", "elena.petrova": "2021-01-18T09:10:15+00:00",
    "henrik.aalto": "2023-01-09T16:44:02+00:00", "jonas.weidner": "2020-10-05T08:21:33+00:00",
    "kofi.mensah": "2023-04-11T08:40:59+00:00", "nadia.cherif": "2025-03-03T11:27:18+00:00",
    "priya.raman": "2020-01-27T09:36:41+00:00", "tomas.havel": "2022-09-01T08:05:50+00:00",
}
# name: (password last used, password last changed); a user who is not here has no password
PASSWORDS = {
    "aisha.bello": (ago(1, "07:52:14"), "2026-02-02T08:11:40+00:00"),
    "break-glass": (ago(40, "13:05:22"), "2026-10-11T13:40:09+00:00"),
    "elena.petrova": (ago(3, "09:44:31"), "2025-08-19T07:20:18+00:00"),
    "greta.sorensen": ("no_information", "2026-06-13T12:02:20+00:00"),
    "henrik.aalto": (ago(0, "06:58:03"), "2026-03-16T09:30:55+00:00"),
    "jonas.weidner": (ago(6, "08:17:49"), "2025-12-01T10:14:22+00:00"),
    "kofi.mensah": (ago(88, "07:31:10"), "2026-01-12T08:06:37+00:00"),
    "marta.kowalska": (ago(1, "12:20:05"), "2024-06-24T11:52:13+00:00"),
    "nadia.cherif": (ago(2, "16:09:58"), "2026-05-04T07:33:26+00:00"),
    "priya.raman": (ago(2, "08:25:44"), "2026-07-20T06:49:12+00:00"),
    "sofia.lindqvist": ("no_information", "2026-10-31T08:30:01+00:00"),
    "tomas.havel": (ago(113, "14:38:27"), "2025-04-07T09:08:44+00:00"),
}
NO_KEY = ("false", "N/A", "N/A", "N/A", "N/A")
NEVER = ("N/A", "N/A", "N/A")
# name: keys as the report has them: active, last rotated, last used, region, service
KEYS = {
    "ci-deploy": [("true", ago(418, "09:12:33"), ago(0, "06:40:00"), FRANKFURT, "ecs")],
    "elena.petrova": [("true", ago(210, "08:55:10"), *NEVER)],
    "jenkins-legacy": [("false", "2022-03-28T12:10:45+00:00", "2025-02-11T03:15:00+00:00", FRANKFURT, "s3")],
    "jonas.weidner": [
        ("false", "2023-05-15T07:42:19+00:00", "2026-10-10T15:22:00+00:00", FRANKFURT, "dynamodb"),
        ("true", ago(40, "15:01:02"), ago(1, "17:48:00"), FRANKFURT, "dynamodb"),
    ],
    "kofi.mensah": [("true", ago(35, "11:20:40"), *NEVER)],
    "marta.kowalska": [("true", ago(131, "09:37:21"), ago(1, "11:02:00"), FRANKFURT, "sqs")],
    "nadia.cherif": [("true", ago(60, "07:05:16"), ago(0, "05:51:00"), "us-east-1", "sts")],
    "priya.raman": [("true", ago(90), ago(2, "10:33:00"), FRANKFURT, "cloudformation")],
    "svc-backup-nas": [("true", "2024-03-18T08:00:54+00:00", "2026-05-13T22:04:00+00:00", DUBLIN, "s3")],
    "svc-edi-gateway": [
        ("true", ago(91, "08:12:00"), ago(0, "06:55:00"), FRANKFURT, "s3"),
        ("false", "2025-05-06T13:30:27+00:00", "2026-08-21T08:20:00+00:00", FRANKFURT, "s3"),
    ],
    "vendor-routecast": [("true", ago(380, "16:42:08"), ago(3, "02:10:00"), DUBLIN, "s3")],
}
# name: (created, attached policies, inline policies)
GROUPS = {
    "data-analysts": ("2021-01-18T08:20:40+00:00", ["data-analyst-access"], {}),
    "engineering": ("2019-03-04T10:30:12+00:00", ["engineering-baseline"], {}),
    "finance": ("2022-08-30T12:44:01+00:00", [], {"finance-invoices-read": document(
        allow(["s3:GetObject", "s3:ListBucket"], s3("tarnbridge-prod-invoices", "*"), "Invoices"),
        allow(["ce:GetCostAndUsage", "ce:GetCostForecast"], "*", "CostExplorer"),
    )}),
    "platform-admins": ("2019-03-04T10:31:55+00:00", ["aws:AdministratorAccess"], {}),
    "support": ("2022-02-10T14:05:23+00:00", ["aws:AWSSupportAccess", "support-shipment-read"], {}),
}
USER_POLICIES = {
    "break-glass": ["aws:AdministratorAccess"],
    "ci-deploy": ["artifact-deployment"],
    "jenkins-legacy": ["aws:AmazonS3ReadOnlyAccess"],
    "nadia.cherif": ["assume-serverless-deployer"],
}
USER_INLINE = {
    "svc-backup-nas": {"nas-backup": document(allow("s3:*", "arn:aws:s3:::*"))},
    "svc-edi-gateway": {"edi-inbox": document(
        allow(["s3:GetObject", "s3:PutObject", "s3:ListBucket"], s3("tarnbridge-prod-edi-inbox", "Zollerklärungen/*", "orders/*")),
        allow("sqs:SendMessage", resource("sqs", "edi-received")),
    )},
    "vendor-routecast": {"routecast-feed": document(
        allow("s3:GetObject", "arn:aws:s3:::tarnbridge-prod-datalake/exports/routecast/*",
              Condition={"IpAddress": {"aws:SourceIp": "203.0.113.40/32"}}),
    )},
}

# ---------------------------------------------------------------- managed policies

BOUNDARY = arn("policy", "developer-boundary")
# name: (created, versions: [(version, is default, created, document)]); newest first, as AWS prints
CUSTOMER_POLICIES = {}
AWS_POLICIES = {}


def policy(name, created, *statements):
    CUSTOMER_POLICIES[name] = [("v1", True, created, document(*statements))]


policy("AdministratorAccess-RequestForm", "2023-02-20T13:11:08+00:00",
       allow(["dynamodb:GetItem", "dynamodb:PutItem"], resource("dynamodb", "table/access-requests"), "RequestForm"))
policy("artifact-deployment", "2021-09-28T11:00:02+00:00",
       allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::tarnbridge-prod-artifacts/*", "Artifacts"),
       allow("ecs:UpdateService", resource("ecs", "service/tarnbridge-prod/*"), "RollOut"),
       allow("ecs:RegisterTaskDefinition", resource("ecs", "task-definition/portal-*:*"), "Describe"),
       allow(["lambda:CreateFunction", "lambda:InvokeFunction"], resource("lambda", "function:portal-*"), "SmokeTest"),
       allow("iam:PassRole", arn("role", "*"), "PassTaskRoles",
             Condition={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}))
policy("assume-serverless-deployer", "2024-10-14T08:25:51+00:00",
       allow("sts:AssumeRole", arn("role", "serverless-deployer")))
policy("breakfix-2023", "2023-08-07T19:46:30+00:00", allow("*", "*", "TemporaryAccess"))
policy("carrier-rate-sync", "2023-06-19T09:10:14+00:00",
       allow(["dynamodb:BatchWriteItem", "dynamodb:PutItem"], resource("dynamodb", "table/carrier-rates")))
policy("data-analyst-access", "2021-01-18T08:18:09+00:00",
       allow(["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults"],
             resource("athena", "workgroup/analysts"), "Query"),
       allow(["glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables", "glue:GetPartitions"], "*", "Catalogue"),
       allow(["s3:GetObject", "s3:ListBucket"], s3("tarnbridge-prod-datalake", "curated/*"), "Curated"))
policy("data-lake-write", "2022-03-21T10:37:26+00:00",
       allow("S3:*", s3("tarnbridge-prod-datalake", "*"), "DataLake"),
       allow(["kms:Decrypt", "kms:GenerateDataKey"], resource("kms", "key/" + uuid("key", "datalake")), "DataLakeKey"))
policy("data-pipeline-maintenance", "2022-03-21T10:52:03+00:00",
       allow(["glue:StartJobRun", "glue:GetJobRun", "glue:BatchStopJobRun"], resource("glue", "job/etl-*"), "Jobs"),
       allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::tarnbridge-prod-datalake/staging/*", "Staging"),
       allow(["iam:GetPolicy", "iam:GetPolicyVersion", "iam:CreatePolicyVersion"], arn("policy", "data-*"), "KeepPoliciesCurrent"))
policy("developer-boundary", "2024-05-13T08:00:19+00:00",
       allow(["dynamodb:*", "lambda:*", "logs:*", "sns:*", "sqs:*", "s3:GetObject", "s3:PutObject", "s3:ListBucket"], "*", "Build"),
       allow(["cloudwatch:Get*", "cloudwatch:List*", "ec2:Describe*", "xray:Get*"], "*", "Look"))
policy("docs-publish", "2023-10-02T07:40:33+00:00",
       allow(["s3:PutObject", "s3:DeleteObject", "s3:ListBucket"], s3("tarnbridge-public-docs", "*")),
       allow("cloudfront:CreateInvalidation", f"arn:aws:cloudfront::{ACCOUNT}:distribution/E2TQ9V4KX7LMB1"))
policy("guardrail-no-iam-grants", "2023-03-27T15:29:48+00:00",
       deny(["iam:Attach*", "iam:Put*", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"], "*", "NoGrants"))
policy("image-build", "2022-11-14T12:48:57+00:00", allow("EC2:?*", "*", "BuildImages"))
policy("incident-boundary", "2024-01-29T16:20:35+00:00",
       allow(["cloudtrail:LookupEvents", "cloudwatch:Get*", "cloudwatch:List*", "ec2:Describe*", "ec2:CreateSnapshot",
              "ec2:StopInstances", "guardduty:Get*", "guardduty:List*", "logs:Get*", "logs:Filter*", "logs:StartQuery"],
             "*", "Investigate"))
policy("invoicing-runtime", "2022-05-30T09:02:21+00:00",
       allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::tarnbridge-prod-invoices/*"),
       allow("ses:SendRawEmail", resource("ses", "identity/tarnbridge.example")))
policy("key-custody", "2021-07-12T08:34:10+00:00", allow("kms:**", "*", "Keys"))
policy("lodestar-metrics-read", "2023-01-16T10:07:44+00:00",
       allow(["cloudwatch:GetMetricData", "cloudwatch:ListMetrics", "tag:GetResources"], "*"))
policy("log-delivery", "2022-12-05T13:55:29+00:00",
       allow(["firehose:PutRecord", "firehose:PutRecordBatch"], resource("firehose", "deliverystream/central-logs")))
policy("pass-lambda-roles", "2024-10-14T08:12:30+00:00",
       allow("iam:PassRole", arn("role", "lambda-*"), "PassFunctionRoles"))
policy("platform-provisioning", "2023-09-11T14:14:14+00:00",
       allow(["iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:TagRole"],
             arn("role", "team-*"), "TeamRoles"))
policy("release-orchestration", "2022-06-20T11:30:06+00:00",
       statement("Allow", {"NotAction": ["organizations:LeaveOrganization", "account:CloseAccount"]}, "*", "Release", {}))
policy("routecast-export-read", "2024-02-06T14:40:17+00:00",
       allow(["s3:GetObject", "s3:ListBucket"], s3("tarnbridge-prod-datalake", "exports/routecast/*")))
policy("sandbox-building", "2024-05-13T08:16:42+00:00",
       allow(["iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"], "*", "Roles"),
       allow(["dynamodb:CreateTable", "dynamodb:DeleteTable"], resource("dynamodb", "table/sandbox-*"), "Tables"))
policy("security-audit-read", "2022-01-24T09:50:00+00:00",
       allow(["iam:Get*", "iam:List*", "iam:GenerateCredentialReport", "iam:GenerateServiceLastAccessedDetails",
              "access-analyzer:Get*", "access-analyzer:List*", "cloudtrail:DescribeTrails", "config:Describe*",
              "ec2:Describe*", "lambda:List*", "organizations:Describe*", "organizations:List*"], "*", "Read"),
       allow("cloudtrail:GetTrailStatus", f"arn:aws:cloudtrail:*:{ACCOUNT}:trail/*", "OwnTrails"))
policy("serverless-deploy", "2024-10-14T08:14:09+00:00",
       allow(["lambda:CreateFunction", "lambda:DeleteFunction", "lambda:GetFunction", "lambda:InvokeFunction"],
             resource("lambda", "function:labs-*"), "LabFunctions"))
policy("shipment-tracker-runtime", "2023-11-20T08:44:50+00:00",
       allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], resource("dynamodb", "table/shipments")))
policy("shipment-webhook-runtime", "2022-08-15T07:55:37+00:00",
       allow("sqs:SendMessage", resource("sqs", "shipment-events")),
       allow("dynamodb:PutItem", resource("dynamodb", "table/shipments")))
policy("support-desk-automation", "2023-03-27T15:21:11+00:00",
       allow(["iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:GetUser", "iam:ListUsers"], "*", "RestoreUsers"))
policy("support-shipment-read", "2022-02-10T14:12:58+00:00",
       allow(["dynamodb:GetItem", "dynamodb:Query"], resource("dynamodb", "table/shipments")),
       allow("logs:FilterLogEvents", resource("logs", "log-group:/aws/lambda/shipment-webhook:*")))
policy("team-provisioning", "2024-05-13T09:05:26+00:00",
       allow(["iam:CreateRole", "iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePolicy", "iam:DeleteRolePolicy",
              "iam:PutRolePermissionsBoundary"], arn("role", "team-*"), "TeamRolesInBounds",
             Condition={"StringEquals": {"iam:PermissionsBoundary": BOUNDARY}}),
       deny("iam:DeleteRolePermissionsBoundary", "*", "KeepBoundary"),
       deny(["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:SetDefaultPolicyVersion"], BOUNDARY, "KeepBoundaryText"))
policy("web-deploy", "2023-10-02T08:03:12+00:00",
       allow(["s3:PutObject", "s3:DeleteObject", "s3:ListBucket"], s3("tarnbridge-prod-web-portal", "*")))
policy("web-portal-runtime", "2020-11-09T10:33:39+00:00",
       allow(["dynamodb:GetItem", "dynamodb:Query"], [resource("dynamodb", "table/customers"), resource("dynamodb", "table/shipments")]))
policy("webhook-deploy", "2024-04-08T12:26:47+00:00",
       allow(["lambda:UpdateFunctionCode", "lambda:GetFunction"], resource("lambda", "function:shipment-webhook")))
policy("worker-telemetry", "2022-10-10T09:09:53+00:00",
       allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords", "ecr:GetAuthorizationToken",
              "codepipeline:PutJobSuccessResult", "codepipeline:PutJobFailureResult", "sts:GetCallerIdentity"], "*"))

OWN_CREDENTIALS = allow(
    ["iam:ChangePassword", "iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:UpdateAccessKey", "iam:ListAccessKeys",
     "iam:EnableMFADevice", "iam:ResyncMFADevice"], arn("user", "${aws:username}"), "OwnCredentials")
LOOK = ["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*", "ecs:Describe*", "ecs:List*", "logs:Get*",
        "logs:FilterLogEvents", "lambda:List*", "sqs:GetQueueAttributes", "sqs:ListQueues", "dynamodb:DescribeTable",
        "dynamodb:ListTables"]
QUEUES = allow(["sqs:SendMessage", "sqs:PurgeQueue", "dynamodb:PutItem", "dynamodb:DeleteItem"], "*", "RepairShipments")
# The newest version was tried during a migration and taken back: the default is v3.
CUSTOMER_POLICIES["engineering-baseline"] = [
    ("v4", False, "2026-10-02T17:58:21+00:00",
     document(allow("*", "*", "MigrationWeekend"), OWN_CREDENTIALS)),
    ("v3", True, "2025-02-17T09:14:48+00:00", document(allow(LOOK, "*", "Look"), QUEUES, OWN_CREDENTIALS)),
    ("v2", False, "2022-04-25T10:05:36+00:00", document(allow(LOOK, "*", "Look"), QUEUES)),
    ("v1", False, "2019-03-04T10:29:30+00:00", document(allow(LOOK[:6], "*", "Look"))),
]


def aws_policy(name, path, *versions):
    AWS_POLICIES[name] = (path, list(versions))


aws_policy("AdministratorAccess", "/", ("v1", True, "2015-02-06T18:39:46+00:00", document(allow("*", "*"))))
aws_policy("AmazonS3ReadOnlyAccess", "/",
           ("v3", True, "2023-08-10T21:31:39+00:00",
            document(allow(["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"]))),
           ("v1", False, "2015-02-06T18:40:59+00:00", document(allow(["s3:Get*", "s3:List*"]))))
aws_policy("AmazonSSMManagedInstanceCore", "/",
           ("v2", True, "2019-05-23T16:54:21+00:00", document(
               allow(["ssm:DescribeAssociation", "ssm:GetDocument", "ssm:DescribeDocument", "ssm:GetManifest",
                      "ssm:ListAssociations", "ssm:ListInstanceAssociations", "ssm:PutInventory",
                      "ssm:PutComplianceItems", "ssm:UpdateAssociationStatus",
                      "ssm:UpdateInstanceAssociationStatus", "ssm:UpdateInstanceInformation"]),
               allow(["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
                      "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]),
               allow(["ec2messages:AcknowledgeMessage", "ec2messages:DeleteMessage", "ec2messages:FailMessage",
                      "ec2messages:GetEndpoint", "ec2messages:GetMessages", "ec2messages:SendReply"]))))
aws_policy("AWSLambdaBasicExecutionRole", "/service-role/",
           ("v1", True, "2015-04-09T15:03:43+00:00",
            document(allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]))))
aws_policy("AWSSupportAccess", "/", ("v1", True, "2015-02-06T18:41:11+00:00", document(allow(["support:*"]))))
aws_policy("PowerUserAccess", "/",
           ("v5", True, "2023-07-06T22:04:00+00:00", document(
               statement("Allow", {"NotAction": ["iam:*", "organizations:*", "account:*"]}, "*", None, {}),
               allow(["iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole", "iam:ListRoles",
                      "organizations:DescribeOrganization", "account:ListRegions", "account:GetAccountInformation"]))),
           ("v1", False, "2015-02-06T18:39:47+00:00",
            document(statement("Allow", {"NotAction": "iam:*"}, "*", None, {}))))
aws_policy("AutoScalingServiceRolePolicy", "/aws-service-role/",
           ("v2", True, "2018-05-10T17:27:45+00:00", document(
               allow(["ec2:CreateFleet", "ec2:CreateTags", "ec2:Describe*", "ec2:RunInstances", "ec2:StartInstances",
                      "ec2:StopInstances", "ec2:TerminateInstances"], "*", "EC2InstanceManagement"),
               allow("iam:PassRole", "*", "EC2InstanceProfileManagement",
                     Condition={"StringLike": {"iam:PassedToService": "ec2.amazonaws.com*"}}),
               allow(["cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarms", "cloudwatch:PutMetricAlarm"], "*", "CWManagement"))))
aws_policy("AWSConfigServiceRolePolicy", "/aws-service-role/",
           ("v52", True, "2024-02-22T21:02:33+00:00", document(
               allow(["access-analyzer:Get*", "access-analyzer:List*", "cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus",
                      "config:BatchGet*", "config:Describe*", "config:Get*", "config:List*", "config:Put*",
                      "ec2:Describe*", "iam:GenerateCredentialReport", "iam:Get*", "iam:List*", "kms:Describe*",
                      "kms:List*", "lambda:GetFunction", "lambda:List*", "s3:GetBucket*", "s3:ListAllMyBuckets"],
                     "*", "AWSConfigServiceRolePolicyStatementID"))),
           ("v51", False, "2023-12-05T18:40:10+00:00", document(
               allow(["config:Describe*", "config:Get*", "config:List*", "config:Put*", "ec2:Describe*", "iam:Get*", "iam:List*"],
                     "*", "AWSConfigServiceRolePolicyStatementID"))))
aws_policy("AWSOrganizationsServiceTrustPolicy", "/aws-service-role/",
           ("v2", True, "2017-11-01T06:01:18+00:00", document(
               allow("iam:DeleteRole", "arn:aws:iam::*:role/aws-service-role/organizations.amazonaws.com/*",
                     "AllowDeletionOfServiceLinkedRoleForOrganizations"),
               allow("iam:CreateServiceLinkedRole", "*", "AllowCreationOfServiceLinkedRoles"))))
aws_policy("AccessAnalyzerServiceRolePolicy", "/aws-service-role/",
           ("v15", True, "2025-10-16T18:11:27+00:00", document(
               allow(["ec2:DescribeAddresses", "ec2:DescribeSnapshotAttribute", "ec2:DescribeVpcs", "iam:GetRole",
                      "iam:ListRoles", "kms:GetKeyPolicy", "kms:ListKeys", "lambda:GetPolicy", "s3:GetBucketPolicy",
                      "s3:ListAllMyBuckets", "sqs:GetQueueAttributes", "sqs:ListQueues"],
                     "*", "AccessAnalyzerServiceRolePolicy"))))
aws_policy("AWSSSOServiceRolePolicy", "/aws-service-role/",
           ("v17", True, "2023-12-12T19:04:39+00:00", document(
               allow(["iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DetachRolePolicy",
                      "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
                     "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*", "IAMRoleProvisioningActions"),
               allow(["iam:GetRole", "iam:ListRoles", "iam:ListAttachedRolePolicies"], "*", "IAMRoleReadActions"))))
AWS_POLICY_IDS = {
    "AdministratorAccess": "ANPAIWMBCKSKIEE64ZLYG", "PowerUserAccess": "ANPAJYRXTHIB4FOVS3ZXS",
}

# ---------------------------------------------------------------- roles

GITHUB = f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
EKS_HOST = "oidc.eks.eu-central-1.amazonaws.com/id/" + hexadecimal(32, "eks", "tarnbridge-prod").upper()
EKS = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{EKS_HOST}"
SAML = f"arn:aws:iam::{ACCOUNT}:saml-provider/AWSSSO_{hexadecimal(16, 'saml')}_DO_NOT_DELETE"
SSO_PATH = f"/aws-reserved/sso.amazonaws.com/{FRANKFURT}/"
OWN_ROOT = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
WITH_MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
SSO_TRUST = trust({"Federated": SAML}, ["sts:AssumeRoleWithSAML", "sts:TagSession"],
                  Condition={"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}})


def github(**conditions):
    return trust({"Federated": GITHUB}, "sts:AssumeRoleWithWebIdentity", Condition={
        operator.replace("_", ":"): {"token.actions.githubusercontent.com:" + key: value for key, value in keys.items()}
        for operator, keys in conditions.items()})


ROLES = []


def role(name, created, trusted, attached=(), inline=None, path="/", boundary=None, tags=None, used=None,
         region=FRANKFURT, profile=False):
    ROLES.append(dict(name=name, created=created, trust=trusted, attached=list(attached), inline=inline or {},
                      path=path, boundary=boundary, tags=tags or {}, used=used, region=region, profile=profile))


def service_linked(name, host, created, policy_name, used):
    role(name, created, service(host), ["aws:" + policy_name], path=f"/aws-service-role/{host}/", used=used)


SSO_ADMIN = "AWSReservedSSO_AdministratorAccess_3f9c1e7ab52d8064"
SSO_POWER = "AWSReservedSSO_PowerUserAccess_b81d40c9e6f27a35"
role(SSO_ADMIN, "2022-01-17T10:12:40+00:00", SSO_TRUST, ["aws:AdministratorAccess"], path=SSO_PATH, used=ago(0, "05:33:00"))
role(SSO_POWER, "2022-01-17T10:12:44+00:00", SSO_TRUST, ["aws:PowerUserAccess"], path=SSO_PATH, used=ago(1, "14:20:00"),
     inline={"AwsSSOInlinePolicy": document(deny(["cloudshell:*", "sso:DeletePermissionSet"], "*", "NoShell"))})
service_linked("AWSServiceRoleForAccessAnalyzer", "access-analyzer.amazonaws.com", "2021-03-15T09:00:41+00:00",
               "AccessAnalyzerServiceRolePolicy", ago(0, "06:02:00"))
service_linked("AWSServiceRoleForAutoScaling", "autoscaling.amazonaws.com", "2019-06-11T08:15:33+00:00",
               "AutoScalingServiceRolePolicy", ago(0, "09:12:00"))
service_linked("AWSServiceRoleForConfig", "config.amazonaws.com", "2020-04-20T12:33:18+00:00",
               "AWSConfigServiceRolePolicy", ago(0, "09:25:00"))
service_linked("AWSServiceRoleForOrganizations", "organizations.amazonaws.com", "2019-03-04T08:13:02+00:00",
               "AWSOrganizationsServiceTrustPolicy", None)
service_linked("AWSServiceRoleForSSO", "sso.amazonaws.com", "2022-01-17T10:11:58+00:00",
               "AWSSSOServiceRolePolicy", ago(35, "10:26:00"))
role("OrganizationAccountAccessRole", "2019-03-04T08:13:05+00:00", trust({"AWS": f"arn:aws:iam::{MANAGEMENT}:root"}),
     ["aws:AdministratorAccess"])
role("data-lake-writer", "2022-03-21T10:41:55+00:00", service("glue.amazonaws.com"), ["data-lake-write"],
     tags={"Team": "data"}, used=ago(0, "02:05:00"))
role("data-pipeline-maintainer", "2022-03-21T10:55:12+00:00", service("glue.amazonaws.com"), ["data-pipeline-maintenance"],
     tags={"Team": "data"}, used=ago(9, "04:00:00"))
role("document-archiver", "2021-02-08T13:20:46+00:00", service("lambda.amazonaws.com"), ["aws:AWSLambdaBasicExecutionRole"],
     {"archive-all": document(allow("s3:*", "*"))}, tags={"Team": "engineering"}, used=ago(0, "03:30:00"), region=DUBLIN)
role("eks-shipment-tracker", "2023-11-20T08:50:07+00:00",
     trust({"Federated": EKS}, "sts:AssumeRoleWithWebIdentity", Condition={"StringEquals": {
         EKS_HOST + ":sub": "system:serviceaccount:tracking:shipment-tracker", EKS_HOST + ":aud": "sts.amazonaws.com"}}),
     ["shipment-tracker-runtime"], tags={"Team": "engineering"}, used=ago(0, "09:30:00"))
role("gha-docs-publish", "2023-10-02T07:44:20+00:00", github(StringEquals={"aud": "sts.amazonaws.com"}),
     ["docs-publish"], tags={"Team": "engineering"}, used=ago(4, "15:11:00"))
role("gha-lambda-deploy", "2024-04-08T12:31:05+00:00",
     github(StringEquals={"aud": "sts.amazonaws.com"},
            ForAllValues_StringLike={"sub": "repo:tarnbridge/shipment-webhook:ref:refs/heads/main"}),
     ["webhook-deploy"], tags={"Team": "engineering"}, used=ago(11, "10:02:00"))
role("gha-terraform-apply", "2024-01-15T09:26:38+00:00",
     github(StringEquals={"aud": "sts.amazonaws.com"}, StringLike={"sub": "repo:tarnbridge/*"}),
     ["aws:AdministratorAccess"], tags={"Team": "platform", "Repository": "infrastructure"}, used=ago(1, "08:47:00"))
role("gha-web-deploy", "2023-10-02T08:06:51+00:00",
     github(StringEquals={"aud": "sts.amazonaws.com", "sub": [
         "repo:tarnbridge/web-portal:ref:refs/heads/main",
         "repo:tarnbridge@48120957/web-portal@318274650:ref:refs/heads/main"]}),
     ["web-deploy"], tags={"Team": "engineering"}, used=ago(2, "13:29:00"))
role("image-builder", "2022-11-14T12:52:29+00:00", service("ec2.amazonaws.com"),
     ["image-build", "aws:AmazonSSMManagedInstanceCore"], tags={"Team": "platform"}, used=ago(16, "01:10:00"), profile=True)
role("incident-responder", "2024-01-29T16:24:00+00:00", trust(OWN_ROOT, Condition=WITH_MFA),
     inline={"incident-all": document(allow("*", "*"))}, boundary="incident-boundary", tags={"Team": "security"},
     used=ago(54, "21:37:00"))
role("key-custodian", "2021-07-12T08:36:54+00:00", trust(OWN_ROOT, Condition=WITH_MFA), ["key-custody"],
     tags={"Team": "security"}, used=ago(20, "09:16:00"))
role("lambda-carrier-rate-sync", "2023-06-19T09:14:33+00:00", service("lambda.amazonaws.com"),
     ["carrier-rate-sync", "aws:AWSLambdaBasicExecutionRole"], tags={"Team": "routing"}, used=ago(0, "09:00:00"))
role("lambda-dr-healthcheck", "2022-10-10T09:17:01+00:00", service("lambda.amazonaws.com"), ["worker-telemetry"],
     tags={"Team": "platform"}, used=ago(0, "09:40:00"), region=DUBLIN)
role("lambda-invoicing", "2022-05-30T09:06:48+00:00", service("lambda.amazonaws.com"),
     ["invoicing-runtime", "aws:AWSLambdaBasicExecutionRole"], tags={"Team": "finance"}, used=ago(0, "04:15:00"))
role("lambda-nightly-maintenance", "2021-12-13T17:03:22+00:00", service("lambda.amazonaws.com"),
     inline={"maintenance": document(allow("*:*", "*"))}, tags={"Team": "platform"}, used=ago(0, "01:30:00"))
role("lambda-shipment-webhook", "2022-08-15T07:59:13+00:00", service("lambda.amazonaws.com"),
     ["shipment-webhook-runtime", "aws:AWSLambdaBasicExecutionRole"], tags={"Team": "engineering"}, used=ago(0, "09:35:00"))
role("legacy-sftp-sync", "2019-09-16T11:19:40+00:00",
     trust({"AWS": [unique_id("AIDA", "sftp-operator"), arn("user", "svc-edi-gateway")]}),
     inline={"sftp-buckets": document(allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::tarnbridge-prod-edi-inbox/sftp/*"))},
     tags={"Team": "integration"}, used="2026-04-02T03:00:00+00:00")
role("lodestar-metrics-collector", "2023-01-16T10:10:25+00:00", trust({"AWS": "arn:aws:iam::206513894470:root"}),
     ["lodestar-metrics-read"], tags={"Vendor": "Lodestar Metrics"}, used=ago(0, "09:20:00"))
role("log-forwarder", "2022-12-05T13:59:02+00:00",
     trust({"AWS": "*"}, Condition={"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/log-shipper"}}),
     ["log-delivery"], tags={"Team": "platform"}, used=ago(0, "09:10:00"))
role("platform-provisioner", "2023-09-11T14:17:37+00:00", service("servicecatalog.amazonaws.com"), ["platform-provisioning"],
     tags={"Team": "platform"}, used=ago(6, "11:43:00"))
role("release-orchestrator", "2022-06-20T11:34:59+00:00", service("codepipeline.amazonaws.com"), ["release-orchestration"],
     tags={"Team": "platform"}, used=ago(3, "12:00:00"))
role("routecast-data-export", "2024-02-06T14:45:30+00:00",
     trust({"AWS": "arn:aws:iam::733048196522:root"},
           Condition={"StringEquals": {"sts:ExternalId": "tb-" + hexadecimal(20, "routecast", "external id")}}),
     ["routecast-export-read"], used=ago(0, "02:20:00"), region=DUBLIN,
     # U+2028 and right-to-left letters are legal in IAM tag values.
     tags={"Vendor": "Routecast Ltd", "Contact": "Routecast NOC\u2028\u05e9\u05d9\u05e8\u05d4 @ Haifa"})
role("sandbox-builder", "2024-05-13T08:22:15+00:00", service("codebuild.amazonaws.com"), ["sandbox-building"],
     boundary="developer-boundary", tags={"Team": "engineering"}, used=ago(27, "16:31:00"))
role("security-auditor", "2022-01-24T09:53:18+00:00",
     trust({"AWS": f"arn:aws:iam::{SECURITY}:root"}, Condition={"StringEquals": {"aws:PrincipalOrgID": ORG}}),
     ["security-audit-read"], tags={"Team": "security"}, used=ago(0, "09:30:00"))
role("serverless-deployer", "2024-10-14T08:19:44+00:00", trust({"AWS": arn("user", "nadia.cherif")}),
     ["pass-lambda-roles", "serverless-deploy"], tags={"Team": "engineering"}, used=ago(5, "17:05:00"))
role("support-desk-tools", "2023-03-27T15:33:20+00:00", service("ssm.amazonaws.com"),
     ["support-desk-automation", "guardrail-no-iam-grants"], tags={"Team": "support"}, used=ago(70, "10:48:00"))
role("team-provisioner", "2024-05-13T09:08:58+00:00", service("servicecatalog.amazonaws.com"), ["team-provisioning"],
     tags={"Team": "platform"}, used=ago(19, "09:54:00"))
role("web-portal", "2020-11-09T10:36:11+00:00", service("ec2.amazonaws.com"),
     ["web-portal-runtime", "AdministratorAccess-RequestForm", "aws:AmazonSSMManagedInstanceCore"],
     tags={"Team": "engineering"}, used=ago(0, "09:38:00"), profile=True)

# ---------------------------------------------------------------- authorization details


def attachment(name):
    if name.startswith("aws:"):
        short = name[4:]
        return {"PolicyName": short, "PolicyArn": managed(short, AWS_POLICIES[short][0])}
    assert name in CUSTOMER_POLICIES, name
    return {"PolicyName": name, "PolicyArn": arn("policy", name)}


def tag_list(tags):
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def inline_list(policies):
    return [{"PolicyName": name, "PolicyDocument": text} for name, text in policies.items()]


def user_detail(name):
    groups, created, tags = USERS[name]
    inline = {"UserPolicyList": inline_list(USER_INLINE[name])} if name in USER_INLINE else {}
    return {
        "Path": "/", "UserName": name, "UserId": unique_id("AIDA", name), "Arn": arn("user", name), "CreateDate": created,
        **inline, "GroupList": groups, "AttachedManagedPolicies": [attachment(p) for p in USER_POLICIES.get(name, [])],
        "Tags": tag_list(tags),
    }


def group_detail(name):
    created, attached, inline = GROUPS[name]
    return {
        "Path": "/", "GroupName": name, "GroupId": unique_id("AGPA", name), "Arn": arn("group", name),
        "CreateDate": created, "GroupPolicyList": inline_list(inline),
        "AttachedManagedPolicies": [attachment(p) for p in attached],
    }


def role_detail(r):
    head = {
        "Path": r["path"], "RoleName": r["name"], "RoleId": unique_id("AROA", r["name"]),
        "Arn": arn("role", r["name"], r["path"]), "CreateDate": r["created"], "AssumeRolePolicyDocument": r["trust"],
    }
    profiles = [{
        "Path": "/", "InstanceProfileName": r["name"], "InstanceProfileId": unique_id("AIPA", r["name"]),
        "Arn": arn("instance-profile", r["name"]), "CreateDate": r["created"], "Roles": [head],
    }] if r["profile"] else []
    boundary = {"PermissionsBoundary": {
        "PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn("policy", r["boundary"]),
    }} if r["boundary"] else {}
    return {
        **head, "InstanceProfileList": profiles, "RolePolicyList": inline_list(r["inline"]),
        "AttachedManagedPolicies": [attachment(p) for p in r["attached"]], **boundary, "Tags": tag_list(r["tags"]),
        "RoleLastUsed": {"LastUsedDate": r["used"], "Region": r["region"]} if r["used"] else {},
    }


def attachment_count(name):
    return sum(name in names for names in (
        *USER_POLICIES.values(), *(group[1] for group in GROUPS.values()), *(r["attached"] for r in ROLES)))


def policy_detail(name, identity, path, full, key, versions):
    return {
        "PolicyName": name, "PolicyId": identity, "Arn": full, "Path": path,
        "DefaultVersionId": next(version[0] for version in versions if version[1]),
        "AttachmentCount": attachment_count(key),
        "PermissionsBoundaryUsageCount": sum(r["boundary"] == key for r in ROLES), "IsAttachable": True,
        "CreateDate": versions[-1][2], "UpdateDate": versions[0][2],
        "PolicyVersionList": [
            {"Document": text, "VersionId": version, "IsDefaultVersion": default, "CreateDate": created}
            for version, default, created, text in versions],
    }


def policy_details():
    for name, versions in sorted(CUSTOMER_POLICIES.items()):
        yield policy_detail(name, unique_id("ANPA", name), "/", arn("policy", name), name, versions)
    for name, (path, versions) in sorted(AWS_POLICIES.items()):
        identity = AWS_POLICY_IDS.get(name, "ANPAI" + base64.b32encode(digest("ANPA", name)).decode()[:16])
        yield policy_detail(name, identity, path, managed(name, path), "aws:" + name, versions)


# ---------------------------------------------------------------- credential report and summary

COLUMNS = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
    "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
    "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
    "cert_2_last_rotated")
# The report was made in the morning; the root user's MFA came after it.
REPORTED = "2026-11-20T07:41:12+00:00"
ROOT_MFA_ENABLED = "2026-11-20T08:55:30+00:00"
ACCOUNT_CREATED = "2019-03-04T08:12:55+00:00"


def report_rows():
    certificates = ("false", "N/A", "false", "N/A")
    old_key = ("false", "2019-03-04T09:02:11+00:00", "2020-01-17T16:40:00+00:00", "us-east-1", "s3")
    yield ("<root_account>", f"arn:aws:iam::{ACCOUNT}:root", ACCOUNT_CREATED, "true", ago(12, "07:14:26"),
           "2024-05-16T12:30:41+00:00", "not_supported", "false", *old_key, *NO_KEY, *certificates)
    for name in sorted(USERS):
        keys = KEYS.get(name, []) + [NO_KEY] * (2 - len(KEYS.get(name, [])))
        password = ("true", *PASSWORDS[name]) if name in PASSWORDS else ("false", "N/A", "N/A")
        mfa = "true" if name in VIRTUAL_MFA or name in HARDWARE_MFA else "false"
        yield (name, arn("user", name), USERS[name][1], *password, "N/A", mfa, *keys[0], *keys[1], *certificates)


def virtual_devices():
    yield {
        "SerialNumber": f"arn:aws:iam::{ACCOUNT}:mfa/root-account-mfa-device",
        "User": {"UserId": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:root", "CreateDate": ACCOUNT_CREATED,
                 "PasswordLastUsed": "2026-11-20T08:51:47+00:00"},
        "EnableDate": ROOT_MFA_ENABLED,
    }
    for name, enabled in sorted(VIRTUAL_MFA.items()):
        yield {
            "SerialNumber": f"arn:aws:iam::{ACCOUNT}:mfa/{name}",
            "User": {"Path": "/", "UserName": name, "UserId": unique_id("AIDA", name), "Arn": arn("user", name),
                     "CreateDate": USERS[name][1], "PasswordLastUsed": PASSWORDS[name][0]},
            "EnableDate": enabled,
        }
    # Made for her, but never activated: it protects nobody.
    yield {"SerialNumber": f"arn:aws:iam::{ACCOUNT}:mfa/marta.kowalska"}


def summary():
    in_use = 1 + len(VIRTUAL_MFA) + len(HARDWARE_MFA)
    return {
        "GroupPolicySizeQuota": 5120, "InstanceProfilesQuota": 1000, "Policies": len(CUSTOMER_POLICIES),
        "GroupsPerUserQuota": 10, "InstanceProfiles": sum(r["profile"] for r in ROLES) + 1,
        "AttachedPoliciesPerUserQuota": 10, "Users": len(USERS), "PoliciesQuota": 1500, "Providers": 3,
        "AccountMFAEnabled": 1, "AccessKeysPerUserQuota": 2, "AssumeRolePolicySizeQuota": 2048,
        "PolicyVersionsInUseQuota": 10000, "GlobalEndpointTokenVersion": 1, "VersionsPerPolicyQuota": 5,
        "AttachedPoliciesPerGroupQuota": 10, "PolicySizeQuota": 6144, "Groups": len(GROUPS),
        "AccountSigningCertificatesPresent": 0, "UsersQuota": 5000, "ServerCertificatesQuota": 20, "MFADevices": in_use + 1,
        "UserPolicySizeQuota": 2048, "PolicyVersionsInUse": sum(len(v) for v in CUSTOMER_POLICIES.values()),
        "ServerCertificates": 0, "Roles": len(ROLES), "RolesQuota": 1000, "SigningCertificatesPerUserQuota": 2,
        "MFADevicesInUse": in_use, "RolePolicySizeQuota": 10240, "AttachedPoliciesPerRoleQuota": 10,
        "AccountAccessKeysPresent": 1, "AccountPasswordPresent": 1, "GroupsQuota": 300,
    }


# ---------------------------------------------------------------- last accessed

SERVICES = {
    "access-analyzer": "AWS IAM Access Analyzer", "acm": "AWS Certificate Manager", "athena": "Amazon Athena",
    "autoscaling": "Amazon EC2 Auto Scaling", "backup": "AWS Backup", "ce": "AWS Cost Explorer Service",
    "cloudformation": "AWS CloudFormation", "cloudfront": "Amazon CloudFront", "cloudtrail": "AWS CloudTrail",
    "cloudwatch": "Amazon CloudWatch", "codebuild": "AWS CodeBuild", "codepipeline": "AWS CodePipeline",
    "config": "AWS Config", "dynamodb": "Amazon DynamoDB", "ec2": "Amazon EC2",
    "ecr": "Amazon Elastic Container Registry", "ecs": "Amazon Elastic Container Service",
    "eks": "Amazon Elastic Kubernetes Service", "elasticache": "Amazon ElastiCache",
    "elasticloadbalancing": "Elastic Load Balancing", "events": "Amazon EventBridge", "glue": "AWS Glue",
    "guardduty": "Amazon GuardDuty", "iam": "AWS Identity and Access Management", "kms": "AWS Key Management Service",
    "lambda": "AWS Lambda", "logs": "Amazon CloudWatch Logs", "rds": "Amazon RDS", "redshift": "Amazon Redshift",
    "route53": "Amazon Route 53", "s3": "Amazon S3", "secretsmanager": "AWS Secrets Manager", "ses": "Amazon SES",
    "sns": "Amazon SNS", "sqs": "Amazon SQS", "ssm": "AWS Systems Manager", "states": "AWS Step Functions",
    "sts": "AWS Security Token Service", "support": "AWS Support", "xray": "AWS X-Ray",
}
EVERYTHING = list(SERVICES)
# role: (granted services, {used service: when})
ACCESSED = {
    SSO_ADMIN: (EVERYTHING, {
        "cloudformation": ago(8, "12:40:00"), "cloudtrail": ago(0, "05:41:00"), "ec2": ago(0, "05:36:00"),
        "ecs": ago(1, "15:22:00"), "iam": ago(0, "05:34:00"), "kms": ago(31, "09:09:00"), "rds": ago(15, "10:53:00"),
        "s3": ago(0, "05:38:00"), "sts": ago(0, "05:33:00"), "support": ago(96, "13:10:00")}),
    SSO_POWER: (EVERYTHING, {
        "cloudwatch": ago(1, "14:26:00"), "dynamodb": ago(1, "14:21:00"), "ec2": ago(4, "09:18:00"),
        "lambda": ago(1, "14:33:00"), "logs": ago(1, "14:22:00"), "s3": ago(2, "11:47:00"), "sqs": ago(7, "16:08:00")}),
    "OrganizationAccountAccessRole": (EVERYTHING, {}),
    "gha-terraform-apply": (EVERYTHING, {
        "acm": ago(44, "08:52:00"), "cloudwatch": ago(1, "08:50:00"), "dynamodb": ago(1, "08:48:00"),
        "ec2": ago(1, "08:49:00"), "ecs": ago(1, "08:51:00"), "elasticloadbalancing": ago(12, "09:31:00"),
        "iam": ago(1, "08:49:00"), "kms": ago(12, "09:30:00"), "rds": ago(62, "07:58:00"), "route53": ago(44, "08:53:00"),
        "s3": ago(1, "08:47:00"), "sts": ago(1, "08:47:00")}),
    "lambda-nightly-maintenance": (EVERYTHING, {
        "ec2": ago(0, "01:31:00"), "logs": ago(0, "01:30:00"), "rds": ago(0, "01:33:00")}),
    "release-orchestrator": (EVERYTHING, {
        "cloudformation": ago(3, "12:03:00"), "codebuild": ago(3, "12:01:00"), "lambda": ago(118, "12:08:00"),
        "s3": ago(3, "12:00:00")}),
    "document-archiver": (["logs", "s3"], {"logs": ago(0, "03:30:00"), "s3": ago(0, "03:31:00")}),
    "key-custodian": (["kms"], {"kms": ago(20, "09:18:00")}),
}
# Asked for actions; S3 data actions such as GetObject are not tracked.
ACTIONS = {"document-archiver": {
    "logs": {"CreateLogGroup": None, "CreateLogStream": ago(0, "03:30:00")},
    "s3": {
        "CreateBucket": None, "DeleteBucket": None, "DeleteBucketPolicy": None,
        "GetBucketLocation": ago(0, "03:31:00"), "GetBucketVersioning": ago(0, "03:31:00"),
        "GetLifecycleConfiguration": ago(29, "03:31:00"), "ListAllMyBuckets": ago(0, "03:31:00"),
        "PutBucketAcl": None, "PutBucketPolicy": None, "PutBucketPublicAccessBlock": None,
        "PutLifecycleConfiguration": ago(204, "11:16:00"),
    },
}}


def last_accessed(name):
    path = next(r["path"] for r in ROLES if r["name"] == name)
    granted, used = ACCESSED[name]
    actions = ACTIONS.get(name)
    entries = []
    for namespace in granted:
        entry = {"ServiceName": SERVICES[namespace]}
        if namespace in used:
            entry["LastAuthenticated"] = used[namespace]
        entry["ServiceNamespace"] = namespace
        if namespace in used:
            entry["LastAuthenticatedEntity"] = arn("role", name, path)
            entry["LastAuthenticatedRegion"] = FRANKFURT
        entry["TotalAuthenticatedEntities"] = int(namespace in used)
        if actions:
            entry["TrackedActionsLastAccessed"] = [
                {"ActionName": action} | ({
                    "LastAccessedEntity": arn("role", name, path), "LastAccessedTime": moment,
                    "LastAccessedRegion": DUBLIN} if moment else {})
                for action, moment in actions[namespace].items()]
        entries.append(entry)
    response = {
        "JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL" if actions else "SERVICE_LEVEL",
        "JobCreationDate": "2026-11-20T09:58:51.402000+00:00", "ServicesLastAccessed": entries,
        "JobCompletionDate": "2026-11-20T09:58:53.118000+00:00", "IsTruncated": False,
    }
    return envelope("iam get-service-last-accessed-details", response, Arn=arn("role", name, path))


# ---------------------------------------------------------------- analyzers

ANALYZERS = {
    FRANKFURT: ("tarnbridge-external-access", "ACCOUNT", "2021-03-15T09:00:44+00:00"),
    # It looks for unused access only: nothing watches for access from outside in this region.
    DUBLIN: ("tarnbridge-unused-access", "ACCOUNT_UNUSED_ACCESS", "2024-11-18T10:20:16+00:00"),
}


def analyzer_arn(region):
    return f"arn:aws:access-analyzer:{region}:{ACCOUNT}:analyzer/{ANALYZERS[region][0]}"


def external_finding(status, full, kind, principal, actions, created, public=False, condition=None):
    return {
        "id": uuid("finding", full), "principal": principal, "action": actions, "resource": full, "isPublic": public,
        "resourceType": kind, "condition": condition or {}, "createdAt": created,
        "analyzedAt": "2026-11-19T22:14:37.205000+00:00", "updatedAt": created, "status": status,
        "resourceOwnerAccount": ACCOUNT,
    }


def external_findings():
    assume, federate, saml = ["sts:AssumeRole"], ["sts:AssumeRoleWithWebIdentity"], ["sts:AssumeRoleWithSAML", "sts:TagSession"]

    def on_role(status, name, principal, actions, created, **rest):
        path = next(r["path"] for r in ROLES if r["name"] == name)
        return external_finding(status, arn("role", name, path), "AWS::IAM::Role", principal, actions, created, **rest)

    github_principal, eks_principal, saml_principal = {"Federated": GITHUB}, {"Federated": EKS}, {"Federated": SAML}
    return [
        on_role("ACTIVE", "lodestar-metrics-collector", {"AWS": "206513894470"}, assume, "2023-01-16T10:41:12.630000+00:00"),
        on_role("ACTIVE", "log-forwarder", {"AWS": "*"}, assume, "2022-12-05T14:22:50.047000+00:00",
                condition={"aws:PrincipalArn": "arn:aws:iam::*:role/log-shipper"}),
        on_role("ACTIVE", "gha-docs-publish", github_principal, federate, "2023-10-02T08:10:03.911000+00:00",
                condition={"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}),
        external_finding("ACTIVE", "arn:aws:s3:::tarnbridge-prod-customs-exchange", "AWS::S3::Bucket", {"AWS": "851930264718"},
                         ["s3:GetObject", "s3:PutObject", "s3:ListBucket"], "2025-01-27T13:05:19.480000+00:00"),
        external_finding("ARCHIVED", "arn:aws:s3:::tarnbridge-public-docs", "AWS::S3::Bucket", {"AWS": "*"}, ["s3:GetObject"],
                         "2021-03-15T09:31:25.316000+00:00", public=True),
        on_role("ARCHIVED", "OrganizationAccountAccessRole", {"AWS": MANAGEMENT}, assume, "2021-03-15T09:30:58.020000+00:00"),
        on_role("ARCHIVED", "routecast-data-export", {"AWS": "733048196522"}, assume, "2024-02-06T15:02:44.774000+00:00"),
        on_role("ARCHIVED", "security-auditor", {"AWS": SECURITY}, assume, "2022-01-24T10:20:09.155000+00:00"),
        on_role("ARCHIVED", "gha-lambda-deploy", github_principal, federate, "2024-04-08T12:55:31.862000+00:00"),
        on_role("ARCHIVED", "gha-terraform-apply", github_principal, federate, "2024-01-15T09:50:17.509000+00:00"),
        on_role("ARCHIVED", "gha-web-deploy", github_principal, federate, "2023-10-02T08:34:40.288000+00:00"),
        on_role("ARCHIVED", "eks-shipment-tracker", eks_principal, federate, "2023-11-20T09:12:06.937000+00:00"),
        on_role("ARCHIVED", SSO_ADMIN, saml_principal, saml, "2022-01-17T10:40:22.641000+00:00"),
        on_role("ARCHIVED", SSO_POWER, saml_principal, saml, "2022-01-17T10:40:22.702000+00:00"),
        external_finding("RESOLVED", resource("sqs", "edi-received"), "AWS::SQS::Queue", {"AWS": "*"}, ["sqs:SendMessage"],
                         "2026-11-02T08:19:33.040000+00:00", public=True),
    ]


def unused_findings():
    def finding(status, kind, full, resource_type, created):
        return {
            "analyzedAt": "2026-11-19T23:40:12.331000+00:00", "createdAt": created, "id": uuid("unused", full),
            "resource": full, "resourceType": resource_type, "resourceOwnerAccount": ACCOUNT, "status": status,
            "updatedAt": "2026-11-19T23:40:12.331000+00:00", "findingType": kind,
        }

    return [
        finding("ARCHIVED", "UnusedIAMRole", arn("role", "OrganizationAccountAccessRole"), "AWS::IAM::Role",
                "2024-11-19T02:10:41.275000+00:00"),
        finding("RESOLVED", "UnusedIAMUserAccessKey", arn("user", "jenkins-legacy"), "AWS::IAM::User",
                "2025-05-13T02:11:07.918000+00:00"),
    ]


# ---------------------------------------------------------------- instances and functions

IMAGE = "ami-" + hexadecimal(17, "image", "al2023")


def instance(name, region, state, launched, kind="t3.medium", profile=None, tags=None, reason=""):
    zone = region + "a"
    codes = {"running": 16, "terminated": 48, "stopped": 80}
    address = f"10.{20 if region == FRANKFURT else 24}.{8 + digest(name)[0] % 4}.{10 + digest(name)[1] % 200}"
    live = state != "terminated"
    result = {
        "Architecture": "x86_64",
        "BlockDeviceMappings": [{
            "DeviceName": "/dev/xvda",
            "Ebs": {"AttachTime": launched, "DeleteOnTermination": True, "Status": "attached",
                    "VolumeId": "vol-0" + hexadecimal(16, "volume", name)},
        }] if live else [],
        "ClientToken": "", "EbsOptimized": False, "EnaSupport": True, "Hypervisor": "xen",
    }
    if profile:
        result["IamInstanceProfile"] = {"Arn": arn("instance-profile", profile), "Id": unique_id("AIPA", profile)}
    result |= {
        "NetworkInterfaces": [], "RootDeviceName": "/dev/xvda", "RootDeviceType": "ebs", "SecurityGroups": [],
        "SourceDestCheck": True,
        "Tags": tag_list({"Name": name, **(tags or {})}),
        "VirtualizationType": "hvm",
        "MetadataOptions": {"State": "applied", "HttpTokens": "optional" if name.startswith("legacy") else "required",
                            "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled"},
        "InstanceId": "i-0" + hexadecimal(16, "instance", name), "ImageId": IMAGE,
        "State": {"Code": codes[state], "Name": state}, "PrivateDnsName": "" if not live else
        f"ip-{address.replace('.', '-')}.{region}.compute.internal", "PublicDnsName": "", "StateTransitionReason": reason,
        "InstanceType": kind, "LaunchTime": launched,
        "Placement": {"GroupName": "", "Tenancy": "default", "AvailabilityZone": zone}, "Monitoring": {"State": "disabled"},
    }
    if live:
        result |= {"SubnetId": "subnet-0" + hexadecimal(16, "subnet", zone), "VpcId": "vpc-0" + hexadecimal(16, "vpc", region),
                   "PrivateIpAddress": address}
    return {"ReservationId": "r-0" + hexadecimal(16, "reservation", name), "OwnerId": ACCOUNT, "Groups": [], "Instances": [result]}


INSTANCES = {
    FRANKFURT: [
        instance("web-portal-a", FRANKFURT, "running", ago(46, "05:10:22"), "m6i.large", "web-portal", {"Team": "engineering"}),
        instance("image-builder", FRANKFURT, "running", ago(16, "01:02:40"), "c6i.xlarge", "image-builder", {"Team": "platform"}),
        # The instance profile holds no role: none of the roles names it.
        instance("edi-worker-02", FRANKFURT, "running", ago(240, "11:48:05"), "t3.large", "edi-worker", {"Team": "integration"}),
        # EC2 tags take any character; this one turns the reading direction.
        instance("legacy-tms-01", FRANKFURT, "running", "2021-10-18T14:27:51+00:00", "m5.xlarge", None,
                 {"Team": "engineering", "Note": "do not stop, ask \u202erendiew.sanoj"}),
        instance("perf-test-7", FRANKFURT, "terminated", ago(1, "16:20:30"), tags={"Team": "engineering"},
                 reason="User initiated (2026-11-20 09:21:14 GMT)"),
    ],
    DUBLIN: [
        instance("web-portal-dr", DUBLIN, "running", ago(46, "05:31:17"), "m6i.large", "web-portal", {"Team": "engineering"}),
        instance("dr-bastion", DUBLIN, "stopped", ago(151, "08:03:59"), "t3.micro", None, {"Team": "platform"},
                 reason="User initiated (2026-06-23 17:40:02 GMT)"),
    ],
}


def function(name, region, role_name, runtime, handler, modified, description="", environment=None, memory=256, timeout=30):
    return {
        "FunctionName": name, "FunctionArn": resource("lambda", "function:" + name, region), "Runtime": runtime,
        "Role": arn("role", role_name), "Handler": handler, "CodeSize": 40000 + int(hexadecimal(6, "size", name), 16) % 9000000,
        "Description": description, "Timeout": timeout, "MemorySize": memory, "LastModified": modified,
        "CodeSha256": base64.b64encode(digest("code", name)).decode(), "Version": "$LATEST",
        **({"Environment": environment} if environment else {}),
        "TracingConfig": {"Mode": "PassThrough"}, "RevisionId": uuid("revision", name), "PackageType": "Zip",
        "Architectures": ["arm64"], "EphemeralStorage": {"Size": 512},
        "SnapStart": {"ApplyOn": "None", "OptimizationStatus": "Off"},
        "LoggingConfig": {"LogFormat": "Text", "LogGroup": "/aws/lambda/" + name},
    }


def variables(**values):
    return {"Variables": values}


FUNCTIONS = {
    FRANKFURT: [
        function("carrier-rate-sync", FRANKFURT, "lambda-carrier-rate-sync", "python3.13", "sync.handler",
                 "2026-05-19T13:40:27.000+0000", "Fetches carrier rates every hour",
                 variables(RATES_TABLE="carrier-rates", CARRIER_AWS_ACCESS_KEY_ID="REDACTED-BY-COLLECT",
                           CARRIER_AWS_SECRET_ACCESS_KEY="REDACTED-BY-COLLECT")),
        function("customs-export", FRANKFURT, "lambda-customs-export", "nodejs22.x", "index.handler",
                 "2023-02-01T10:12:08.000+0000", "Replaced by customs-exchange", variables(STAGE="prod")),
        function("invoice-mailer", FRANKFURT, "lambda-invoicing", "nodejs22.x", "mail.handler",
                 "2026-09-08T08:29:55.000+0000", "Sends invoices by e-mail", variables(SENDER="billing@tarnbridge.example")),
        function("invoice-render", FRANKFURT, "lambda-invoicing", "nodejs22.x", "render.handler",
                 "2026-09-08T08:29:51.000+0000", "Renders invoices as PDF", variables(BUCKET="tarnbridge-prod-invoices"), 1024, 60),
        function("nightly-maintenance", FRANKFURT, "lambda-nightly-maintenance", "python3.12", "nightly.run",
                 "2024-08-26T15:05:13.000+0000", "Snapshots, stale volumes, log retention", memory=512, timeout=900),
        function("shipment-webhook", FRANKFURT, "lambda-shipment-webhook", "nodejs22.x", "webhook.handler",
                 "2026-11-09T10:04:36.000+0000", "Receives shipment events of carriers",
                 variables(QUEUE="shipment-events", IDEMPOTENCY_KEY_TTL="86400", AWS_LAMBDA_EXEC_WRAPPER="/opt/otel-handler")),
    ],
    DUBLIN: [
        function("document-archive", DUBLIN, "document-archiver", "python3.13", "archive.handler",
                 "2026-03-30T09:51:44.000+0000", "Moves delivery notes into the archive", variables(RETENTION_YEARS="10")),
        function("dr-healthcheck", DUBLIN, "lambda-dr-healthcheck", "python3.13", "health.handler",
                 "2026-08-17T07:22:19.000+0000", "Probes the stand-by region every five minutes",
                 {"Error": {"ErrorCode": "AccessDeniedException",
                            "Message": "Lambda was unable to decrypt your environment variables because the KMS access was denied."}}),
    ],
}

# ---------------------------------------------------------------- organization

REGION_GUARD = json.dumps(document({
    "Sid": "ApprovedRegions", "Effect": "Deny",
    "NotAction": ["account:*", "budgets:*", "ce:*", "cloudfront:*", "iam:*", "organizations:*", "route53:*", "sts:*", "support:*"],
    "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": [FRANKFURT, DUBLIN]}}}), indent=2)
# id: (name, description, text)
CONTROL_POLICIES = {
    "p-FullAWSAccess": ("FullAWSAccess", "Allows access to every operation", json.dumps(document(allow("*", "*")))),
    "p-4vd7h1ks": ("tarnbridge-baseline", "Accounts stay in the organization",
                   json.dumps(document(deny("organizations:LeaveOrganization", "*", "StayInOrganization")), indent=2)),
    "p-8xk2v0qd": ("tarnbridge-protect-trail", "Keeps CloudTrail running; the log team is exempt",
                   json.dumps(document(deny(
                       ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail"], "*", "ProtectTrail",
                       Condition={"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/tarnbridge-log-admin"}})), indent=2)),
    "p-3m7wq1zt": ("tarnbridge-launch-regions", "Instances start in our regions only",
                   json.dumps(document(deny(
                       "ec2:RunInstances", "arn:aws:ec2:*:*:instance/*", "LaunchRegions",
                       Condition={"StringNotEquals": {"aws:RequestedRegion": [FRANKFURT, DUBLIN]}})), indent=2)),
    "p-c9e4r6ya": ("tarnbridge-region-guard", "No work outside our regions (rolling out: sandbox first)", REGION_GUARD),
    "p-h5t0b2nu": ("tarnbridge-no-iam-users", "People sign in through Identity Center (rolling out: sandbox first)",
                   json.dumps(document(deny(["iam:CreateUser", "iam:CreateAccessKey", "iam:CreateLoginProfile"],
                                            "*", "NoUsers")), indent=2)),
}
ATTACHED = {
    ACCOUNT: ["p-FullAWSAccess"],
    PRODUCTION: ["p-FullAWSAccess", "p-3m7wq1zt"],
    WORKLOADS: ["p-FullAWSAccess", "p-8xk2v0qd"],
    ROOT: ["p-FullAWSAccess", "p-4vd7h1ks"],
    # Not on the path of the account.
    SANDBOX: ["p-FullAWSAccess", "p-c9e4r6ya", "p-h5t0b2nu"],
}


def control_policy_summary(identity):
    owner = "aws" if identity == "p-FullAWSAccess" else MANAGEMENT
    middle = "" if owner == "aws" else ORG + "/"
    return {
        "Id": identity, "Arn": f"arn:aws:organizations::{owner}:policy/{middle}service_control_policy/{identity}",
        "Name": CONTROL_POLICIES[identity][0], "Description": CONTROL_POLICIES[identity][1],
        "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": owner == "aws",
    }


# ---------------------------------------------------------------- the calls, in the collector's order

CALLER = {
    "UserId": unique_id("AROA", "security-auditor") + ":ines.duarte@tarnbridge.example", "Account": ACCOUNT,
    "Arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/security-auditor/ines.duarte@tarnbridge.example",
}


def collect_identities():
    write("caller-identity.json", CALLER, ["sts", "get-caller-identity"])
    write("account-aliases.json", {"AccountAliases": [ALIAS]}, ["iam", "list-account-aliases"])
    note(["iam", "generate-credential-report"])
    report = "\n".join(",".join(row) for row in report_rows())
    write("credential-report.json", {
        "Content": base64.b64encode((COLUMNS + "\n" + report).encode()).decode(),
        "ReportFormat": "text/csv", "GeneratedTime": REPORTED,
    }, ["iam", "get-credential-report"])
    write("account-authorization-details.json", {
        "UserDetailList": [user_detail(name) for name in sorted(USERS)],
        "GroupDetailList": [group_detail(name) for name in sorted(GROUPS)],
        "RoleDetailList": [role_detail(r) for r in ROLES],
        "Policies": list(policy_details()),
    }, ["iam", "get-account-authorization-details"])
    write("account-summary.json", {"SummaryMap": summary()}, ["iam", "get-account-summary"])
    write("virtual-mfa-devices.json", {"VirtualMFADevices": list(virtual_devices())}, ["iam", "list-virtual-mfa-devices"])
    write("password-policy.json", {"PasswordPolicy": {
        "MinimumPasswordLength": 12, "RequireSymbols": True, "RequireNumbers": True, "RequireUppercaseCharacters": True,
        "RequireLowercaseCharacters": True, "AllowUsersToChangePassword": True, "ExpirePasswords": False,
        "PasswordReusePrevention": 12,
    }}, ["iam", "get-account-password-policy"])


def collect_providers():
    write("oidc-providers.json", {"OpenIDConnectProviderList": [{"Arn": GITHUB}, {"Arn": EKS}]},
          ["iam", "list-open-id-connect-providers"])
    for name, full, created in (("github", GITHUB, "2023-09-29T12:01:15.227000+00:00"), ("eks", EKS, "2023-11-20T08:40:38.563000+00:00")):
        write(f"oidc-provider-{name}.json", envelope("iam get-open-id-connect-provider", {
            "Url": full.split("oidc-provider/")[1], "ClientIDList": ["sts.amazonaws.com"],
            "ThumbprintList": [hexadecimal(40, "thumbprint", name)], "CreateDate": created, "Tags": [],
        }, Arn=full), ["iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", full])
    write("saml-providers.json", {"SAMLProviderList": [
        {"Arn": SAML, "ValidUntil": "2126-01-17T10:12:36+00:00", "CreateDate": "2022-01-17T10:12:36+00:00"},
    ]}, ["iam", "list-saml-providers"])


def collect_last_accessed():
    for name in sorted(ACCESSED):
        path = next(r["path"] for r in ROLES if r["name"] == name)
        level = "ACTION_LEVEL" if name in ACTIONS else "SERVICE_LEVEL"
        note(["iam", "generate-service-last-accessed-details", "--arn", arn("role", name, path), "--granularity", level])
        write(f"last-accessed/role-{name}.json", last_accessed(name),
              ["iam", "get-service-last-accessed-details", "--job-id", uuid("job", name)])


def collect_regions():
    for region in (FRANKFURT, DUBLIN):
        name, kind, created = ANALYZERS[region]
        full = analyzer_arn(region)
        unused = {"configuration": {"unusedAccess": {"unusedAccessAge": 90}}} if "UNUSED" in kind else {}
        write(f"access-analyzer/analyzers-{region}.json", envelope("accessanalyzer list-analyzers", {"analyzers": [{
            "arn": full, "createdAt": created, "lastResourceAnalyzed": arn("role", "web-portal"),
            "lastResourceAnalyzedAt": "2026-11-20T06:02:11.846000+00:00", "name": name, "status": "ACTIVE", "tags": {},
            "type": kind, **unused,
        }]}, region=region), ["accessanalyzer", "list-analyzers"], region)
        # Version 1 of the list tells principal and actions, but knows external access only.
        command, found = ("list-findings", external_findings()) if kind == "ACCOUNT" else ("list-findings-v2", unused_findings())
        write(f"access-analyzer/findings-{region}.json",
              envelope("accessanalyzer " + command, {"findings": found}, analyzerArn=full, region=region),
              ["accessanalyzer", command, "--analyzer-arn", full], region)
        write(f"instances-{region}.json", envelope("ec2 describe-instances", {"Reservations": INSTANCES[region]}, region=region),
              ["ec2", "describe-instances"], region)
        write(f"functions-{region}.json", envelope("lambda list-functions", {"Functions": FUNCTIONS[region]}, region=region),
              ["lambda", "list-functions"], region)


def collect_recording():
    own = resource("cloudtrail", "trail/prod-data-events")
    common = f"arn:aws:cloudtrail:{FRANKFURT}:{MANAGEMENT}:trail/tarnbridge-org-trail"
    write("trails.json", {"trailList": [
        {"Name": "tarnbridge-org-trail", "S3BucketName": "tarnbridge-org-audit-logs", "IncludeGlobalServiceEvents": True,
         "IsMultiRegionTrail": True, "HomeRegion": FRANKFURT, "TrailARN": common, "LogFileValidationEnabled": True,
         "HasCustomEventSelectors": False, "HasInsightSelectors": False, "IsOrganizationTrail": True},
        {"Name": "prod-data-events", "S3BucketName": "tarnbridge-prod-data-events", "IncludeGlobalServiceEvents": False,
         "IsMultiRegionTrail": False, "HomeRegion": FRANKFURT, "TrailARN": own, "LogFileValidationEnabled": True,
         "HasCustomEventSelectors": True, "HasInsightSelectors": False, "IsOrganizationTrail": False},
    ]}, ["cloudtrail", "describe-trails"], FRANKFURT)
    write("trail-status-prod-data-events.json", envelope("cloudtrail get-trail-status", {
        "IsLogging": True, "LatestDeliveryTime": "2026-11-20T09:51:26.310000+00:00",
        "StartLoggingTime": "2023-05-08T09:27:40.752000+00:00", "LatestDeliveryAttemptTime": "2026-11-20T09:51:26Z",
        "LatestNotificationAttemptTime": "", "LatestNotificationAttemptSucceeded": "",
        "LatestDeliveryAttemptSucceeded": "2026-11-20T09:51:26Z", "TimeLoggingStarted": "2023-05-08T09:27:40Z",
        "TimeLoggingStopped": "",
    }, Name=own, region=FRANKFURT), ["cloudtrail", "get-trail-status", "--name", own], FRANKFURT)
    note(["cloudtrail", "get-trail-status", "--name", common], FRANKFURT, 254,
         "An error occurred (AccessDeniedException) when calling the GetTrailStatus operation: User: " + CALLER["Arn"]
         + " is not authorized to perform: cloudtrail:GetTrailStatus on resource: " + common
         + " because no identity-based policy allows the cloudtrail:GetTrailStatus action")
    for region in (FRANKFURT, DUBLIN):
        full = resource("config", "configuration-recorder/default/" + hexadecimal(16, "recorder", region), region)
        write(f"config-recorders-{region}.json", envelope("configservice describe-configuration-recorders", {
            "ConfigurationRecorders": [{
                "arn": full, "name": "default",
                "roleARN": arn("role", "AWSServiceRoleForConfig", "/aws-service-role/config.amazonaws.com/"),
                "recordingGroup": {
                    "allSupported": True, "includeGlobalResourceTypes": region == FRANKFURT, "resourceTypes": [],
                    "exclusionByResourceTypes": {"resourceTypes": []},
                    "recordingStrategy": {"useOnly": "ALL_SUPPORTED_RESOURCE_TYPES"}},
                "recordingMode": {"recordingFrequency": "CONTINUOUS"}, "recordingScope": "PAID",
            }]}, region=region), ["configservice", "describe-configuration-recorders"], region)
        recording = region == FRANKFURT
        write(f"config-recorder-status-{region}.json", envelope("configservice describe-configuration-recorder-status", {
            "ConfigurationRecordersStatus": [{
                "arn": full, "name": "default", "lastStartTime": "2020-04-20T12:35:41.912000+00:00",
                **({} if recording else {"lastStopTime": "2026-09-02T15:18:07.440000+00:00"}),
                "recording": recording, "lastStatus": "SUCCESS",
                "lastStatusChangeTime": "2026-11-20T09:46:55.083000+00:00" if recording else "2026-09-02T15:18:09.121000+00:00",
            }]}, region=region), ["configservice", "describe-configuration-recorder-status"], region)


def collect_organization():
    organization = f"arn:aws:organizations::{MANAGEMENT}"
    write("organization.json", {"Organization": {
        "Id": ORG, "Arn": f"{organization}:organization/{ORG}", "FeatureSet": "ALL",
        "MasterAccountArn": f"{organization}:account/{ORG}/{MANAGEMENT}", "MasterAccountId": MANAGEMENT,
        "MasterAccountEmail": "aws-management@tarnbridge.example",
        "AvailablePolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}],
    }}, ["organizations", "describe-organization"])
    write("organization/roots.json", {"Roots": [{
        "Id": ROOT, "Arn": f"{organization}:root/{ORG}/{ROOT}", "Name": "Root",
        "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}, {"Type": "TAG_POLICY", "Status": "ENABLED"}],
    }]}, ["organizations", "list-roots"])
    for child, parent, kind in ((ACCOUNT, PRODUCTION, "ORGANIZATIONAL_UNIT"), (PRODUCTION, WORKLOADS, "ORGANIZATIONAL_UNIT"),
                                (WORKLOADS, ROOT, "ROOT")):
        write(f"organization/parents-{child}.json",
              envelope("organizations list-parents", {"Parents": [{"Id": parent, "Type": kind}]}, ChildId=child),
              ["organizations", "list-parents", "--child-id", child])
    for target, attached in ATTACHED.items():
        write(f"organization/policies-for-{target}.json", envelope(
            "organizations list-policies-for-target", {"Policies": [control_policy_summary(p) for p in attached]},
            TargetId=target, filter="SERVICE_CONTROL_POLICY"),
            ["organizations", "list-policies-for-target", "--target-id", target, "--filter", "SERVICE_CONTROL_POLICY"])
    for identity, (_, _, text) in CONTROL_POLICIES.items():
        write(f"organization/policy-{identity}.json",
              {"Policy": {"PolicySummary": control_policy_summary(identity), "Content": text}},
              ["organizations", "describe-policy", "--policy-id", identity])


def write_manifest():
    manifest = {
        "tool": "iam-review", "version": "sample", "caller": CALLER, "account": ACCOUNT, "alias": ALIAS,
        "started": "2026-11-20T09:58:13Z", "finished": "2026-11-20T10:00:00Z", "calls": calls,
    }
    with open(os.path.join(HERE, "manifest.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(manifest, indent=4, ensure_ascii=False) + "\n")


def main():
    for directory in ("access-analyzer", "last-accessed", "organization"):
        shutil.rmtree(os.path.join(HERE, directory), ignore_errors=True)
    for entry in os.listdir(HERE):
        if entry.endswith(".json"):
            os.remove(os.path.join(HERE, entry))
    collect_identities()
    collect_providers()
    collect_last_accessed()
    collect_regions()
    collect_recording()
    collect_organization()
    write_manifest()


if __name__ == "__main__":
    sys.exit(main())
