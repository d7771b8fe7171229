"""What several consumers do."""

import json

import jinja2
import yaml


class Refused(Exception):
    pass


def mapping(text):
    """One document, a mapping."""
    data = yaml.safe_load(text)
    if not isinstance(data, dict):
        raise Refused("the file is no mapping")
    return data


def render(text, functions):
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    return environment.from_string(text).render(functions)


def in_strings(data, change):
    """The data with each string, but no key, changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list):
        return [in_strings(item, change) for item in data]
    if isinstance(data, dict):
        return {key: in_strings(item, change) for key, item in data.items()}
    return data


def json_or_text(text):
    try:
        return json.loads(text)
    except ValueError:
        return text
