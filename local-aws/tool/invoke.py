"""Invokes a function and waits: invoke.py FUNCTION_NAME JSON. Exit status 1 when the function failed."""

import base64
import sys

import boto3
from botocore.config import Config

name, event = sys.argv[1:]
client = boto3.client("lambda", config=Config(read_timeout=910, retries={"total_max_attempts": 1}))
answer = client.invoke(FunctionName=name, Payload=event.encode(), LogType="Tail")
print(answer["Payload"].read().decode(), flush=True)
print(base64.b64decode(answer.get("LogResult", "")).decode(errors="replace"), file=sys.stderr)
sys.exit("FunctionError" in answer)
