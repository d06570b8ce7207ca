#!/usr/bin/env python3
"""Fit which parties fill the slots of events: a conditional logistic model over candidates' features.

usage: fit_roles.py GOLD_DIR SCORER.py ROLES.jsonl OUT.csv [--fold K/N]

GOLD_DIR     ARTICLE.json for each article: its claims as a careful reader takes them
SCORER.py    the scorer of claims, which says which parties are right
ROLES.jsonl  what event_readings --roles wrote of the articles
OUT.csv      feature,weight: read by the program as models/english.roles.csv
--fold K/N   leave out the articles of fold K of N: what cross-validation is made of

Of each event that serves a claim the right candidates are those whose parties the scorer takes for the
claim's; nobody where the claim names none. The chance of a candidate is its share of the sum of
exp(weights of its features) over all candidates of the slot. Weights under a Gaussian prior, found by
L-BFGS; the same input gives the same bytes.
"""
import argparse, json, os
from collections import Counter, defaultdict

import numpy as np
from scipy import optimize, sparse

from fit_choice import load_scorer

FOLDS = 13
PRIOR = 16.0    # precision of the prior on every weight
EMPTY = 0.2     # weight of a slot that the claim leaves empty: readers often leave out whom the sentence before names
RARE = 2        # features of fewer candidates are left out
STEP = 0.01     # smaller weights are not kept


def claim_of(scorer, claims, line):
    """The claim that the event serves, or None."""
    best, least = None, None
    for claim in claims:
        if line["type"] not in claim["type"]: continue
        spans = [c for c in line["clauses"] if scorer.overlaps(claim, {"span": c})]
        if not spans: continue
        slots = scorer.slots(claim, {**line, "status": claim["status"][0], "polarity": claim["polarity"][0]})
        key = (-slots.get("who", 0) - slots.get("whom", 0),
               min(abs(c["end"] - c["begin"] - claim["end"] + claim["begin"]) for c in spans))
        if least is None or key < least: best, least = claim, key
    return best


def label(scorer, claims, lines):
    """Lines of one article with `right` for each candidate; those that serve no claim are left out."""
    out = []
    for line in lines:
        claim = claim_of(scorer, claims, line)
        if claim is None: continue
        gold = claim.get(line["role"]) or []
        two = line["type"] in scorer.TWO_SIDED
        other = line["whom" if line["role"] == "who" else "who"] if two else []
        right = []
        for candidate in line["candidates"]:
            parties = candidate["parties"] + other
            right.append(scorer.actor_ok(gold, parties, 2 if two else 1) if gold else not candidate["parties"])
        if any(right): out.append({**line, "right": right, "weight": 1.0 if gold else EMPTY})
    return out


class Design:
    """Candidates of all lines, one row each."""

    def __init__(self, lines, index):
        indices, begins, self.groups, self.right = [], [0], [], []
        for g, line in enumerate(lines):
            for candidate, right in zip(line["candidates"], line["right"]):
                indices += sorted({index[f] for f in candidate["features"] if f in index})
                begins.append(len(indices))
                self.groups.append(g), self.right.append(right)
        self.x = sparse.csr_matrix((np.ones(len(indices)), indices, begins), shape=(len(begins) - 1, len(index)))
        self.groups, self.right = np.array(self.groups), np.array(self.right)
        self.weight = np.array([line["weight"] for line in lines])
        self.begins = np.flatnonzero(np.r_[True, self.groups[1:] != self.groups[:-1]])

    def shares(self, scores):
        """Of each candidate: its share of its group, and of the right ones of its group."""
        most = np.maximum.reduceat(scores, self.begins)[self.groups]
        e = np.exp(scores - most)
        right = np.where(self.right, e, 0)
        return (e / np.add.reduceat(e, self.begins)[self.groups],
                right / np.maximum(np.add.reduceat(right, self.begins)[self.groups], 1e-300))


def fit(lines, prior):
    counts = Counter(f for line in lines for c in line["candidates"] for f in set(c["features"]))
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= RARE))}
    design = Design(lines, index)

    def loss(w):
        whole, right = design.shares(design.x @ w)
        chance = np.add.reduceat(np.where(design.right, whole, 0), design.begins)
        amount = design.weight[design.groups]
        value = -(design.weight * np.log(np.maximum(chance, 1e-300))).sum() + 0.5 * prior * (w * w).sum()
        return value, design.x.T @ (amount * (whole - right)) + prior * w

    w = optimize.minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return index, w


def parties(candidate):
    return tuple(sorted({p["id"] for p in candidate["parties"]}))


def tell(lines, index, w, counts):
    """Counts what the model and the rules get right of the lines."""
    design = Design(lines, index)
    whole, _ = design.shares(design.x @ w)
    for g, line in enumerate(lines):
        share, begin = Counter(), design.begins[g]
        for i, c in enumerate(line["candidates"]): share[parties(c)] += whole[begin + i]
        best = max(share.items(), key=lambda kv: kv[1])[0]
        kind = line["role"] + (" told" if line["weight"] == 1 else " empty")
        by = {parties(c): r for c, r in zip(line["candidates"], line["right"])}
        rules = tuple(sorted({p["id"] for p in line[line["role"]]}))
        counts[kind, "all"] += 1
        counts[kind, "model"] += by[best]
        counts[kind, "rules"] += by.get(rules, False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold"), parser.add_argument("scorer"), parser.add_argument("roles"), parser.add_argument("out")
    parser.add_argument("--fold"), parser.add_argument("--prior", type=float, default=PRIOR)
    args = parser.parse_args()
    scorer, articles = load_scorer(args.scorer), defaultdict(list)
    for text in open(args.roles, encoding="utf-8"):
        line = json.loads(text)
        articles[os.path.basename(line["article"]).removesuffix(".txt")].append(line)
    names = sorted(articles)
    lines = [label(scorer, json.load(open(os.path.join(args.gold, n + ".json"), encoding="utf-8"))["claims"], articles[n])
             for n in names]

    def of(keep):
        return [line for k in range(len(names)) if keep(k) for line in lines[k]]

    if args.fold:
        k, n = map(int, args.fold.split("/"))
        index, w = fit(of(lambda i: i % n != k), args.prior)
    else:
        counts = Counter()
        for fold in range(FOLDS):
            index, w = fit(of(lambda i: i % FOLDS != fold), args.prior)
            tell(of(lambda i: i % FOLDS == fold), index, w, counts)
        print("cross-validated, right of those that may be:", ", ".join(
            f"{kind} {counts[kind, 'model']} (rules {counts[kind, 'rules']}) of {counts[kind, 'all']}"
            for kind in sorted({kind for kind, _ in counts})))
        index, w = fit(of(lambda i: True), args.prior)
    with open(args.out, "w", encoding="utf-8") as out:
        out.write("# Which party fills a slot of an event: log odds of each thing about it. Fitted by tools/train/fit_roles.py.\n")
        out.write("feature,weight\n")
        for name in sorted(index):
            if abs(w[index[name]]) >= STEP:
                out.write(('"' + name.replace('"', '""') + '"' if any(c in name for c in ',"') else name) + f",{w[index[name]]:.3f}\n")


if __name__ == "__main__":
    main()
