"""Reads a resolved file as its consumer does, and prints as JSON what that makes of it.

    python3 -B consumers NAME < resolved.yaml

NAME is a key of CONSUMERS; the environment of this process is the consumer's. What the consumer would refuse ends with
status 1 and a line on standard error. The functions do what the consumers' sources do, as far as a value can notice.
"""

import json
import sys

import jinja2
import yaml
from airflow_files import connections, dag_factory, variables
from interpolating import compose, otel
from kubernetes_objects import kubernetes
from reading import Refused
from rendering import ansible, dbt, mage

CONSUMERS = {
    "ansible": ansible,
    "airflow-connections": connections,
    "airflow-variables": variables,
    "compose": compose,
    "dag-factory": dag_factory,
    "dbt": dbt,
    "kubernetes": kubernetes,
    "mage": mage,
    "otel": otel,
}


def main():
    sys.stdin.reconfigure(encoding="utf-8", newline="")
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        print(json.dumps(CONSUMERS[sys.argv[1]](sys.stdin.read()), default=str, ensure_ascii=False))
    except (Refused, ValueError, yaml.YAMLError, jinja2.TemplateError) as error:
        sys.exit(f"{type(error).__name__}: {error}")


main()
