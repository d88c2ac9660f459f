"""Starts an execution, waits and prints its end: start.py STACK MACHINE [JSON]. Exit status 1 unless it SUCCEEDED.

Without JSON it gets the input that its schedule would give it now.
"""

import json
import sys
import time
from datetime import UTC, datetime

import boto3

stack, machine, *given = sys.argv[1:]
cloudformation, stepfunctions = boto3.client("cloudformation"), boto3.client("stepfunctions")
resources = cloudformation.describe_stack_resources(StackName=stack)["StackResources"]
ids = {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in resources}
if machine not in ids:
    sys.exit(f"There is no {machine} in the stack {stack}")


def scheduled_input() -> str:
    scheduler = boto3.client("scheduler")
    for summary in scheduler.list_schedules()["Schedules"]:
        target = scheduler.get_schedule(Name=summary["Name"])["Target"]
        if target["Arn"] == ids[machine]:
            due = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            return target["Input"].replace("<aws.scheduler.scheduled-time>", due)
    sys.exit(f"No schedule starts {machine}: say with what JSON to start it")


arn = stepfunctions.start_execution(stateMachineArn=ids[machine], input=given[0] if given else scheduled_input())[
    "executionArn"
]
while (execution := stepfunctions.describe_execution(executionArn=arn))["status"] == "RUNNING":
    time.sleep(0.5)
print(json.dumps({k: execution.get(k) for k in ("status", "input", "output", "error", "cause", "executionArn")}, indent=2))
sys.exit(execution["status"] != "SUCCEEDED")
