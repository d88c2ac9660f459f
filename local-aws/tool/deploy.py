"""Deploys a packaged template by a change set: deploy.py STACK TEMPLATE BUCKET [Param=Value…].

Not `sam deploy`: LocalStack reports a failed update in a way that makes SAM wait forever.
"""

import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

name, template, bucket, *overrides = sys.argv[1:]
cloudformation = boto3.client("cloudformation")
s3 = boto3.client("s3", config=Config(s3={"addressing_style": "path"}))
READY = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


def status() -> str | None:
    """Of the stack once it rests, None when there is none."""
    while True:
        try:
            now = cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
        except ClientError:
            return None
        if not now.endswith("_IN_PROGRESS") or now == "REVIEW_IN_PROGRESS":
            return now
        time.sleep(0.5)


def delete_failed_stack() -> None:
    print("Deleting what an earlier, failed deployment left")
    cloudformation.delete_stack(StackName=name)
    for _ in range(120):  # by way of DELETE_FAILED: what was never created cannot be deleted
        time.sleep(0.5)
        if not status():
            return
    sys.exit(f"The failed stack {name} cannot be deleted: stop and start the local AWS")


def template_url() -> str:
    """By way of S3: in the call itself a template may have no more than 51,200 bytes."""
    with open(template, "rb") as file:
        s3.put_object(Bucket=bucket, Key="template.yaml", Body=file.read())
    return f"{s3.meta.endpoint_url}/{bucket}/template.yaml"


def change_set(exists: bool) -> dict:
    id_ = cloudformation.create_change_set(
        StackName=name,
        ChangeSetName=f"local-{time.time_ns()}",
        ChangeSetType="UPDATE" if exists else "CREATE",
        TemplateURL=template_url(),
        Parameters=[dict(zip(("ParameterKey", "ParameterValue"), o.split("=", 1))) for o in overrides],
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    )["Id"]
    while True:
        change = cloudformation.describe_change_set(ChangeSetName=id_)
        if not change["Status"].endswith(("PENDING", "IN_PROGRESS")):
            return change
        time.sleep(0.5)


before = status()
if before not in (None, "REVIEW_IN_PROGRESS", *READY):
    delete_failed_stack()
    before = None
exists = before in READY
change = change_set(exists)
if change["Status"] == "FAILED":
    reason = change.get("StatusReason", "")
    print(f"Change set: {reason}")
    sys.exit(0 if "didn't contain changes" in reason else 1)
cloudformation.execute_change_set(ChangeSetName=change["ChangeSetId"])
after = status()
print(f"Stack {name}: {after}, {len(change['Changes'])} resources")
if after not in READY:
    for event in cloudformation.describe_stack_events(StackName=name)["StackEvents"]:
        if event["ResourceStatus"].endswith("FAILED"):
            print(event["LogicalResourceId"], event.get("ResourceStatusReason"))
    if exists:
        print("LocalStack cannot update every resource (a changed API's stage, for one): try down, up and deploy")
    sys.exit(1)
