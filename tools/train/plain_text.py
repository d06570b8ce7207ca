"""Writes the texts of JSON Lines files as plain text, a paragraph a line, for prepare_training --text.

usage: plain_text.py FILE.jsonl ... > TEXT.txt

Items of a `licence` that names the BBC are left out. Old agency texts in capitals keep them.
"""
import json
import re
import sys


def paragraphs(item):
    """Yields the text's paragraphs without line breaks; wrapped lines are joined."""
    text = re.sub(r"^\s*.*?\[TEXT\]", "", item.get("text", ""), count=1, flags=re.S)
    for paragraph in re.split(r"\n\s*\n|(?<=[.!?\"”])\n", text):
        paragraph = " ".join(paragraph.split())
        if len(paragraph) > 20:
            yield paragraph


def main():
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                if "bbc" in json.dumps([item.get("licence"), item.get("subcorpus")]).lower():
                    continue
                for paragraph in paragraphs(item):
                    print(paragraph)


if __name__ == "__main__":
    main()
