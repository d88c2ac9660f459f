"""Writes a built template as LocalStack can take it, beside it: localize.py TEMPLATE OUTPUT."""

import os
import re
import sys

from awscli.customizations.cloudformation.yamlhelper import yaml_dump, yaml_parse

template, output = sys.argv[1:]


def without_literals(node):
    """Says ${!literal} in another way: LocalStack takes it for the name of a resource."""
    if isinstance(node, list):
        return [without_literals(each) for each in node]
    if not isinstance(node, dict):
        return node
    if isinstance(text := node.get("Fn::Sub"), str) and "${!" in text:
        literals = {}

        def named(match: re.Match) -> str:
            name = f"Literal{len(literals)}"
            literals[name] = "${" + match[1] + "}"
            return "${" + name + "}"

        return {"Fn::Sub": [re.sub(r"\$\{!([^}]*)\}", named, text), literals]}
    return {key: without_literals(value) for key, value in node.items()}


def with_includes(node):
    """Puts in what AWS::Include names, for there too a ${!literal} must be said in another way."""
    if isinstance(node, list):
        return [with_includes(each) for each in node]
    if not isinstance(node, dict):
        return node
    transform = node.get("Fn::Transform", {})
    if transform.get("Name") == "AWS::Include":
        included = os.path.join(os.path.dirname(template), transform["Parameters"]["Location"])
        with open(included, encoding="utf-8") as file:
            return yaml_parse(file.read())
    return {key: with_includes(value) for key, value in node.items()}


with open(template, encoding="utf-8") as file:
    text = yaml_dump(without_literals(with_includes(yaml_parse(file.read()))))
with open(output, "w", encoding="utf-8") as file:
    file.write(text)
