#!/usr/bin/env python3
"""How changes of control follow one another, in dated changes: what memory_days and near_km of data/territory/projection.csv rest on.

usage: change_rates.py TRUTH.csv[,TRUTH.csv] PARTIES.json [--from DAY] [--to DAY]

TRUTH.csv as for score_control.py; only rows of precision day and day_approx. For each change, the further changes to the same
winner at some distance and some days later, a day: the pair correlation in space and time, not yet divided by its far end.
"""
import csv, itertools, json, math
from datetime import date

from command_line import arguments

KM = ((0, 40), (40, 80), (80, 150), (150, 1000))
DAYS = ((1, 2), (2, 4), (4, 8), (8, 16), (16, 32), (32, 64), (64, 128), (128, 256))


def km(a, b):
    p = math.pi / 180
    h = math.sin((b[0] - a[0]) * p / 2) ** 2 + math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def main():
    pos, opt = arguments(2, __doc__)
    parties = json.load(open(pos[1]))
    changes = []
    for r in (r for path in pos[0].split(",") for r in csv.DictReader(open(path, encoding="utf-8"))):
        if r["precision"] not in ("day", "day_approx") or r.get("preferred") == "no" or not r["lat"]:
            continue
        if opt.get("--from", "") <= r["date"] <= opt.get("--to", "9999"):
            winner = (parties.get(r["controller_after"]) or [r["controller_after"]])[0]
            changes.append((date.fromisoformat(r["date"]), winner, (float(r["lat"]), float(r["lon"]))))
    changes.sort()
    print(f"{len(changes)} changes, {changes[0][0]} to {changes[-1][0]}; further changes to the same winner a day, after a change")
    print("km".ljust(12) + "".join(f"day {a}-{b - 1}".rjust(13) for a, b in DAYS))
    for low, high in KM:
        row = []
        for a, b in DAYS:
            n = sum(1 for e, f in itertools.permutations(changes, 2)
                    if e[1] == f[1] and a <= (f[0] - e[0]).days < b and low <= km(e[2], f[2]) < high)
            row.append(f"{n / len(changes) / (b - a):.4f}".rjust(13))
        print(f"{low}-{high}".ljust(12) + "".join(row))


if __name__ == "__main__":
    main()
