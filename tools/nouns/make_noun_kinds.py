#!/usr/bin/env python3
"""Writes data/nouns/kinds.csv: what common nouns name, from WordNet's files (scripts/install.sh train).

usage: make_noun_kinds.py /usr/share/wordnet > data/nouns/kinds.csv

A noun is of a kind where its first, most usual sense is: under one of the roots below, or in one of WordNet's own files of
persons and groups. Corrections stand in data/nouns/more.csv, which wins over this file."""

import sys

# kind: roots (word, number of its sense) under which all nouns are of the kind; the first kind that fits is taken.
ROOTS = [
    ("weapon", [("weapon", 1), ("ammunition", 1), ("explosive device", 1), ("explosive", 1), ("chemical weapon", 1),
                ("bombardment", 1), ("bombing", 1), ("air raid", 1), ("ballistic missile", 1)]),
    ("platform", [("military vehicle", 1), ("warship", 1), ("warplane", 1), ("aircraft", 1), ("submarine", 1)]),
    ("vehicle", [("vehicle", 1)]),
    ("woman", [("female", 2), ("woman", 1), ("girl", 1), ("mother", 1), ("sister", 1), ("daughter", 1), ("wife", 1)]),
    ("man", [("male", 2), ("man", 1), ("boy", 1), ("father", 1), ("brother", 1), ("son", 1), ("husband", 1)]),
    ("person", [("person", 1)]),
    ("place", [("structure", 1), ("way", 6), ("facility", 1), ("region", 3), ("location", 1), ("geological formation", 1),
               ("body of water", 1), ("land", 4), ("area", 5)]),
    ("group", [("organization", 1), ("unit", 3), ("people", 1), ("gathering", 1), ("social group", 1)]),
    ("time", [("time period", 1), ("time unit", 1), ("calendar day", 1)]),
]
FILES = {"14": "group", "15": "place", "18": "person", "28": "time"}


def read_synsets(folder):
    synsets = {}
    with open(folder + "/data.noun", encoding="latin-1") as file:
        for line in file:
            if line.startswith(" "):
                continue
            fields = line.split("|")[0].split()
            offset, lexfile, count = fields[0], fields[1], int(fields[3], 16)
            at = 4 + 2 * count
            pointers = int(fields[at])
            above = [fields[at + 2 + 4 * i] for i in range(pointers) if fields[at + 1 + 4 * i] in ("@", "@i")]
            synsets[offset] = (lexfile, above, "@i" in fields[at + 1:])
    return synsets


def read_senses(folder):
    senses = {}
    with open(folder + "/index.noun", encoding="latin-1") as file:
        for line in file:
            if line.startswith(" "):
                continue
            fields = line.split()
            senses[fields[0].replace("_", " ")] = fields[-int(fields[2]):]
    return senses


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    synsets, senses = read_synsets(sys.argv[1]), read_senses(sys.argv[1])
    kind_of_root = {}
    for kind, roots in ROOTS:
        for word, number in roots:
            if len(senses.get(word, [])) < number:
                sys.exit(f"{sys.argv[1]}/index.noun: expected sense {number} of '{word}'")
            kind_of_root.setdefault(senses[word][number - 1], kind)
    rank = {kind: number for number, (kind, _) in enumerate(ROOTS)}

    def kind_of(offset):
        seen, todo, best = set(), [offset], None
        while todo:
            one = todo.pop()
            if one in seen:
                continue
            seen.add(one)
            kind = kind_of_root.get(one)
            if kind and (best is None or rank[kind] < rank[best]):
                best = kind
            todo += synsets[one][1]
        return best or FILES.get(synsets[offset][0])

    print("# What common nouns name, by their most usual sense: WordNet 3.0 (see NOTICE), by tools/nouns/make_noun_kinds.py.")
    print("# Corrections belong into more.csv, which wins over this file.\nkind,nouns")
    nouns = {}
    for word, offsets in senses.items():
        if synsets[offsets[0]][2]:
            continue  # a single one: a name
        kind = kind_of(offsets[0])
        if kind and word.isascii() and word.replace("-", "").replace(" ", "").isalpha() and word.count(" ") < 1:
            nouns.setdefault((kind, word[0]), []).append(word)
    for (kind, _), words in sorted(nouns.items()):
        print(f"{kind},{'|'.join(sorted(words))}")


main()
