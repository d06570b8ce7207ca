#!/usr/bin/env python3
"""Predictions of `dateline times` for a gold file of TIMEX3 (JSON Lines of id, text, date), a line a document:
{"id", "pred": [{"kind": "timex", "begin", "end", "type", "value", "mod"}]}, begin and end in code points.

usage: times_predictions.py DATELINE GOLD.jsonl > PRED.jsonl"""

import json
import subprocess
import sys


def code_points(text):
    """Code point of each byte of the text's UTF-8, one past the end too."""
    out = []
    for number, char in enumerate(text):
        out += [number] * len(char.encode("utf-8", "surrogatepass"))
    return out + [len(text)]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary, gold = sys.argv[1:]
    with open(gold, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file if line.strip()]
    # Only the text and its day are handed over, in the order of the file.
    lines = "".join(json.dumps({"id": d["id"], "text": d["text"], "date": d["date"]}) + "\n" for d in documents)
    ran = subprocess.run([binary, "times", "--format", "jsonl"], input=lines.encode(), stdout=subprocess.PIPE, check=False)
    if ran.returncode > 1:
        sys.exit(f"{binary} ended with {ran.returncode}")
    found = {}
    for line in ran.stdout.decode().splitlines():
        time = json.loads(line)
        found.setdefault(time["document"]["external_id"], []).append(time)
    for document in documents:
        places = code_points(document["text"])
        pred = [{"kind": "timex", "begin": places[t["span"]["begin"]], "end": places[t["span"]["end"]],
                 "type": t["type"], "value": t["value"], "mod": t["mod"]} for t in found.get(document["id"], [])]
        print(json.dumps({"id": document["id"], "pred": pred}))


main()
