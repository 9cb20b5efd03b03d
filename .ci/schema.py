"""Holds the example packs, and broken ones made from them, against the JSON Schema of their files.

Nothing of the program is used but the schemas themselves: YAML 1.2 is read by ruamel.yaml, the schemas are applied by
jsonschema. The schema of a file is the one that its modeline names, as an editor finds it.
"""

import json
import re
import sys
from pathlib import Path

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

MODELINE = re.compile(r"^# yaml-language-server: \$schema=(\S+)$", re.M)


def read(text):
    """YAML 1.2 with dates and years as the text that they are, as editors have it."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
    return as_json(yaml.load(text))


def as_json(value):
    if isinstance(value, dict):
        return {str(key): as_json(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [as_json(inside) for inside in value]
    return value


def schema_of(file, text):
    """The schema that a file names. The starter pack is meant for a folder beside which the schemas lie."""
    name = MODELINE.search(text).group(1)
    path = (file.parent / name).resolve()
    path = path if path.exists() else Path("data").resolve() / path.name
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(file, text):
    return [f"{'/'.join(map(str, fault.path))}: {fault.message[:160]}" for fault in schema_of(file, text).iter_errors(read(text))]


# A slip, and where: file, what stands there, what somebody made of it.
BROKEN = [
    ("scorecard.yaml", "title: Adult", "titel: Adult"),
    ("scorecard.yaml", "meeting: 2019-11-05", "meeting: 5.11.2019"),
    ("scorecard.yaml", "status: final", "status: finished"),
    ("scorecard.yaml", "kind: nation", "kind: country"),
    ("scorecard.yaml", "name: south-west", "name: South West"),
    ("scorecard.yaml", "value: 5500", "value: 5,500 people"),
    ("scorecard.yaml", "review-interval: 6 months", "review-interval: often"),
    ("scorecard.yaml", "numbered: no", "numbered: never"),
    ("measures/1-quality-of-life.yaml", "better: higher", "better: high"),
    ("measures/1-quality-of-life.yaml", "unit: percent", "unit: per cent"),
    ("measures/1-quality-of-life.yaml", "frequency: yearly", "frequency: annually"),
    ("measures/1-quality-of-life.yaml", "- number: 1\n", "- number: one\n"),
    ("measures/1-quality-of-life.yaml", "    2015-16:", "    2015-2016:"),
    ("measures/1-quality-of-life.yaml", "margin:", "margins:"),
    ("measures/1-quality-of-life.yaml", "kind: outcome", "kinds: outcome"),
    ("services/commissioning/service.yaml", "order: 7", "order: last"),
    ("services/commissioning/service.yaml", "head: ", "heads: "),
]


def main():
    wrong = []
    packs = [Path("data/exampleshire"), Path("data/wiltshire"), Path("templates/starter")]
    files = [file for pack in packs for file in sorted(pack.rglob("*.yaml"))]
    for file in files:
        wrong += [f"{file}: {fault}" for fault in faults(file, file.read_text(encoding="utf-8"))]
    for name, good, bad in BROKEN:
        file = Path("data/exampleshire") / name
        text = file.read_text(encoding="utf-8")
        if good not in text:
            wrong.append(f"{file}: `{good}` is not there to be broken")
        elif not faults(file, text.replace(good, bad, 1)):
            wrong.append(f"{file}: `{bad}` is let through")
    print("\n".join(wrong) or f"{len(files)} files hold, and {len(BROKEN)} broken ones are refused")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
