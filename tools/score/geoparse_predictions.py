#!/usr/bin/env python3
"""Predictions of `dateline mentions` for a gold file of toponyms (JSON Lines of id, text), a line a document:
{"id", "pred": [{"begin", "end", "text", "class", "name", "probability", "geonames_id", "lat", "lon"}]}, begin and end in code
points. Demonyms and places inside other names are written too, as `associative`. What only points back ("the city") is no toponym.
A name that no gazetteer knows takes the point of the place named nearest to it.

usage: geoparse_predictions.py DATELINE GOLD.jsonl > PRED.jsonl"""

import json
import subprocess
import sys

from times_predictions import code_points

LITERAL = {"name", "facility"}


def nearest_point(mentions, place):
    """The first reading of the grounded mention nearest to the words; what stands behind counts for nearer."""
    grounded = [m for m in mentions if m["readings"] and m["readings"][0]["lat"] is not None]
    if not grounded:
        return None
    away = lambda m: m["begin"] - place["end"] if m["begin"] >= place["end"] else place["begin"] - m["end"] + 20
    return min(grounded, key=away)["readings"][0]


def prediction(mention, mentions, places):
    out = {"begin": places[mention["begin"]], "end": places[mention["end"]], "text": mention["text"],
           "class": "literal" if mention["form"] in LITERAL else "associative"}
    reading = mention["readings"][0] if mention["readings"] else nearest_point(mentions, mention)
    if reading and reading["lat"] is not None:
        out.update(lat=reading["lat"], lon=reading["lon"])
    if mention["readings"]:
        out.update(name=reading["name"], probability=reading["probability"])
        if reading["place"].startswith("geonames:"):
            out["geonames_id"] = reading["place"][9:]
    return out


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary, gold = sys.argv[1:]
    with open(gold, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file if line.strip()]
    lines = "".join(json.dumps({"id": d["id"], "text": d["text"], "date": d.get("date") or "2020-01-01"}) + "\n"
                    for d in documents)
    ran = subprocess.run([binary, "mentions", "--theatre", "none"], input=lines.encode(), stdout=subprocess.PIPE, check=False)
    if ran.returncode > 1:
        sys.exit(f"{binary} ended with {ran.returncode}")
    found = {}
    for line in ran.stdout.decode().splitlines():
        mention = json.loads(line)
        if mention["kind"] != "place" or mention["form"] == "anaphor":
            continue
        if mention["text"] != mention["text"].lower():  # "a hospital" is no name
            found.setdefault(mention["document"]["external_id"], []).append(mention)
    for document in documents:
        places = code_points(document["text"])
        mentions = found.get(document["id"], [])
        print(json.dumps({"id": document["id"], "pred": [prediction(m, mentions, places) for m in mentions]}))


if __name__ == "__main__":
    main()
