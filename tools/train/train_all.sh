#!/usr/bin/env bash
# Trains the language layers from treebanks and texts, and names and attribution on top of them, and writes
# models/english.split.dlm, english.dlm, english.names.dlm, english.attribution.dlm, english.coreference.dlm,
# english.choice.csv and english.confidence.csv:
#   tools/train/train_all.sh GOLD WORK SCORER
# GOLD is the folder of the labelled data (ud/, corpus/, attribution/, ...); WORK keeps numbers and checkpoints, from
# which the same command goes on; SCORER is the scorer of claims, score_claims.py. Needs Python 3 with torch, numpy, xxhash and ninja (tools/train/requirements.txt), and
# WordNet's files (scripts/install.sh train), which WORDNET names where they are elsewhere.
# Two cores: see models/english.card.md for how long each part takes.
set -euo pipefail
gold=$(realpath "$1"); mkdir -p "$2"; work=$(realpath "$2"); scorer=$(realpath "$3")
cd "$(dirname "$0")/../.."
export OMP_WAIT_POLICY=PASSIVE
cmake --preset release --log-level=WARNING
cmake --build --preset release --target prepare_training train_splitter train_attribution dateline
build/release/train_splitter --train "$gold/ud/ewt.train.conllu" --train "$gold/ud/gum-open.train.conllu" \
  --dev "$gold/ud/ewt.dev.conllu" --dev "$gold/ud/gum.dev.conllu" -o models/english.split.dlm --seed 1
# Masked words are guessed on all texts; the last network learns from the other two on those whose use allows it.
more=("$gold"/attribution/polnear.train.jsonl "$gold"/coref/ecbplus.train.jsonl "$gold"/ner/wikigold.dev.jsonl
  "$gold"/geoparse/geovirus.dev.jsonl "$gold"/relations/re3d.dev.jsonl)
python3 tools/train/plain_text.py "$gold"/corpus/fakes.dev.jsonl "$gold"/corpus/guardian-syria.dev.jsonl "${more[@]:0:1}" \
  "$gold"/templates/muc4.train.jsonl "${more[@]:1}" > "$work/text.txt"
python3 tools/train/plain_text.py "${more[@]}" > "$work/more.txt"
build/release/prepare_training --train "$gold/ud/ewt.train.conllu" --train "$gold/ud/gum-open.train.conllu" \
  --dev "$gold/ud/ewt.dev.conllu" --dev "$gold/ud/gum.dev.conllu" --text "$work/text.txt" --more "$work/more.txt" \
  --irregular tools/train/irregular_words.tsv --wordnet "${WORDNET:-/usr/share/wordnet}" --closed tools/train/closed_words.tsv \
  -o "$work" --seed 1
train() { python3 tools/train/train_network.py "$work" --width 256 --batch 2500 "$@"; }
train -o "$work/first.pt" --pretrain-epochs 4 --epochs 24 --seed 1
train -o "$work/second.pt" --init "$work/first.pt" --tables-only --epochs 20 --seed 2
train -o "$work/network.pt" --init "$work/first.pt" --teacher "$work/first.pt" "$work/second.pt" --extra 5000 --twice 12544:16837 \
  --epochs 12 --rate 1.2e-3 --seed 3
train -o "$work/last.pt" --init "$work/network.pt" --teacher "$work/network.pt" --extra 1500 --twice 12544:16837 \
  --epochs 3 --rate 8e-4 --seed 1
python3 tools/train/export_network.py "$work/last.pt" "$work" --also "$work/network.pt" --share 0.8 -o models/english.dlm
# Names look at tags and trees, so that they are trained behind them.
cmake --build --preset release --target train_names train_coreference world
build/release/train_names --gold "$gold" --models models --world build/release/world.dlg -o models/english.names.dlm
# Attribution rests on tags and trees: after other weights of theirs this one command is due again (one minute, one core).
build/release/train_attribution "$gold/attribution/polnear.train.jsonl" -o models/english.attribution.dlm --seed 1
# Coreference rests on names too.
build/release/train_coreference "$gold/ud/gum-open.train.conllu" -o models/english.coreference.dlm --seed 1
# What events are chosen by rests on all of them, and confidence on the choice.
cmake --build --preset release --target event_readings
python3 tools/train/peaceful_texts.py "$gold/ud/gum-open.train.conllu" "$work/peaceful"
build/release/event_readings "$gold"/claims/*.txt --roles "$work/roles.jsonl" > "$work/readings.jsonl"
build/release/event_readings "$work"/peaceful/*.txt > "$work/others.jsonl"
python3 tools/train/fit_choice.py "$gold/claims" "$scorer" "$work/readings.jsonl" models/english.choice.csv --others "$work/others.jsonl"
python3 tools/train/fit_roles.py "$gold/claims" "$scorer" "$work/roles.jsonl" models/english.roles.csv
python3 tools/score/cross_validate_claims.py build/release "$gold/claims" "$scorer" "$gold/ud/gum-open.train.conllu" "$work/claims"
python3 tools/train/fit_confidence.py "$work/claims" models/english.confidence.csv
for bank in ewt gum; do
  build/release/dateline parse < "$gold/ud/$bank.dev.txt" > "$work/$bank.conllu"
done
