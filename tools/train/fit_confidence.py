#!/usr/bin/env python3
"""Fit the confidence of claims: a small logistic model over what a claim holds.

usage: fit_confidence.py HITS.jsonl CLAIMS_DIR OUT.csv

HITS.jsonl   a line for each claim: {"gold": ARTICLE, "line": N, "hit": true or false}
CLAIMS_DIR   ARTICLE.jsonl for each article, as `dateline read --format jsonl` prints
OUT.csv      feature,weight: read by the program as data/claims/confidence.csv

Prints Brier score and expected calibration error, cross-validated by article (10 folds), and the
rate of hits of the folds beside the mean confidence. Newton steps with a Gaussian prior; the same
input gives the same bytes.
"""
import json, math, os, sys
from collections import defaultdict

PRIOR = 1.0  # precision of the prior on every weight but the bias
FOLDS = 10


def features(claim):
    out = ["bias", "type=" + claim["type"], "status=" + claim["status"]]
    if claim["polarity"] == "negated": out.append("negated")
    if claim["attributive"]: out.append("attributive")
    if claim["who"]: out.append("who")
    if claim["whom"]: out.append("whom")
    if claim["where"]: out.append("where")
    if claim["when"]: out.append("when")
    if claim["sources"]: out.append("sources")
    if claim["quantities"]: out.append("quantities")
    return out


def chance(weights, names):
    return 1 / (1 + math.exp(-sum(weights.get(n, 0.0) for n in names)))


def fit(rows):
    """Coordinate-wise Newton: few features, so a hundred sweeps are enough and need no library."""
    weights = defaultdict(float)
    holders = defaultdict(list)
    score = [0.0] * len(rows)
    for i, (names, _) in enumerate(rows):
        for n in names: holders[n].append(i)
    order = sorted(holders)
    for _ in range(100):
        for n in order:
            gradient = hessian = 0.0
            for i in holders[n]:
                p = 1 / (1 + math.exp(-score[i]))
                gradient += rows[i][1] - p
                hessian += p * (1 - p)
            prior = 0.0 if n == "bias" else PRIOR
            step = (gradient - prior * weights[n]) / (hessian + prior + 1e-9)
            step = max(-1.0, min(1.0, step))
            weights[n] += step
            for i in holders[n]: score[i] += step
    return weights


def main():
    if len(sys.argv) != 4: sys.exit(__doc__)
    hits = defaultdict(dict)
    for line in open(sys.argv[1], encoding="utf-8"):
        h = json.loads(line)
        hits[h["gold"].removesuffix(".txt")][h["line"]] = h["hit"]
    articles = {}
    for name in sorted(hits):
        path = os.path.join(sys.argv[2], name + ".jsonl")
        claims = [json.loads(l) for l in open(path, encoding="utf-8") if l.strip()]
        articles[name] = [(features(c), 1.0 if hits[name].get(i + 1) else 0.0) for i, c in enumerate(claims)]
    names = sorted(articles)
    tested = []
    for fold in range(FOLDS):
        train = [r for k, n in enumerate(names) if k % FOLDS != fold for r in articles[n]]
        weights = fit(train)
        tested += [(chance(weights, f), hit) for k, n in enumerate(names) if k % FOLDS == fold for f, hit in articles[n]]
    tested.sort()
    brier = sum((p - h) ** 2 for p, h in tested) / len(tested)
    size, ece, bins = max(1, len(tested) // 10), 0.0, []
    for b in range(0, len(tested), size):
        part = tested[b:b + size]
        p, h = sum(x for x, _ in part) / len(part), sum(x for _, x in part) / len(part)
        ece += len(part) / len(tested) * abs(p - h)
        bins.append(f"{p:.2f}:{h:.2f}")
    print(f"{len(tested)} claims of {len(names)} articles; cross-validated by article: Brier {brier:.3f}, ECE {ece:.3f}")
    print("said:was", " ".join(bins))
    weights = fit([r for n in names for r in articles[n]])
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        out.write("# What makes a claim a right reading: log odds of each thing that it holds. Fitted by tools/train/fit_confidence.py.\n")
        out.write("feature,weight\n")
        for n in sorted(weights): out.write(f"{n},{weights[n]:.4f}\n")


if __name__ == "__main__":
    main()
