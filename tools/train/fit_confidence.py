#!/usr/bin/env python3
"""Fit the confidence of claims: a small logistic model over what a claim holds.

usage: fit_confidence.py CLAIMS_DIR OUT.csv

CLAIMS_DIR   what cross_validate_claims.py wrote: ARTICLE.jsonl for each article, read without having
             learnt from it, and hits.jsonl, a line for each claim: {"gold", "line", "hit"}
OUT.csv      feature,weight: read by the program as models/english.confidence.csv

Prints Brier score, its skill over the base rate, and the expected calibration error in 5 and in 10
bins of equal mass, cross-validated by article, and the rate of hits beside the mean confidence of
each bin. Newton steps with a Gaussian prior; the same input gives the same bytes.
"""
import argparse, json, math, os
from collections import Counter, defaultdict

import numpy as np

PRIOR = 2.0  # precision of the prior on every weight but those of bias and odds
FOLDS = 13
RARE = 5     # features of fewer claims are left out


def features(claim):
    """What the program's confidence() sees of a claim; the odds of its event stand in `confidence`."""
    chance = min(max(claim["confidence"], 0.05), 0.97)
    out = {"bias": 1.0, "odds": math.log(chance / (1 - chance)), "type=" + claim["type"]: 1.0, "status=" + claim["status"]: 1.0}
    if claim["polarity"] == "negated": out["negated"] = 1.0
    for name in ("attributive", "who", "whom", "where", "when", "sources", "quantities"):
        if claim[name]: out[name] = 1.0
    return out


def fit(rows):
    counts = Counter(f for x, _ in rows for f in x)
    names = sorted(f for f, n in counts.items() if n >= RARE)
    index = {f: i for i, f in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, (row, _) in enumerate(rows):
        for f, v in row.items():
            if f in index: x[i, index[f]] = v
    y = np.array([hit for _, hit in rows])
    prior = np.array([1e-3 if f in ("bias", "odds") else PRIOR for f in names])
    w = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(prior), x.T @ (y - p) - prior * w)
    return dict(zip(names, w))


def chance(weights, row):
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) * v for f, v in row.items())))


def calibration(told, bins):
    """Expected calibration error over bins of equal mass, and the bins."""
    error, shown = 0.0, []
    for part in np.array_split(np.array(sorted(told)), bins):
        said, was = part.mean(axis=0)
        error += len(part) / len(told) * abs(said - was)
        shown.append(f"{said:.2f}:{was:.2f}")
    return error, shown


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims"), parser.add_argument("out")
    args = parser.parse_args()
    hits = defaultdict(dict)
    for line in open(os.path.join(args.claims, "hits.jsonl"), encoding="utf-8"):
        h = json.loads(line)
        hits[h["gold"].removesuffix(".txt")][h["line"]] = h["hit"]
    articles = {}
    for name in sorted(hits):
        claims = [json.loads(l) for l in open(os.path.join(args.claims, name + ".jsonl"), encoding="utf-8") if l.strip()]
        articles[name] = [(features(c), 1.0 if hits[name].get(i + 1) else 0.0) for i, c in enumerate(claims)]
    names = sorted(articles)
    told = []
    for fold in range(FOLDS):
        weights = fit([r for k, n in enumerate(names) if k % FOLDS != fold for r in articles[n]])
        told += [(chance(weights, x), hit) for k, n in enumerate(names) if k % FOLDS == fold for x, hit in articles[n]]
    rate = sum(h for _, h in told) / len(told)
    brier = sum((p - h) ** 2 for p, h in told) / len(told)
    (five, shown), (ten, _) = calibration(told, 5), calibration(told, 10)
    print(f"{len(told)} claims of {len(names)} articles; cross-validated by article: Brier {brier:.3f}, skill {1 - brier / (rate * (1 - rate)):.3f}, "
          f"ECE {five:.3f} in 5 bins, {ten:.3f} in 10")
    print("said:was", " ".join(shown))
    weights = fit([r for n in names for r in articles[n]])
    with open(args.out, "w", encoding="utf-8") as out:
        out.write("# What makes a claim a right reading: log odds of each thing that it holds. Fitted by tools/train/fit_confidence.py.\n")
        out.write("feature,weight\n")
        for n in sorted(weights): out.write(f"{n},{weights[n]:.4f}\n")


if __name__ == "__main__":
    main()
