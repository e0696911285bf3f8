"""Translates SAM templates, as CloudFormation's own transform does. Standard input: a JSON list of [name, text]; output: a JSON map."""
import json, os, sys
os.environ.setdefault("AWS_DEFAULT_REGION", "ap-northeast-2")

from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

class NoPolicies:
    def load(self):
        return {"AWSLambdaBasicExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}

def packaged(template):
    """What sam package puts in the place of local code."""
    properties = [one.get("Properties") for one in template.get("Resources", {}).values() if isinstance(one, dict)]
    for held in properties + [(template.get("Globals") or {}).get("Function")]:
        for key in ("CodeUri", "ContentUri"):
            if isinstance(held, dict) and key in held:
                held[key] = "s3://bucket/key"
    for one in template.get("Resources", {}).values():
        if isinstance(one, dict) and one.get("Type") == "AWS::Serverless::Function" and isinstance(one.get("Properties"), dict):
            if "CodeUri" not in one["Properties"] and "InlineCode" not in one["Properties"]:
                one["Properties"]["CodeUri"] = "s3://bucket/key"
    return template


out = {}
for name, text in json.load(sys.stdin):
    try:
        template = yaml_parse(text.lstrip("\ufeff"))
        out[name] = transform(packaged(template), {"AWS::Region": "ap-northeast-2"}, NoPolicies())
    except Exception as error:
        out[name] = {"error": f"{type(error).__name__}: {error}"[:300]}
print(json.dumps(out, default=str))
