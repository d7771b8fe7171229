"""Kubernetes: objects whose values have to be text, whatever they look like, and data in base64."""

import base64

import yaml
from reading import Refused


def kubernetes(text):
    """What a container sees of each Secret, ConfigMap and Deployment; other kinds are for other programs."""
    return {
        f"{each['kind']}/{each['metadata']['name']}": READERS.get(each["kind"], lambda same: same)(each)
        for each in yaml.safe_load_all(text)
    }


def secret(each):
    encoded = texts(each.get("data", {}))
    decoded = {key: base64.b64decode(value, validate=True).decode() for key, value in encoded.items()}
    return decoded | texts(each.get("stringData", {}))


def config_map(each):
    """A file in it is read by the container: YAML in YAML."""
    return {
        key: yaml.safe_load(value) if key.endswith(".yaml") else value
        for key, value in texts(each["data"]).items()
    }


def deployment(each):
    containers = each["spec"]["template"]["spec"]["containers"]
    return [texts({item["name"]: item["value"] for item in container["env"]}) for container in containers]


def texts(values):
    if others := [key for key, value in values.items() if not isinstance(value, str)]:
        raise Refused(f"only text can be {others}")
    return values


READERS = {"ConfigMap": config_map, "Deployment": deployment, "Secret": secret}
