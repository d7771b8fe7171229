"""Airflow: the two files of its local filesystem backend, and the DAG files of dag-factory."""

import json
import os
from urllib.parse import parse_qsl, unquote, urlsplit

import yaml
from reading import Refused, in_strings, json_or_text, mapping, render

CONNECTION_FIELDS = {
    *("conn_type", "description", "host", "login", "password", "schema", "port", "extra", "extra_dejson"),
    *("conn_id", "uri"),
}


def connections(text):
    return {name: connection(value) for name, value in mapping(text).items()}


def connection(value):
    """Any text is a URI, JSON too; a mapping has the fields of a connection and no others."""
    if isinstance(value, str):
        return from_uri(value)
    if not isinstance(value, dict):
        raise Refused(f"a connection is no {type(value).__name__}")
    if strange := value.keys() - CONNECTION_FIELDS:
        raise Refused(f"a connection has no {sorted(strange)}")
    if "extra" in value and "extra_dejson" in value:
        raise Refused("extra and extra_dejson exclude each other")
    fields = dict(value)
    extra = fields.pop("extra_dejson", fields.get("extra"))
    if extra is not None:
        fields["extra"] = json_or_text(extra) if isinstance(extra, str) else extra
        if not isinstance(fields["extra"], dict):
            raise Refused("extra is no JSON object")
    return fields


def from_uri(uri):
    parts = urlsplit(uri)
    # Airflow goes on, with a connection that has neither type nor host.
    if not parts.scheme:
        raise Refused("a URI without a scheme")
    fields = {
        "conn_type": "postgres" if parts.scheme == "postgresql" else parts.scheme.replace("-", "_"),
        "host": unquote(parts.hostname or ""),
        "login": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "schema": unquote(parts.path[1:]),
        "port": parts.port,
    }
    if parts.query:
        query = parse_qsl(parts.query, keep_blank_values=True)
        fields["extra"] = {key: json_or_text(value) for key, value in query}
    return fields


def variables(text):
    """What Variable.get answers, and what with deserialize_json, which takes nothing but JSON text."""
    found = mapping(text)
    as_json = {}
    for name, value in found.items():
        try:
            as_json[name] = json.loads(value)
        except (TypeError, json.JSONDecodeError):
            pass
    return {"get": found, "deserialize_json": as_json}


def dag_factory(text):
    """Known $NAME and ${NAME} are put in before the YAML is read; Airflow renders the fields of an operator."""
    dags = yaml.load(os.path.expandvars(text), yaml.FullLoader)
    for name, dag in dags.items():
        if name == "default":
            continue
        if any(not {"task_id", "operator"} <= task.keys() for task in dag["tasks"]):
            raise Refused(f"{name} has a task without an id or an operator")
        dag["tasks"] = in_strings(dag["tasks"], lambda value: render(value, {"ds": "2026-11-22"}))
    return dags
