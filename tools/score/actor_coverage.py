#!/usr/bin/env python3
"""Share of the actors of labelled claims that the files of parties can name, by article and in all.

usage: actor_coverage.py [--data data] [--theatre data/theatres/NAME] GOLD.json...

An actor of who or whom is covered where its id, or one of those that the labels allow for it, is one that the files give: a party
of data/actors/ or of the theatre, a state of data/world/countries.csv, what a role of roles.csv makes of a state (at war at home or
not), the party of an outlet, "civilians". Told twice in one article it counts twice in "all", once in "distinct". "only here" counts,
of the distinct actors of the article, those that no other article has: the check against files that know what all articles have."""

import argparse
import collections
import csv
import json
import os
import sys


def rows(path):
    """The rows of a table whose comments begin with #; none where there is no such file."""
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def known_ids(data, theatre):
    """Ids that the files give to somebody."""
    ids = {"civilians"}
    states = {row["iso2"]: row["actor"] for row in rows(f"{data}/world/countries.csv")}
    roles = rows(f"{data}/actors/roles.csv")
    ids.update(states.values())
    for state in states.values():
        ids.update(f"{state.split('.')[0]}.{role['abroad']}" for role in roles if role["abroad"] != "-")
    for war in rows(f"{data}/actors/wars.csv"):
        ids.add(f"{war['actor']}.government")
        ids.update(f"{war['actor']}.{role['at_war']}" for role in roles)
    for folder in [f"{data}/actors"] + ([theatre] if theatre else []):
        ids.update(row["id"] for row in rows(f"{folder}/parties.csv"))
        for table in ("names", "peoples", "leaders", "people"):
            ids.update(row["party"] for row in rows(f"{folder}/{table}.csv"))
    for path in [f"{data}/outlets/outlets.csv"] + ([f"{theatre}/outlets.csv"] if theatre else []):
        ids.update(row["party"] for row in rows(path))
    ids.discard("")
    return ids


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("gold", nargs="+")
    p.add_argument("--data", default="data")
    p.add_argument("--theatre", default="")
    p.add_argument("--missing", action="store_true", help="print the actors that are not covered")
    a = p.parse_args()
    ids = known_ids(a.data, a.theatre)
    if len(ids) < 2:
        sys.exit(f"{a.data}: no tables of parties")
    articles = {}
    for path in a.gold:
        with open(path, encoding="utf-8") as file:
            claims = json.load(file)["claims"]
        articles[os.path.basename(path)] = collections.Counter(
            actor for claim in claims for slot in ("who", "whom") for actor in claim.get(slot) or [])
    seen_in = collections.Counter(actor for found in articles.values() for actor in found)

    def is_covered(actor):
        return any(one in ids for one in actor.split("|"))

    def share(actors):
        """"12/13 0.923" of a counter or set of actors."""
        count = actors if isinstance(actors, collections.Counter) else collections.Counter(list(actors))
        covered, of = sum(n for actor, n in count.items() if is_covered(actor)), sum(count.values())
        return f"{covered:5}/{of:<5}{covered / of:.3f}" if of else "    -           "

    def own(found):
        return {actor for actor in found if seen_in[actor] == 1}

    print(f"{'article':<24}{'all':>14}{'distinct':>19}{'only here':>19}")
    for name, found in articles.items():
        print(f"{name:<24}{share(found):>16}{share(set(found)):>19}{share(own(found)):>19}")
    total = sum(articles.values(), collections.Counter())
    once = collections.Counter(actor for found in articles.values() for actor in own(found))
    print(f"{'in all':<24}{share(total):>16}{share(set(total)):>19}{share(once):>19}")
    if a.missing:
        for actor, n in total.most_common():
            if not is_covered(actor):
                print(f"{n:5} {actor}")


if __name__ == "__main__":
    main()
