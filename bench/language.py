"""The language layers, and reading in all, beside UDPipe 1 in the same run: words a second, memory, start-up.

usage: language.py TEXT UDPIPE.model [--binary build/release] [--share BYTES]

Needs ufal.udpipe (PyPI), and perf or valgrind for instructions. Words are those between white space. UDPipe reads
the first --share bytes of the text (it is slow), dateline the whole of it: both once before and once after, so
that a machine that gets slower in between shows. For `read` the text is cut between paragraphs into dispatches of
about --piece bytes. Prints a table and writes nothing.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

PEER = """
import sys, time
from ufal.udpipe import Model, Pipeline
begin = time.time()
model = Model.load(sys.argv[2])
pipeline = Pipeline(model, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
pipeline.process(open(sys.argv[1], encoding="utf-8").read())
print(time.time() - begin)
"""


def timed(command, text):
    """-> wall seconds, peak memory in MB of a command that reads the file."""
    begin = time.time()
    with open(text, "rb") as file:
        process = subprocess.Popen(command, stdin=file, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed")
    return time.time() - begin, usage.ru_maxrss / 1024


def instructions(command, text):
    """Instructions of a command that reads the file, or None where neither perf nor valgrind counts them."""
    if shutil.which("perf"):
        with open(text, "rb") as file:
            found = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", *command], stdin=file,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        count = found.stderr.split(",")[0].strip().split("\n")[-1]
        if count.isdigit():
            return int(count)
    return None


def feed_of(content, piece):
    """JSON Lines of dated dispatches of about as many bytes, cut between paragraphs."""
    lines, paragraphs = [], []
    for paragraph in content.split("\n\n") + [None]:
        if paragraphs and (paragraph is None or sum(map(len, paragraphs)) > piece):
            lines.append(json.dumps({"id": str(len(lines)), "date": "2017-09-10", "outlet": "Example", "text": "\n\n".join(paragraphs)}))
            paragraphs = []
        if paragraph: paragraphs.append(paragraph)
    return "\n".join(lines) + "\n"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("text")
    p.add_argument("model")
    p.add_argument("--binary", default="build/release")
    p.add_argument("--share", type=int, default=150_000)
    p.add_argument("--piece", type=int, default=4_000)
    a = p.parse_args()
    content = open(a.text, encoding="utf-8").read()
    words = len(content.split())
    share = content[:content.rfind("\n\n", 0, a.share)]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as small, \
            tempfile.NamedTemporaryFile("w", suffix=".txt") as one, \
            tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as feed:
        feed.write(feed_of(content, a.piece))
        feed.flush()
        small.write(share)
        small.flush()
        one.write("Word.\n")
        one.flush()
        parse = [f"{a.binary}/dateline", "parse", "--threads"]
        read = [f"{a.binary}/dateline", "read", feed.name, "--theatre", "syria", "--format", "jsonl", "--threads"]
        ours, peers, reads = [], [], []
        for _ in range(2):
            ours.append(timed([*parse, "1"], a.text))
            reads.append(timed([*read, "1"], a.text))
            peers.append(timed([sys.executable, "-c", PEER, small.name, a.model], small.name))
        ours.append(timed([*parse, "1"], a.text))
        both, reads2, start = timed([*parse, "2"], a.text), timed([*read, "2"], a.text), min(timed([*parse, "1"], one.name) for _ in range(5))
        counted = instructions([*parse, "1"], a.text)
        stages = json.loads(subprocess.run([f"{a.binary}/language_stages", a.text], check=True, capture_output=True,
                                           text=True).stdout)
    us, peer = words / min(o[0] for o in ours), len(share.split()) / min(x[0] for x in peers)
    print(f"text                      {words} words; for UDPipe {len(share.split())}")
    print(f"UDPipe 1                  {peer:10.0f} words/s   {max(x[1] for x in peers):.0f} MB")
    print(f"dateline parse, 1 thread  {us:10.0f} words/s   {max(o[1] for o in ours):.0f} MB   {us / peer:.1f} times UDPipe")
    print(f"dateline parse, 2 threads {words / both[0]:10.0f} words/s   {both[1]:.0f} MB")
    reading = words / min(r[0] for r in reads)
    print(f"dateline read, 1 thread   {reading:10.0f} words/s   {max(r[1] for r in reads):.0f} MB   {reading / peer:.1f} times UDPipe")
    print(f"dateline read, 2 threads  {words / reads2[0]:10.0f} words/s   {reads2[1]:.0f} MB")
    print(f"start-up (one word)       {1000 * start[0]:10.0f} ms")
    if counted:
        print(f"instructions a word       {counted / words:10.0f}")
    for name in ("split", "encode", "tag", "parse", "all"):
        s = stages[name]
        print(f"  {name:8}                {s['words_per_second']:10.0f} words/s   {s['allocations_per_word']:.3f} allocations a word")
    print(f"kernels {stages['kernels']}; ratio from the best of three runs of ours and two of UDPipe's, start-up in both")


if __name__ == "__main__":
    main()
