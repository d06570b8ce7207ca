#!/usr/bin/env python3
"""Write the documents of a treebank that are no news as dated texts: what fit_choice.py learns from
that words of war are mostly not of war.

usage: peaceful_texts.py TREEBANK.conllu OUT_DIR

TREEBANK   CoNLL-U with `# newdoc id = GUM_GENRE_NAME` and `# text = ...`
OUT_DIR    receives ID.txt for each document but those of the genre "news"
"""
import os, sys

DATE = "date 2017-01-01\n"  # a text needs one; none is told of by these readings


def main():
    if len(sys.argv) != 3: sys.exit(__doc__)
    os.makedirs(sys.argv[2], exist_ok=True)
    out = None
    for line in open(sys.argv[1], encoding="utf-8"):
        if line.startswith("# newdoc id = "):
            name = line.split(" = ", 1)[1].strip()
            if out: out.close()
            out = None if "_news_" in name else open(os.path.join(sys.argv[2], name + ".txt"), "w", encoding="utf-8")
            if out: out.write(DATE)
        elif line.startswith("# newpar") and out:
            out.write("\n")
        elif line.startswith("# text = ") and out:
            out.write(line.split(" = ", 1)[1].strip() + " ")
    if out: out.close()


if __name__ == "__main__":
    main()
