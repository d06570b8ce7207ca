#!/usr/bin/env python3
"""How long each question to a record takes: p50, p95 and most, in milliseconds, by the clock and of processors.

usage: queries.py DATELINE RECORD [--turns 40] [--limit 100] [--count] [--only NAME]

Each question is one run of `dateline claims`, from start to end, with values drawn from the record: half of them
from a claim drawn by chance (so that what is frequent is asked often), half from all values alike. Answered is the first page
(--limit rows, JSON Lines); with --count the number of all that pass is asked instead. Turns of all questions are mixed. On a machine that
others use too, the time of processors is the one to read.
"""
import argparse, datetime, random, resource, sqlite3, subprocess, sys, time

SEED = 7


class Values:
    def __init__(self, path):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        low, high = self.db.execute("SELECT min(number), max(number) FROM claims").fetchone()
        numbers = [random.randint(low, high) for _ in range(4000)]
        self.claims = [self.db.execute("SELECT number, type, status, document, first_day, confidence FROM claims WHERE number >= ? LIMIT 1",
                                       (n,)).fetchone() for n in numbers]
        self.many = {}
        for name, table, column in (("place", "claim_places", "name"), ("party", "claim_actors", "actor"),
                                    ("source", "claim_speakers", "kind"), ("outlet", "documents", "outlet")):
            join = "document" if table == "documents" else "claim"
            rows = []
            for claim in self.claims:
                key = claim[3] if join == "document" else claim[0]
                where = "id" if join == "document" else "claim"
                rows += [r[0] for r in self.db.execute(f"SELECT {column} FROM {table} WHERE {where} = ?", (key,)) if r[0]]
            self.many[name] = (rows, sorted(set(rows)))
        self.many["type"] = self.both([c[1] for c in self.claims])
        self.many["status"] = self.both([c[2] for c in self.claims])
        words = []
        for claim in self.claims[:600]:
            text = self.db.execute("SELECT text FROM claims WHERE number = ?", (claim[0],)).fetchone()[0]
            words += [w for w in text.split() if w.isascii() and w.isalpha() and len(w) > 3]
        self.many["words"] = self.both(words)

    @staticmethod
    def both(rows):
        return rows, sorted(set(rows))

    def any(self, name):
        often, alike = self.many[name]
        return random.choice(often if random.random() < 0.5 else alike)

    def day(self):
        return random.choice(self.claims)[4]

    def point(self):
        row = self.db.execute("SELECT lat, lon FROM claim_places WHERE claim >= ? AND lat IS NOT NULL LIMIT 1",
                              (random.choice(self.claims)[0],)).fetchone()
        return f"{row[0] + random.uniform(-.1, .1):.4f},{row[1] + random.uniform(-.1, .1):.4f}"


def questions(v):
    near = lambda: ["--near", v.point(), "--radius", str(random.choice([5, 25, 100]))]
    one = lambda name: lambda: [f"--{name}", v.any(name)]
    words = lambda: ["--words", '"' + v.any("words") + '"']
    days = lambda: (lambda d: ["--from", d, "--to", str(datetime.date.fromisoformat(d) + datetime.timedelta(random.choice([0, 3, 30, 300])))])(v.day())
    month = lambda: ["--month", v.day()[:7]]
    known = lambda: ["--known-by", v.day()]
    confidence = lambda: ["--confidence", f"{random.choice([.3, .5, .7, .8, .9, .95]):.2f}"]
    polarity = lambda: ["--polarity", random.choice(["affirmed", "negated"])]
    both = lambda *parts: lambda: [word for part in parts for word in part()]
    out = {"place": one("place"), "near": near, "party": one("party"), "type": one("type"), "status": one("status"),
           "polarity": polarity, "source": one("source"), "outlet": one("outlet"), "day": days, "month": month,
           "words": words, "confidence": confidence, "known-by": known}
    pairs = [("party", "day"), ("place", "type"), ("place", "party"), ("type", "status"), ("near", "type"), ("near", "month"),
             ("words", "outlet"), ("words", "place"), ("source", "day"), ("type", "confidence"), ("place", "known-by"),
             ("party", "month"), ("outlet", "polarity"), ("near", "known-by")]
    for a, b in pairs: out[f"{a}+{b}"] = both(out[a], out[b])
    out["place+type+party+month"] = both(out["place"], out["type"], out["party"], month)
    out["words+near+day+status"] = both(words, near, days, out["status"])
    out["nothing"] = lambda: []
    return out


def processors():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dateline"); parser.add_argument("record")
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--only")
    args = parser.parse_args()
    random.seed(SEED)
    asked = questions(Values(args.record))
    names = [n for n in asked if not args.only or n == args.only] * args.turns
    random.shuffle(names)
    took, rows, slowest, busy = {}, {}, {}, {}
    tail = ["--count"] if args.count else ["--limit", str(args.limit), "--format", "jsonl"]
    for name in names:
        words = asked[name]()
        begin, before = time.perf_counter(), processors()
        ran = subprocess.run([args.dateline, "claims", "--db", args.record, *words, *tail], capture_output=True)
        ms = 1000 * (time.perf_counter() - begin)
        if ran.returncode: sys.exit(f"{words}: {ran.stderr.decode()}")
        took.setdefault(name, []).append(ms)
        busy.setdefault(name, []).append(1000 * (processors() - before))
        rows.setdefault(name, []).append(int(ran.stdout) if args.count else ran.stdout.count(b"\n"))
        if ms >= max(took[name]): slowest[name] = " ".join(words)
    at = lambda list_, p: sorted(list_)[min(len(list_) - 1, int(p * len(list_)))]
    whole = lambda lists: [ms for list_ in lists.values() for ms in list_]
    cells = lambda ms, cpu: f"{at(ms, .5):.0f} | {at(ms, .95):.0f} | {max(ms):.0f} | {at(cpu, .5):.0f} | {at(cpu, .95):.0f} | {max(cpu):.0f}"
    print("| question | p50 ms | p95 ms | most ms | p50 cpu | p95 cpu | most cpu | rows (median) | slowest |\n" + "| --- " * 9 + "|")
    for name in asked:
        if name in took:
            print(f"| {name} | {cells(took[name], busy[name])} | {at(rows[name], .5)} | {slowest[name]} |")
    print(f"| all {len(whole(took))} | {cells(whole(took), whole(busy))} | | |")


if __name__ == "__main__":
    main()
