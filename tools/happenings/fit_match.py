"""Fits data/happenings/weights.csv on labelled pairs, and tells how well it does on pairs it has not seen.

    pair_features RECORD tests/gold/same_event.csv | python3 fit_match.py > data/happenings/weights.csv

With --open the weights are those of the open part alone, to see how well happenings do on the held part.

Logistic regression with a penalty on the squares of all weights but the bias. Pairs that share an article, through however
many others, are left out together.
"""

import csv
import sys

import numpy as np

PENALTY = 2.0
FOLDS = 12
BACKGROUND = 0.1  # what a pair of months apart counts
REASONS = {
    "bias": "two reports taken at random",
    "places_far": "the nearest two places over 75 km apart",
    "days_apart": "a day between the two, at most 3",
    "days_same": "both tell a day, the same or the next",
    "who_apart": "both tell a doer and neither lies within the other",
    "killed_same": "both tell the dead: as many",
    "killed_close": "not over 1.4 times as many",
    "killed_far": "over 2.5 times as many",
    "killed_near": "a count of dead shared around, at most 2",
    "site_same": "a kind of what was hit is shared",
    "means_apart": "both tell how, in no shared way",
    "numbers": "a number shared by the sentences, at most 2",
    "names_apart": "both have names and share none",
    "names_near": "a name shared around, at most 3",
    "places_near": "a place shared around, at most 2",
    "places_apart": "places around on both sides, none shared",
    "sentence": "cosine of the sentences' words",
    "lead": "cosine of each one's surroundings and the other document's beginning, added",
}


def fit(x, y, count):
    w = np.zeros(x.shape[1])
    free = np.array([0.0] + [PENALTY] * (x.shape[1] - 1))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (count * p * (1 - p))[:, None]).T @ x + np.diag(free) + 1e-9 * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (count * (p - y)) + free * w)
    return w


def f1(found, y):
    return 2 * (found & (y > 0)).sum() / max(1, found.sum() + y.sum())


def components(pairs):
    root = {}

    def find(one):
        root.setdefault(one, one)
        while root[one] != one:
            one = root[one]
        return one

    for a, b in pairs:
        root[find(a)] = find(b)
    return np.array([find(a) for a, _ in pairs])


def main():
    everything = list(csv.DictReader(sys.stdin))
    names = list(everything[0])[4:]
    is_background = lambda row: row["part"] == "background"
    rows = [row for row in everything if not is_background(row)]
    values = lambda some: np.array([[float(row[name]) for name in names] for row in some])
    x, far = values(rows), values([row for row in everything if is_background(row)])
    y = np.array([row["same"] == "yes" for row in rows], float)
    held = np.array([row["part"] == "held" for row in rows])
    group = components([(row["document_a"], row["document_b"]) for row in rows])

    def fit_with_background(some):
        count = np.concatenate([np.ones(some.sum()), np.full(len(far), BACKGROUND)])
        return fit(np.vstack([x[some], far]), np.concatenate([y[some], np.zeros(len(far))]), count)

    odds = np.zeros(len(y))
    groups = sorted(set(group))
    for k in range(FOLDS):
        out = np.isin(group, groups[k::FOLDS])
        odds[out] = x[out] @ fit_with_background(~out)
    loss = np.mean(np.log(1 + np.exp(-np.where(y > 0, odds, -odds))))
    unseen = f1(x[held] @ fit_with_background(~held) > 0, y[held])
    print(f"# Log odds that two reports are of one event, fitted by tools/happenings/fit_match.py on {len(y)} pairs of")
    print(f"# tests/gold/same_event.csv. Pairs left out in {FOLDS} turns: F1 {f1(odds > 0, y):.3f}, log loss {loss:.3f};")
    print(f"# fitted on the open part alone, F1 on the held part: {unseen:.3f}.")
    print("feature,weight,reason")
    for name, weight in zip(names, fit_with_background(~held if "--open" in sys.argv else np.full(len(y), True))):
        print(f'{name},{weight:.3f},"{REASONS[name]}"')


main()
