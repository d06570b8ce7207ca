#!/usr/bin/env python3
"""Claims of labelled articles, each read with weights that were fitted without it.

usage: cross_validate_claims.py BUILD_DIR GOLD_DIR SCORER.py TREEBANK.conllu OUT_DIR [--folds N]

BUILD_DIR  holds dateline and event_readings
GOLD_DIR   ARTICLE.txt and ARTICLE.json
TREEBANK   documents that tell of no conflict, as peaceful_texts.py takes it
OUT_DIR    receives ARTICLE.jsonl, to be scored beside ARTICLE.json, and hits.jsonl of the scorer:
           what fit_confidence.py learns from. The confidence of these claims is that of the choice of
           readings alone

Prints what the scorer says of them.
"""
import argparse, glob, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("build", "gold", "scorer", "treebank", "out"): parser.add_argument(name)
    parser.add_argument("--folds", type=int, default=13)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    texts = sorted(glob.glob(os.path.join(args.gold, "*.txt")))
    with tempfile.TemporaryDirectory() as folder:
        peaceful = os.path.join(folder, "peaceful")
        subprocess.run([sys.executable, os.path.join(HOME, "tools/train/peaceful_texts.py"), args.treebank, peaceful], check=True)
        readings, others, roles = (os.path.join(folder, name + ".jsonl") for name in ("readings", "others", "roles"))
        program = os.path.join(args.build, "event_readings")
        for path, files in (readings, texts), (others, sorted(glob.glob(os.path.join(peaceful, "*.txt")))):
            with open(path, "w") as out:
                subprocess.run([program, *files, *(["--roles", roles] if path == readings else [])], stdout=out, env={**os.environ, "DATELINE_HOME": HOME}, check=True)
        home = os.path.join(folder, "home")
        os.makedirs(os.path.join(home, "models"))
        os.symlink(os.path.join(HOME, "data"), os.path.join(home, "data"))
        for model in glob.glob(os.path.join(HOME, "models", "*.dlm")):
            os.symlink(model, os.path.join(home, "models", os.path.basename(model)))
        with open(os.path.join(home, "models/english.confidence.csv"), "w") as out:
            out.write("feature,weight\nodds,1\n")
        environment = {**os.environ, "DATELINE_HOME": home}
        for fold in range(args.folds):
            subprocess.run([sys.executable, os.path.join(HOME, "tools/train/fit_choice.py"), args.gold, args.scorer, readings,
                            os.path.join(home, "models/english.choice.csv"), "--fold", f"{fold}/{args.folds}", "--others", others], check=True)
            subprocess.run([sys.executable, os.path.join(HOME, "tools/train/fit_roles.py"), args.gold, args.scorer, roles,
                            os.path.join(home, "models/english.roles.csv"), "--fold", f"{fold}/{args.folds}"], check=True)
            for text in texts[fold::args.folds]:
                name = os.path.basename(text).removesuffix(".txt")
                with open(os.path.join(args.out, name + ".jsonl"), "w") as out:
                    subprocess.run([os.path.join(args.build, "dateline"), "read", text, "--format", "jsonl", "--names", "keep"], stdout=out,
                                   stderr=subprocess.DEVNULL, env=environment, check=True)
    pairs = [p for t in texts for p in (t.removesuffix(".txt") + ".json", os.path.join(args.out, os.path.basename(t).removesuffix(".txt") + ".jsonl"))]
    subprocess.run([sys.executable, args.scorer, "--hits=" + os.path.join(args.out, "hits.jsonl"), *pairs], check=True)


if __name__ == "__main__":
    main()
