"""Whether PDFs carry their pack whole: every file of the manifest, with the bytes that the manifest names.
usage: attached.py FILE.pdf..   One line a fault; exits 1 if there is any."""
import hashlib
import json
import sys

import pikepdf


def faults(path):
    with pikepdf.open(path) as pdf:
        carried = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    if "manifest.json" not in carried:
        return ["no manifest.json"]
    found = []
    for entry in json.loads(carried.pop("manifest.json"))["files"]:
        content = carried.pop(entry["name"], None)
        if content is None:
            found.append(f"{entry['name']} is missing")
        elif (hashlib.sha256(content).hexdigest(), len(content)) != (entry["sha256"], entry["bytes"]):
            found.append(f"{entry['name']} is not the file of the manifest")
    return found + [f"{name} is not in the manifest" for name in carried]


if __name__ == "__main__":
    every = [f"{path}: FAIL attached: {fault}" for path in sys.argv[1:] for fault in faults(path)]
    print("\n".join(every) or f"{len(sys.argv) - 1} PDFs carry their pack whole")
    sys.exit(bool(every))
