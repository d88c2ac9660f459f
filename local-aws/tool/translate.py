"""Prints what SAM makes of the template's AWS::Serverless::… resources, as JSON: translate.py TEMPLATE.

By aws-sam-translator, the code of AWS's own transform, without an account. Left out are resources that pass through it as
they are. Conditions and references stay.
"""

import json
import logging
import re
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform

UNCHANGED = "(DefinitionBody as it is)"


class NoManagedPolicies:
    """Stands in for IAM, which is asked only for roles that name a managed policy."""

    def load(self) -> dict[str, str]:
        return {}


logging.disable(logging.WARNING)  # feature toggles of AWS's own deployment of it
with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
# As `sam package` leaves it: code and definitions lie in a bucket.
template["Globals"]["Function"]["CodeUri"] = "s3://artifacts/code"
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::StateMachine":
        resource["Properties"]["DefinitionUri"] = "s3://artifacts/definition"

given = json.loads(json.dumps(template["Resources"]))
translated = json.loads(json.dumps(transform(template, {}, NoManagedPolicies())["Resources"]))
made = {name: resource for name, resource in translated.items() if resource != given.get(name)}
for name, resource in made.items():
    if resource["Type"] == "AWS::ApiGateway::RestApi":
        properties = resource["Properties"]
        if properties["Body"] == given[name]["Properties"]["DefinitionBody"]:
            properties["Body"] = UNCHANGED
text = json.dumps(made, indent=1, sort_keys=True, ensure_ascii=False)
# AlwaysDeploy names a deployment after the time.
print(re.sub(r"(ApiDeployment|deployment id: )[0-9a-f]{10,40}", r"\1OfThatTime", text))
