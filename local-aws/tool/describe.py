"""Prints a deployed stack as JSON: describe.py STACK ENDPOINT."""

import json
import sys

import boto3

name, endpoint = sys.argv[1:]
cloudformation, apigateway = boto3.client("cloudformation"), boto3.client("apigateway")
stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]


def of(stack_name: str) -> list[dict]:
    """Its resources, and below a nested stack those of that one; no two have one logical id."""
    own = cloudformation.describe_stack_resources(StackName=stack_name)["StackResources"]
    nested = [r["PhysicalResourceId"] for r in own if r["ResourceType"] == "AWS::CloudFormation::Stack"]
    return own + [resource for each in nested for resource in of(each)]


resources = of(name)


def api_urls() -> dict[str, str]:
    """Those to use here: the ones in the outputs, id.execute-api.host, have no address."""
    return {
        r["LogicalResourceId"]: f"{endpoint}/_aws/execute-api/{r['PhysicalResourceId']}/{stage['stageName']}"
        for r in resources
        if r["ResourceType"] == "AWS::ApiGateway::RestApi"
        for stage in apigateway.get_stages(restApiId=r["PhysicalResourceId"])["item"]
    }


print(
    json.dumps(
        {
            "status": stack["StackStatus"],
            "parameters": {p["ParameterKey"]: p.get("ParameterValue") for p in stack.get("Parameters", [])},
            "outputs": {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])},
            "restApis": api_urls(),
            # LocalStack calls what it does not know created; nothing is behind it
            "ignored": {
                r["LogicalResourceId"]: r["ResourceType"]
                for r in resources
                if r.get("PhysicalResourceId") == "unknown"
            },
            "resources": {
                r["LogicalResourceId"]: {"type": r["ResourceType"], "id": r.get("PhysicalResourceId")}
                for r in resources
            },
        },
        indent=2,
    )
)
