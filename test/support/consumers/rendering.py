"""dbt and Mage: files with Jinja in them."""

import json
import os
import re

from reading import Refused, in_strings, json_or_text, mapping, render


def dbt(text):
    """dbt loads the file and renders each string in it, Mage renders the file and loads that: both have to agree."""
    functions = {"env_var": dbt_env_var}
    profiles = in_strings(mapping(text), lambda value: render(value, functions))
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

    def secret_var(name, **_):
        if name not in secrets:
            raise Refused(f"no secret {name}")
        return secrets[name]

    return secret_var


def json_value(text, path):
    """Text that is no JSON is answered as it is; a missing key is None."""
    value = json_or_text(text)
    if value is text:
        return text
    for key, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path):
        try:
            value = value[int(index)] if index else value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value
