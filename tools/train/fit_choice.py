#!/usr/bin/env python3
"""Fit which readings of words as events are taken: a logistic model over their features.

usage: fit_choice.py GOLD_DIR SCORER.py READINGS.jsonl OUT.csv [--others FILE] [--fold K/N]

GOLD_DIR       ARTICLE.json for each article: its claims as a careful reader takes them
SCORER.py      the scorer of claims, which says what serves a claim
READINGS.jsonl what event_readings wrote of the articles
OUT.csv        feature,weight: read by the program as models/english.choice.csv
--others FILE  readings of texts that tell of no conflict: those that lack what their frame needs are
               taken to be wrong, and count for less
--fold K/N     leave out the articles of fold K of N: what cross-validation is made of

A reading is right where it is of one of a claim's types and its clause lies on the claim's span; of
several readings of one claim those of the best slots, and what says the same in its clause. Weights
under a Gaussian prior, found by L-BFGS; the same input gives the same bytes.
"""
import argparse, importlib.util, json, os, sys
from collections import Counter, defaultdict

import numpy as np
from scipy import optimize, sparse

FOLDS = 13
PRIOR = 5.0     # precision of the prior on every weight
OTHERS = 0.3    # weight of a reading of other texts
RARE = 2        # features of fewer readings are left out
STEP = 0.01     # smaller weights are not kept


def load_scorer(path):
    spec = importlib.util.spec_from_file_location("score_claims", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def label(scorer, claims, readings):
    """Sets `right` of the readings of one article."""
    pairs = []
    for g, claim in enumerate(claims):
        for r, reading in enumerate(readings):
            if reading["type"] not in claim["type"]: continue
            spans = [c for c in reading["clauses"] if scorer.overlaps(claim, {"span": c})]
            if not spans: continue
            slots = scorer.slots(claim, {**reading, "status": claim["status"][0], "polarity": claim["polarity"]})
            size = min(c["end"] - c["begin"] for c in spans)
            pairs.append((-sum(slots.values()) / len(slots), not reading["frames"], abs(size - (claim["end"] - claim["begin"])), g, r))
    best = {}
    for reading in readings: reading["right"] = False
    for _, _, _, g, r in sorted(pairs):
        trigger = readings[r]["trigger"]
        if g not in best: best[g] = trigger
        if best[g] == trigger: readings[r]["right"] = True


def matrix(rows, index):
    indices, begins = [], [0]
    for row in rows:
        indices += sorted({index[f] for f in row["features"] if f in index})
        begins.append(len(indices))
    return sparse.csr_matrix((np.ones(len(indices)), indices, begins), shape=(len(rows), len(index)))


def fit(rows, prior):
    counts = Counter(f for row in rows for f in set(row["features"]))
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= RARE))}
    x, y = matrix(rows, index), np.array([1.0 if r["right"] else -1.0 for r in rows])
    amount = np.array([r.get("weight", 1.0) for r in rows])
    penalty = np.full(len(index), prior)
    penalty[index["bias"]] = 1e-3

    def loss(w):
        margin = y * (x @ w)
        value = (amount * np.logaddexp(0, -margin)).sum() + 0.5 * (penalty * w * w).sum()
        return value, -(x.T @ (amount * y / (1 + np.exp(margin)))) + penalty * w

    w = optimize.minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return index, w


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold"), parser.add_argument("scorer"), parser.add_argument("readings"), parser.add_argument("out")
    parser.add_argument("--others"), parser.add_argument("--fold"), parser.add_argument("--prior", type=float, default=PRIOR)
    args = parser.parse_args()
    scorer, articles = load_scorer(args.scorer), defaultdict(list)
    for line in open(args.readings, encoding="utf-8"):
        reading = json.loads(line)
        if reading["features"]:
            articles[os.path.basename(reading["article"]).removesuffix(".txt")].append(reading)
    names = sorted(articles)
    for name in names:
        label(scorer, json.load(open(os.path.join(args.gold, name + ".json"), encoding="utf-8"))["claims"], articles[name])

    others = []
    for line in open(args.others, encoding="utf-8") if args.others else []:
        reading = json.loads(line)
        if not reading["frames"]: others.append({**reading, "right": False, "weight": OTHERS})

    def fold_rows(keep):
        return [r for k, n in enumerate(names) if keep(k) for r in articles[n]]

    if args.fold:
        k, n = map(int, args.fold.split("/"))
        index, weights = fit(fold_rows(lambda i: i % n != k) + others, args.prior)
    else:
        told = []
        for fold in range(FOLDS):
            index, weights = fit(fold_rows(lambda i: i % FOLDS != fold) + others, args.prior)
            rows = fold_rows(lambda i: i % FOLDS == fold)
            told += list(zip(matrix(rows, index) @ weights, rows))
        ranked = defaultdict(list)
        for score, row in told: ranked[row["article"], row["trigger"]].append((score, row["right"], row["frames"]))
        right = sum(any(r for _, r, _ in v) for v in ranked.values())
        taken = [max(v, key=lambda x: x[0]) for v in ranked.values()]
        taken = [t for t in taken if t[0] > 0]
        hits = sum(t[1] for t in taken)
        rule = [x for v in ranked.values() for x in v if x[2]]
        rule_hits = sum(x[1] for x in rule)
        print(f"{len(told)} readings of {len(ranked)} triggers, {right} right; cross-validated: {len(taken)} taken, {hits} right "
              f"(precision {hits / len(taken):.3f}, recall {hits / right:.3f}); by frames alone {len(rule)} taken, {rule_hits} right "
              f"(precision {rule_hits / len(rule):.3f}, recall {rule_hits / right:.3f})")
        index, weights = fit(fold_rows(lambda i: True) + others, args.prior)
    with open(args.out, "w", encoding="utf-8") as out:
        out.write("# Whether words tell of an event: log odds of each thing about them. Fitted by tools/train/fit_choice.py.\n")
        out.write("feature,weight\n")
        for name in sorted(index):
            if abs(weights[index[name]]) >= STEP:
                quoted = '"' + name.replace('"', '""') + '"' if any(c in name for c in ',"') else name
                out.write(f"{quoted},{weights[index[name]]:.3f}\n")


if __name__ == "__main__":
    main()
