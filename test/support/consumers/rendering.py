"""Ansible, dbt and Mage: files with Jinja in them."""

import json
import os
import re

import jinja2
import yaml
from reading import Refused, in_strings, json_or_text, mapping, render


# Of a string without any dbt makes no template, so that its last newline stays.
MARKS = re.compile(r"{[{%#]|[#}%]}")


class AnsibleLoader(yaml.SafeLoader):
    """Knows the tag of an encrypted value."""


AnsibleLoader.add_constructor("!vault", lambda loader, node: "from the vault")


def ansible(text):
    """The file is loaded, then each string in it rendered with the others. LOOKUPS is JSON, from name to value."""
    variables = yaml.load(text, AnsibleLoader)
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    environment.globals["lookup"] = ansible_lookup
    return in_strings(variables, lambda value: environment.from_string(value).render(variables))


def ansible_lookup(plugin, name, **options):
    lookups = json.loads(os.environ.get("LOOKUPS", "{}"))
    if name not in lookups:
        raise Refused(f"no {plugin} {name}")
    return lookups[name]


def dbt(text):
    """dbt loads the file and renders each string in it, Mage renders the file and loads that: both have to agree."""
    functions = {"env_var": dbt_env_var}
    profiles = in_strings(
        mapping(text), lambda value: render(value, functions) if MARKS.search(value) else value
    )
    if profiles != mapping(render(text, functions)):
        raise Refused("loaded first and rendered first are not the same")
    for name, profile in profiles.items():
        if profile["target"] not in profile["outputs"]:
            raise Refused(f"{name} has no output {profile['target']}")
    return profiles


def dbt_env_var(name, default=None):
    value = os.environ.get(name, default)
    if value is None:
        raise Refused(f"no variable {name}")
    return value


def mage(text):
    """The file is rendered, comments and all, then loaded. AWS_SECRETS and MAGE_SECRETS are JSON, from name to value."""
    functions = {
        "env_var": os.getenv,
        "json_value": json_value,
        "aws_secret_var": secret_of("AWS_SECRETS"),
        "mage_secret_var": secret_of("MAGE_SECRETS"),
    }
    return mapping(render(text, functions))


def secret_of(variable):
    secrets = json.loads(os.environ.get(variable, "{}"))

    def secret_var(secret_id, cached=True):
        if secret_id not in secrets:
            raise Refused(f"no secret {secret_id}")
        return secrets[secret_id]

    return secret_var


def json_value(text, path):
    """Empty text and text that is no JSON are answered as they are; below what is missing or empty there is that."""
    value = json_or_text(text)
    if value is text:
        return text
    names = path.split(".") if isinstance(path, str) else path
    for name in (each.strip() for each in names):
        indexed = re.fullmatch(r"(.*)\[(\d+)\]", name, re.DOTALL)
        if indexed and not indexed[1]:
            raise ValueError("an index without a name")
        if indexed:
            value = value[indexed[1]][int(indexed[2])]
        elif value:
            value = value.get(name)
    return value
