#!/usr/bin/env python3
"""Back-test of `dateline project`: from each day of a range, some days ahead, against what came.

usage: projection_backtest.py RECORD.db DATELINE SHARED [--from DAY] [--to DAY] [--every N] [--truth NAME[,NAME]]
       [--theatre DIR] [--ahead 1,3,7] [--runs N] [--keep DIR] [--by-day yes]

RECORD.db  a record (`make demo`, or `dateline read ... --db`)
DATELINE   the program; DATELINE_HOME as for it
SHARED     the folder with geo/control_truth.csv, geo/parties.json and eval/score_control.py

--truth    files of SHARED/geo; without it, control_truth.csv

From each day D (2024-11-27 to 2024-12-08, or every N-th of a range) the situation is run forward by what had been published by D. The chances for
D + n are scored by score_control.py: for each place and day on which the truth is certain, the sum over states of
(p - truth)^2. Beside it stand three plain rules: nothing changes (the belief of D is kept), as many places as yesterday
change each day, the nearest first, and the same spread evenly over the front. Skill is 1 - Brier / Brier of the rule; its
interval of 90 % comes from drawing places again 2,000 times, since the days of one place are one story.

"late" scores only the place-days whose truth differs from that of the day D: what there was to foresee.
"""
import csv, io, json, os, random, subprocess, sys, tempfile
from collections import defaultdict
from datetime import date, timedelta

from command_line import arguments

MODELS = ("front", "same", "yesterday", "evenly")


def project(program, record, day, days, model, runs, more):
    out = subprocess.run([program, "project", "--db", record, "--from", str(day), "--days", str(days), "--model", model,
                          "--runs", str(runs), "--format", "csv", *more], check=True, capture_output=True, text=True).stdout
    places = defaultdict(dict)  # day -> place -> row
    for r in csv.DictReader(io.StringIO(out)):
        if r["what"] == "changed" or not r["lat"]:
            continue
        row = places[r["on"]].setdefault(r["place"], {"place": r["place"], "name": r["name"], "lat": float(r["lat"]),
                                                      "lon": float(r["lon"]), "on": r["on"], "state": {}})
        row["state"][r["what"]] = float(r["p"])
    return places


def score(shared, truth, folder, label):
    items = os.path.join(folder, label + ".items")
    done = subprocess.run([sys.executable, os.path.join(shared, "eval", "score_control.py"),
                           ",".join(os.path.join(shared, "geo", name) for name in truth), os.path.join(shared, "geo", "parties.json"),
                           os.path.join(folder, label), "--items", items], capture_output=True, text=True)
    if done.returncode:
        return {}
    return {(i["place"], i["day"]): (i["brier"], i["truth"]) for i in map(json.loads, open(items))}


def skill(rows, rule, picked):
    ours = sum(r["front"] for p in picked for r in rows[p])
    theirs = sum(r[rule] for p in picked for r in rows[p])
    return 1 - ours / theirs if theirs > 0 else 0.0


def interval(rows, rule, dice):
    places = sorted(rows)
    drawn = sorted(skill(rows, rule, [dice.choice(places) for _ in places]) for _ in range(2000))
    return drawn[100], drawn[1899]


def main():
    (record, program, shared), opt = arguments(3, __doc__)
    first, last = date.fromisoformat(opt.get("--from", "2024-11-27")), date.fromisoformat(opt.get("--to", "2024-12-08"))
    ahead = [int(n) for n in opt.get("--ahead", "1,3,7").split(",")]
    runs = int(opt.get("--runs", "1000"))
    more = ["--theatre", opt["--theatre"]] if "--theatre" in opt else []
    folder = opt.get("--keep") or tempfile.mkdtemp()
    truth = opt.get("--truth", "control_truth.csv").split(",")
    starts = [first + timedelta(n) for n in range(0, (last - first).days + 1, int(opt.get("--every", "1")))]
    for day in starts:
        for model in MODELS:
            places = project(program, record, day, max(ahead), model, runs, more)
            for n in ahead:
                on = str(day + timedelta(n))
                at = os.path.join(folder, f"{model}-{n}")
                os.makedirs(at, exist_ok=True)
                with open(os.path.join(at, on + ".jsonl"), "w") as f:
                    f.writelines(json.dumps(row) + "\n" for row in places[on].values())
                # The truth of the start, to tell what there was to foresee.
                at = os.path.join(folder, f"{model}-start")
                os.makedirs(at, exist_ok=True)
                with open(os.path.join(at, str(day) + ".jsonl"), "w") as f:
                    f.writelines(json.dumps(row) + "\n" for row in places[str(day + timedelta(1))].values())
    dice = random.Random(1)
    then = score(shared, truth, folder, "same-start")
    found = {(m, n): score(shared, truth, folder, f"{m}-{n}") for m in MODELS for n in ahead}
    print("ahead       items  places  Brier: front  same   yesterday  evenly  skill over same         yesterday               evenly")
    for only_late in (False, True):
        for n in ahead:
            rows = defaultdict(list)
            for key, (_, truth) in found["front", n].items():
                start = str(date.fromisoformat(key[1]) - timedelta(n))
                before = then.get((key[0], start))
                if only_late and (before is None or before[1] == truth):
                    continue
                rows[key[0]].append({"day": start, **{m: found[m, n][key][0] for m in MODELS}})
            count = sum(map(len, rows.values()))
            if not count:
                continue
            mean = {m: sum(r[m] for p in rows for r in rows[p]) / count for m in MODELS}
            cells = []
            for rule in MODELS[1:]:
                low, high = interval(rows, rule, dice)
                cells.append(f"{skill(rows, rule, rows):+.3f} ({low:+.2f} to {high:+.2f})")
            print(f"{n:5}{' late' if only_late else '     '} {count:6} {len(rows):7}  {mean['front']:12.3f}  {mean['same']:.3f}"
                  f"  {mean['yesterday']:.3f}      {mean['evenly']:.3f}   " + "  ".join(cells))
            if "--by-day" in opt and not only_late:
                for day in sorted({r["day"] for p in rows for r in rows[p]}):
                    of = [r for p in rows for r in rows[p] if r["day"] == day]
                    print(f"      from {day} {len(of):4} items", *(f"{m} {sum(r[m] for r in of) / len(of):.3f}" for m in MODELS))


if __name__ == "__main__":
    main()
