"""Renders and loads files as Mage does, before and after they were resolved, and prints every case in which they differ.

A case is one line of standard input, {"before", "marked", "marks", "secrets", "after"}: the file with its expressions,
the same with a mark in the place of each, the expression of each mark, the secrets by name, and the resolved file; or
{"refused", "secrets"}, an expression for which no value was found. What each expression comes to is asked of Jinja alone,
so that a value with quotes or line breaks cannot break the YAML around it: that is what the resolved file has to say.
The last line counts the cases, those beyond Mage because it fails on an expression that gave a value, and those in
which the rendered texts had to be the same byte for byte.
"""

import json
import re
import sys
from pathlib import Path

import jinja2
import yaml

sys.path.insert(0, str(Path(__file__).parent / "consumers"))
from rendering import json_value

PLAIN = re.compile(r"[A-Za-z]\w*", re.ASCII)


def renderer(secrets):
    def aws_secret_var(secret_id, cached=True):
        return secrets[secret_id]

    functions = {"aws_secret_var": aws_secret_var, "json_value": json_value, "env_var": {"host": "h"}.get}
    environment = jinja2.Environment()
    return lambda text: environment.from_string(text).render(functions)


def put(data, values):
    if isinstance(data, str):
        return re.sub("|".join(values), lambda mark: values[mark[0]], data) if values else data
    if isinstance(data, list):
        return [put(item, values) for item in data]
    if isinstance(data, dict):
        return {key: put(item, values) for key, item in data.items()}
    return data


def outcome(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def differing(case, count):
    render = renderer(case["secrets"])
    if "refused" in case:
        try:
            value = render(re.sub(r"\|[^|]*?(?=\||-?}})", "", case["refused"]))
        except Exception:
            return None
        # A letter of a text is no item of a list.
        if len(value) == 1 and re.search(r"\[\d+\]['\"]", case["refused"]):
            return None
        # Nothing there, or a path below something empty, for which Mage answers that.
        empty = ("None", "", "0", "0.0", "-0.0", "False", "{}", "[]")
        return None if value in empty else {"rendered": value}
    try:
        values = {mark: render(expression) for mark, expression in case["marks"].items()}
    except Exception:
        count["beyond"] += 1
        return None
    after = outcome(lambda: render(case["after"]))
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        expected = put(yaml.load(render(case["marked"]), loader), values)
        found = outcome(lambda: yaml.load(after, loader))
        if found != expected:
            return {"loader": loader.__name__, "found": repr(found), "expected": repr(expected)}
    if all(PLAIN.fullmatch(value) for value in values.values()):
        count["same"] += 1
        if after != render(case["before"]):
            return {"found": after, "expected": render(case["before"])}
    return None


def main():
    count = {"compared": 0, "beyond": 0, "refused": 0, "same": 0}
    for line in sys.stdin:
        case = json.loads(line)
        count["refused" if "refused" in case else "compared"] += 1
        difference = differing(case, count)
        if difference is not None:
            print(json.dumps({**case, **difference}))
    print(json.dumps(count))


main()
