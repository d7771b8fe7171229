"""Reads YAML before and after, one case a line of standard input, and prints every case in which they differ.

A case is {"before", "value", "after", "render"}: the text with references, the value put in, the resolved text, and
whether both are to be rendered as Jinja first, as Mage and dbt do. The last line counts the cases compared and those
left out because this reader does not take the text with the references either.
"""

import json
import sys

import yaml

ARN = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/db-AbCdEf"


def put(data, value):
    if isinstance(data, str):
        embedded = "${" + ARN + "}"
        return data.replace(embedded if embedded in data else ARN, value)
    if isinstance(data, list):
        return [put(item, value) for item in data]
    if isinstance(data, dict):
        return {key: put(item, value) for key, item in data.items()}
    return data


def rendered(text):
    import jinja2

    # Without the last newline, as Mage reads it.
    return jinja2.Environment().from_string(text).render()


def read(text, loader):
    return list(yaml.load_all(text, loader))


def main():
    compared = left_out = 0
    for line in sys.stdin:
        case = json.loads(line)
        view = rendered if case["render"] else str
        for loader in (yaml.SafeLoader, yaml.CSafeLoader):
            try:
                expected = [put(data, case["value"]) for data in read(view(case["before"]), loader)]
            except yaml.YAMLError:
                left_out += 1
                continue
            compared += 1
            try:
                found = read(view(case["after"]), loader)
            except Exception as error:
                found = type(error).__name__
            if found != expected:
                print(json.dumps({**case, "loader": loader.__name__, "found": repr(found), "expected": repr(expected)}))
    print(json.dumps({"compared": compared, "left_out": left_out}))


main()
