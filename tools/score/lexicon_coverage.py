#!/usr/bin/env python3
"""Share of labelled claims in whose span an entry of frames.csv of one of their types stands.

usage: lexicon_coverage.py DATELINE GOLD_DIR [--folds N] [--missed N]

GOLD_DIR   ARTICLE.txt and ARTICLE.json
--missed   prints the N words that stand most often in spans that no entry covers

An entry stands in a span where the words of its trigger do: the head by lemma and part of speech, the others by lemma or
form, behind a verb at most six words, of a noun right before it. Adjectives of control and backing ("rebel-held") have no
entries; a claim that the program makes of such a form, of that type and inside of the span, counts as one.

Prints the share by all entries, and the share by folds of the articles (sorted by name, every Nth): of each fold's claims,
without the entries whose head stands, of all articles, in none but the fold's. Of entries written by hand that is as near as one
can come to "made without that fold".
"""
import argparse, collections, csv, glob, json, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
FRAMES = os.path.join(HERE, "../../data/claims/frames.csv")
REACH = 7
POS = {"verb": ("VERB", "AUX"), "noun": ("NOUN", "PROPN"), "adj": ("ADJ", "VERB")}


def types_of(row):
    """"Were driven out of Hama": in the passive a row of driving out tells of those who left."""
    driving_out = row["pos"] == "verb" and row["type"] == "capture" and row["obj"] == "whom"
    return {row["type"], "withdraw"} if driving_out else {row["type"]}


def frames():
    with open(FRAMES, encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [(row["trigger"].split(" "), row["pos"], types_of(row)) for row in rows]


def run(program, text, *options):
    return subprocess.run([program, "read", text, *options], capture_output=True, text=True, check=True).stdout


def sentences(program, text, heads):
    """Lists of (begin, end, form, lemma, upos)."""
    out = [[]]
    for line in run(program, text, "--format", "conllu").split("\n"):
        cells = line.split("\t")
        if len(cells) < 10:
            if out[-1]:
                out.append([])
            continue
        if not cells[0].isdigit():
            continue
        # A lemma that the tagger made up ("retreate", "interven") is read as the entry it is one letter off.
        lemma = cells[2].lower()
        if lemma not in heads:
            lemma = next((other for other in (lemma.removesuffix("e"), lemma + "e") if other in heads), lemma)
        misc = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part)
        begin, end = map(int, misc["TokenRange"].split(":"))
        out[-1].append((begin, end, cells[1].lower(), lemma, cells[3]))
    return [s for s in out if s]


def stands(trigger, pos, words, at):
    """True where the trigger's words stand around its head at this place."""
    head = trigger[-1] if pos == "noun" else trigger[0]
    if words[at][3] != head or words[at][4] not in POS[pos]:
        return False
    is_word = lambda i, word: word in (words[i][2], words[i][3])
    if pos == "noun":
        i = at
        for word in reversed(trigger[:-1]):
            i -= 1
            if i >= 0 and words[i][2] == "-":
                i -= 1
            if i < 0 or not is_word(i, word):
                return False
        return True
    start = at + 1
    for word in trigger[1:]:
        found = next((i for i in range(start, min(len(words), at + REACH)) if is_word(i, word)), None)
        if found is None:
            return False
        start = found + 1
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program"), parser.add_argument("gold")
    parser.add_argument("--folds", type=int, default=13)
    parser.add_argument("--missed", type=int, default=0)
    args = parser.parse_args()
    entries = frames()
    by_head = collections.defaultdict(list)
    for index, (trigger, pos, _) in enumerate(entries):
        by_head[trigger[-1] if pos == "noun" else trigger[0]].append(index)
    texts = sorted(glob.glob(os.path.join(args.gold, "*.txt")))
    if not texts:
        sys.exit(f"expected ARTICLE.txt in {args.gold}, found none")
    articles_of = collections.defaultdict(set)
    claims = []  # (article, entries that stand in the span, covered by a form, type, words)
    for number, text in enumerate(texts):
        found = sentences(args.program, text, by_head)
        for words in found:
            for word in words:
                articles_of[word[3]].add(number)
        formed = [json.loads(line) for line in run(args.program, text, "--format", "jsonl").splitlines()]
        formed = [c for c in formed if c["attributive"]]
        with open(text.removesuffix(".txt") + ".json", encoding="utf-8") as file:
            gold = json.load(file)["claims"]
        for claim in gold:
            types = set(claim["type"] if isinstance(claim["type"], list) else [claim["type"]])
            inside = [[w for w in s if w[0] >= claim["begin"] and w[1] <= claim["end"]] for s in found]
            hits = {e for words in inside for at in range(len(words)) for e in by_head.get(words[at][3], ())
                    if entries[e][2] & types and stands(entries[e][0], entries[e][1], words, at)}
            form = any(c["type"] in types and c["span"]["begin"] < claim["end"] and c["span"]["end"] > claim["begin"] for c in formed)
            claims.append((number, hits, form, min(types), [w for words in inside for w in words]))
    whole = sum(bool(hits) or form for _, hits, form, *_ in claims)
    print(f"all entries           {whole}/{len(claims)} = {whole / len(claims):.3f}")
    left, worst = 0, 1.0
    for fold in range(args.folds):
        own = set(range(fold, len(texts), args.folds))
        def known(e):
            trigger, pos, _ = entries[e]
            where = articles_of[trigger[-1] if pos == "noun" else trigger[0]]
            return not where or not where <= own
        of_fold = [c for c in claims if c[0] in own]
        covered = sum(form or any(known(e) for e in hits) for _, hits, form, *_ in of_fold)
        left += covered
        if of_fold:
            worst = min(worst, covered / len(of_fold))
    print(f"without the fold's own {left}/{len(claims)} = {left / len(claims):.3f}   lowest fold {worst:.3f}")
    if args.missed:
        missed = collections.Counter()
        for _, hits, form, kind, words in claims:
            if not hits and not form:
                missed.update({(kind, w[3], w[4]) for w in words if w[4] in ("VERB", "NOUN", "ADJ")})
        for (kind, lemma, upos), count in missed.most_common(args.missed):
            print(f"{count:4} {kind:10} {lemma} {upos}")


if __name__ == "__main__":
    main()
