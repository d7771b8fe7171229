"""The OpenTelemetry collector and Docker Compose: after loading, `$` has a meaning of its own in every string."""

import json
import os
import re

from reading import Refused, in_strings, mapping


def otel(text):
    """${env:NAME} and ${NAME}, in what they give too; then $$ is $. A pipeline names what is there."""
    config = in_strings(mapping(text), lambda value: expanded(value).replace("$$", "$"))
    for pipeline in config["service"]["pipelines"].values():
        for kind, names in pipeline.items():
            if missing := set(names) - config[kind].keys():
                raise Refused(f"{kind} that are not there: {sorted(missing)}")
    return config


def expanded(value):
    def put(match):
        scheme, _, name = match[1].rpartition(":")
        if scheme not in ("", "env"):
            raise Refused(f"scheme {scheme} is not supported")
        return expanded(os.environ.get(name, ""))

    return re.sub(r"(?<!\$)\$\{([^{}]*)\}", put, value)


INTERPOLATION = re.compile(r"\$(?:(\$)|([_a-zA-Z]\w*)|\{([_a-zA-Z]\w*)(?::-([^}]*))?\}|(?=\{))", re.ASCII)


def compose(text):
    """$NAME, ${NAME} and ${NAME:-default}; $$ is $. An environment is a mapping or a list, its values are text."""
    services = in_strings(mapping(text), lambda value: INTERPOLATION.sub(interpolated, value))["services"]
    for service in services.values():
        environment = service.get("environment", {})
        pairs = environment.items() if isinstance(environment, dict) else map(split, environment)
        service["environment"] = {name: as_text(value) for name, value in pairs}
    return services


def interpolated(match):
    escaped, bare, braced, default = match.groups()
    if escaped:
        return "$"
    if not bare and not braced:
        raise Refused("invalid interpolation format")
    return os.environ.get(bare or braced) or default or ""


def split(item):
    name, sign, value = item.partition("=")
    return name, value if sign else None


def as_text(value):
    return value if value is None or isinstance(value, str) else json.dumps(value)
