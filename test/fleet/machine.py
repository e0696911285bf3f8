"""Runs deploy/fleet's state machine in moto's interpreter, with the handler called for real. Prints what came of it as JSON.

Usage: machine.py DEFINITION BRIDGE, with the variables of the function in the environment. S3, SNS and Step Functions are
moto's, on a port of 127.0.0.1; everything else the handler asks goes where its environment says.
"""

import copy
import io
import json
import os
import re
import socket
import subprocess
import sys
import time

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    PORT = free.getsockname()[1]
os.environ["MOTO_PORT"] = str(PORT)

import boto3  # noqa: E402
from moto.core.config import default_user_config  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402
from moto.stepfunctions.models import StateMachine  # noqa: E402
from moto.sns.models import sns_backends  # noqa: E402
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils  # noqa: E402

DEFINITION, BRIDGE = sys.argv[1:3]
REGION, ACCOUNT, BUCKET, SHARDS = "us-east-1", "123456789012", "fleet-results", "2"
FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:Doctor"
ENDPOINT = f"http://127.0.0.1:{PORT}"

default_user_config["stepfunctions"]["execute_state_machine"] = True
ThreadedMotoServer(ip_address="127.0.0.1", port=PORT, verbose=False).start()
KEYS = {
    "aws_access_key_id": "ak",
    "aws_secret_access_key": "sk",
    "region_name": REGION,
    "endpoint_url": ENDPOINT,
}
s3, sns, sfn = (boto3.client(name, **KEYS) for name in ("s3", "sns", "stepfunctions"))
s3.create_bucket(Bucket=BUCKET)
topic = sns.create_topic(Name="changes")["TopicArn"]
steps = []


class Function:
    """What the interpreter takes for Lambda: the handler in a process of its own."""

    def invoke(self, FunctionName, Payload, **_):
        assert FunctionName == FUNCTION, FunctionName
        event = json.loads(Payload)
        ended = subprocess.run(
            ["node", BRIDGE],
            input=json.dumps(event).encode(),
            capture_output=True,
            env={
                **os.environ,
                "AWS_REGION": REGION,
                "AWS_ENDPOINT_URL_S3": ENDPOINT,
                "AWS_ENDPOINT_URL_SNS": ENDPOINT,
                "S3_PATH_STYLE": "true",
                "TOPIC_ARN": topic,
            },
        )
        sys.stderr.write(ended.stderr.decode())
        given = json.loads(ended.stdout)
        steps.append({"event": event, **given})
        failed = {"FunctionError": "Unhandled"} if "error" in given else {}
        body = json.dumps(given.get("error", given.get("payload"))).encode()
        return {"StatusCode": 200, "Payload": io.BytesIO(body), **failed}


# A second execution would copy what ran in the first, locks and all, which Python does not.
StateMachine.__deepcopy__ = lambda machine, memo: copy.copy(machine)
clients = lambda_eval_utils.boto_client_for
lambda_eval_utils.boto_client_for = (
    lambda service, **rest: Function() if service == "lambda" else clients(service=service, **rest)
)

text = open(DEFINITION).read()
for name, value in (("FunctionArn", FUNCTION), ("Bucket", BUCKET), ("Shards", SHARDS)):
    text = text.replace("${" + name + "}", value)
# To the interpreter's grammar a percentage has a fraction; to JSON, and AWS, both are one number.
text = re.sub(r'("ToleratedFailurePercentage": \d+)\b(?!\.)', r"\1.0", text)

def run(name):
    """One execution from beginning to end."""
    machine = sfn.create_state_machine(
        name=f"fleet-{name}", definition=text, roleArn=f"arn:aws:iam::{ACCOUNT}:role/machine"
    )["stateMachineArn"]
    begun = sfn.start_execution(stateMachineArn=machine, name=name, input="{}")["executionArn"]
    while True:
        told = sfn.describe_execution(executionArn=begun)
        if told["status"] != "RUNNING":
            return {key: told.get(key) for key in ("status", "output", "error", "cause")}
        time.sleep(0.2)


def read(key):
    return s3.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode()


first = run("first")
if first["status"] == "SUCCEEDED":
    # As if a healthy cell had been broken the week before.
    before = read("latest.jsonl").replace('"verdict":"healthy"', '"verdict":"broken"', 1)
    s3.put_object(Bucket=BUCKET, Key="latest.jsonl", Body=before)
second = run("second")
keys = sorted(one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET).get("Contents", []))
sent = [
    {"message": message, "subject": subject}
    for _, message, subject, *_ in sns_backends[ACCOUNT][REGION].topics[topic].sent_notifications
]
print(
    json.dumps(
        {
            "first": first,
            "second": second,
            "keys": keys,
            "steps": steps,
            "sent": sent,
            "cells": read("runs/first/all.jsonl") if "runs/first/all.jsonl" in keys else None,
            "page": read("runs/first/report.html")[:2000] if "runs/first/report.html" in keys else None,
        }
    )
)
