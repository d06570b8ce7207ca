#!/usr/bin/env python3
"""Control by place and day from real articles of 2014 to 2019, beside plain rules.

usage: control_articles.py DATELINE SHARED OUT_DIR [--start-day 2014-01-01] [--to 2019-12-31]

DATELINE  the program
SHARED    holds gold/corpus/{fakes,guardian-syria}.dev.jsonl, geo/ and eval/score_control.py
OUT_DIR   receives the feed, a copy of the Syrian theatre with starting control of that day, the record, and
          MODEL.jsonl with each place-day's Brier score

Starting control is what the truth says of changes before that day, else what a place's next change came from; a
place without any is general knowledge. Prints accuracy, changed and Brier of each model, Brier with a 95 % interval by
bootstrap over places.
"""
import argparse, csv, json, math, os, random, re, shutil, subprocess, sys
from collections import defaultdict

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODELS = ("belief", "latest", "vote", "persist")
NEAR_KM = 3          # between a place of the truth and one of the theatre
SURE = 0.93          # of a place whose control the truth tells
GENERAL = (("syria.government", 0.55), ("syria.opposition", 0.25), ("syria.sdf", 0.08), ("islamic_state", 0.07))
SAMPLES = 2000


def km(a, b, c, d):
    p = math.pi / 180
    h = math.sin((c - a) * p / 2) ** 2 + math.cos(a * p) * math.cos(c * p) * math.sin((d - b) * p / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def write_start(shared, theatre, day):
    """Replaces start.csv of the theatre's copy."""
    parties = json.load(open(os.path.join(shared, "geo/parties.json"), encoding="utf-8"))
    places = [p for p in rows_of(os.path.join(theatre, "places.csv")) if p["lat"]]
    changes = defaultdict(list)
    for name in ("control_truth.csv", "control_truth_2011_2019.csv"):
        for row in rows_of(os.path.join(shared, "geo", name)):
            if row["preferred"] == "no": continue
            far = [(km(float(row["lat"]), float(row["lon"]), float(p["lat"]), float(p["lon"])), p["id"]) for p in places]
            if min(far)[0] <= NEAR_KM: changes[min(far)[1]].append((row["date"], row["controller_before"], row["controller_after"]))
    with open(os.path.join(theatre, "start.csv"), "w", encoding="utf-8") as out:
        out.write("place,on,party,probability,source,note\n")
        for party, share in GENERAL: out.write(f"syria,{day},{party},{share},general knowledge,\n")
        for place, told in sorted(changes.items()):
            before = [c for c in sorted(told) if c[0] < day]
            label = before[-1][2] if before else sorted(told)[0][1]
            ids = parties.get(label) or []
            if ids and label != "vacated": out.write(f"{place},{day},{ids[0]},{SURE},general knowledge,\n")


def score(args, model, record, theatre):
    folder = os.path.join(args.out, model)
    os.makedirs(folder, exist_ok=True)
    command = [args.dateline, "control", "--db", record, "--theatre", theatre, "--on", args.start_day, "--to", args.to,
               "--model", model, "--format", "jsonl"]
    files = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            files.setdefault(re.search(r'"on":"([0-9-]+)"', line).group(1), []).append(line)
    if process.returncode != 0: sys.exit("control failed")
    for day, lines in files.items():
        with open(os.path.join(folder, day + ".jsonl"), "w", encoding="utf-8") as out: out.writelines(lines)
    geo, items = os.path.join(args.shared, "geo"), os.path.join(args.out, model + ".jsonl")
    told = subprocess.run(
        [sys.executable, os.path.join(args.shared, "eval/score_control.py"),
         f"{geo}/control_truth.csv,{geo}/control_truth_2011_2019.csv", f"{geo}/parties.json", folder, "--from", args.start_day,
         "--to", args.to, "--places", f"{geo}/places_articles.txt", "--items", items],
        check=True, capture_output=True, text=True).stdout
    shutil.rmtree(folder)
    by_place = defaultdict(list)
    for line in open(items, encoding="utf-8"):
        item = json.loads(line)
        by_place[item["place"]].append(item["brier"])
    return told, by_place


def interval(by_place):
    """Mean over place-days of places drawn with replacement: its 2.5th and 97.5th percentile."""
    dice, names = random.Random(1), sorted(by_place)
    means = []
    for _ in range(SAMPLES):
        drawn = [by_place[dice.choice(names)] for _ in names]
        means.append(sum(map(sum, drawn)) / sum(map(len, drawn)))
    means.sort()
    return means[int(SAMPLES * 0.025)], means[int(SAMPLES * 0.975)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dateline"), parser.add_argument("shared"), parser.add_argument("out")
    parser.add_argument("--start-day", default="2014-01-01"), parser.add_argument("--to", default="2019-12-31")
    args = parser.parse_args()
    args.dateline = os.path.abspath(args.dateline)
    os.makedirs(args.out, exist_ok=True)
    feed, theatre, record = (os.path.join(args.out, name) for name in ("feed.jsonl", "syria", "articles.db"))
    with open(feed, "w", encoding="utf-8") as out:
        for name in ("fakes", "guardian-syria"):
            for line in open(os.path.join(args.shared, f"gold/corpus/{name}.dev.jsonl"), encoding="utf-8"):
                it = json.loads(line)
                # Where an article has no date line, the day of what it tells stands in for it.
                out.write(json.dumps({"id": it["id"], "date": it["date"] or it.get("event_date"), "outlet": it["source"], "text": it["text"]}) + "\n")
    shutil.copytree(os.path.join(HOME, "data/theatres/syria"), theatre, dirs_exist_ok=True)
    write_start(args.shared, theatre, args.start_day)
    for end in ("", "-wal", "-shm"):
        if os.path.exists(record + end): os.remove(record + end)
    subprocess.run([args.dateline, "read", feed, "--theatre", theatre, "--db", record], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for model in MODELS:
        told, by_place = score(args, model, record, theatre)
        figures = {name: re.search(rf"^{name}\s*=\s*([0-9.]+)", told, re.M).group(1) for name in ("accuracy", "changed", "Brier", "ECE", "seen")}
        low, high = interval(by_place)
        print(f"{model:8} " + "  ".join(f"{k} {v}" for k, v in figures.items()) + f"  Brier's interval {low:.3f} to {high:.3f}")


if __name__ == "__main__":
    main()
