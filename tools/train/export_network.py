"""Writes a trained network as models/english.dlm: integers, as dateline/language/model_file.h tells.

usage: export_network.py MODEL.pt DATA -o models/english.dlm [--also FIRST.pt]

DATA is the folder of prepare_training that the model learned from.
"""
import argparse
import collections
import struct

import numpy as np
import torch
import xxhash

from network import DISTANCES, squash
from train_network import Data, load_model

FINE = 1 << 14  # of a real number, in 16 bits
CLASS_SETS, CASES = 256, 5  # of dateline/language/lexicon.h
TRUST = 1.4  # what an opinion counts beside the network; chosen on the dev sets
FEW, OPINIONS = 4, (-6, 3)  # words that a set counts for before it is counted; bounds of an opinion


def matrix_bytes(weights, bias, scales, multipliers, limits):
    """A matrix section. weights: [rows, columns] int8."""
    rows, columns = weights.shape
    padded = -(-rows // 16) * 16
    packed = np.zeros((padded, columns), np.int8)
    packed[:rows] = weights
    packed = packed.reshape(padded // 16, 16, columns // 4, 4).transpose(0, 2, 1, 3)
    out = struct.pack("<3I", rows, padded, columns).ljust(64, b"\0")
    for numbers in (bias, limits, multipliers):
        full = np.zeros(padded, np.int32)
        full[:rows] = numbers
        out += full.tobytes()
    return out + np.ascontiguousarray(packed).tobytes()


def brought(step):
    """Multiplier and limit for sums whose unit is worth `step` 16-bit units. step: an array."""
    multiplier = np.round(step * 65536).astype(np.int64)
    assert (multiplier > 100).all() and (multiplier < 1 << 30).all(), multiplier
    return multiplier, (32767 << 16) // multiplier


def affine(weight, bias, fine):
    """A matrix whose sums are brought to `fine` (a number, or one a row) units of a real number."""
    weight, bias = weight.numpy().astype(np.float64), bias.numpy().astype(np.float64)
    scale = np.maximum(np.abs(weight).max(1), 1e-6) / 127
    quantised = np.round(weight / scale[:, None]).astype(np.int64)
    offset = np.round(bias * 127 / scale).astype(np.int64) - 128 * quantised.sum(1)
    multiplier, limit = brought(scale / 127 * fine)
    return matrix_bytes(quantised, offset, scale, multiplier, limit)


def choice(weight, bias):
    """A matrix whose sums are compared with each other: one scale for all rows."""
    weight, bias = weight.numpy().astype(np.float64), bias.numpy().astype(np.float64)
    scale = np.abs(weight).max() / 127
    quantised = np.round(weight / scale).astype(np.int64)
    offset = np.round(np.clip(bias * 127 / scale, -1e8, 1e8)).astype(np.int64) - 128 * quantised.sum(1)
    zero = np.zeros(len(bias))
    return matrix_bytes(quantised, offset, scale, zero, zero)


def reorder(weight, bias, labels, names):
    """Rows in the order of the program's enumeration; what training did not see is never chosen."""
    out_weight, out_bias = torch.zeros(len(names), weight.shape[1]), torch.full((len(names),), -1e5)
    for i, name in enumerate(names):
        if name in labels:
            out_weight[i], out_bias[i] = weight[labels[name]], bias[labels[name]]
    return out_weight, out_bias


def table(rows):
    rows = rows.numpy().astype(np.float64)
    scale = np.abs(rows).max() / 127
    return np.round(rows / scale).astype(np.int8), scale


def strings(names):
    return "".join(n + "\n" for n in names).encode()


def known_lemmas(data, folder, rules, uposes):
    """Words whose lemma needs no guess: seen thrice with the same rule, or irregular. Adds to `rules`.

    -> keys (word hash with the part of speech above it), ascending, and rules, one each.
    """
    upos_names = list(data.labels[0])
    seen = collections.defaultdict(collections.Counter)
    for sentence in data.train:
        for row in sentence:
            if row[4] >= 0:
                seen[uposes.index(upos_names[row[1]]) << 32 | data.hash[row[0]]][int(row[4])] += 1
    table = {}
    for key, counts in seen.items():
        rule, count = counts.most_common(1)[0]
        if count >= 3 and count >= 0.95 * sum(counts.values()):
            table[key] = rule
    for line in open(f"{folder}/irregular.tsv", encoding="utf-8"):
        upos, word, rule = line.rstrip("\n").split("\t")
        if rule not in rules:
            rules.append(rule)
        table[uposes.index(upos) << 32 | int(word)] = rules.index(rule)
    keys = sorted(table)
    return np.array(keys, np.uint64), np.array([table[k] for k in keys], np.uint16)


def lexicon(folder, step, uposes):
    """Keys, classes and opinions of the dictionary; step: what a unit of the scores is worth.

    An opinion is the log of how much oftener rare words of these classes and this case bear a tag than all rare words
    of this case; few words of a set speak as all words of the case do.
    """
    entries = np.loadtxt(f"{folder}/lexicon.tsv", np.int64, delimiter="\t")
    counts = np.zeros((CLASS_SETS, CASES, len(uposes)))
    for row in np.loadtxt(f"{folder}/opinions.tsv", np.int64, delimiter="\t"):
        counts[row[0], row[1]] = row[2:]
    plain = counts.sum(0) + 0.5
    plain /= plain.sum(1, keepdims=True)
    shares = (counts + FEW * plain) / (counts.sum(2, keepdims=True) + FEW)
    opinions = np.round(TRUST * np.clip(np.log(shares / plain), *OPINIONS) / step)
    return (entries[:, 0].astype(np.uint32).tobytes(), entries[:, 1].astype(np.uint16).tobytes(),
            opinions.astype(np.int32).tobytes())


def sections(net, data, folder):
    a = net.a
    names = dict(line.rstrip("\n").split("\t", 1) for line in open(f"{folder}/names.tsv", encoding="utf-8"))
    uposes, deprels = names["upos"].split("\t"), names["deprel"].split("\t")
    w = {k: v.detach().float() for k, v in net.state_dict().items()}
    out = {}

    order = sorted(range(len(data.vocabulary)), key=lambda i: data.vocabulary[i])
    words, word_scale = table(torch.cat([w["word.weight"][:1], w["word.weight"][[i + 2 for i in order]]]))
    affixes, affix_scale = table(w["affix.weight"][:-2])
    shapes, shape_scale = table(w["shape.weight"][:-1])
    windows = [3 if i < a.windows else 1 for i in range(a.layers)]
    out["encoder.sizes"] = struct.pack(f"<{7 + a.layers}I", a.word_dim, a.affix_dim, a.shape_dim, a.input, a.width,
                                       len(order), a.layers, *windows)
    out["word.keys"] = np.array([data.vocabulary[i] for i in order], np.uint32).tobytes()
    out["affix.keys"] = np.array(data.affix_keys, np.uint32).tobytes()
    out["word.rows"], out["affix.rows"], out["shape.rows"] = words.tobytes(), affixes.tobytes(), shapes.tobytes()
    columns = np.concatenate([np.full(n, s) for n, s in ((a.word_dim, word_scale), (a.affix_dim, affix_scale),
                                                         (a.shape_dim, shape_scale))])
    mix = w["mix.weight"].numpy().astype(np.float64) * columns
    scale = np.abs(mix).max(1) / 2047
    multiplier, limit = brought(scale * FINE)
    out["mix.weights"] = np.round(mix / scale[:, None]).astype(np.int16).tobytes()
    out["mix.bias"] = np.round(w["mix.bias"].numpy() / scale).astype(np.int32).tobytes()
    out["mix.multiplier"], out["mix.limit"] = multiplier.astype(np.int32).tobytes(), limit.astype(np.int32).tobytes()

    fine = np.repeat([FINE / 2, FINE, FINE / 2], a.width)  # forget, candidate, output
    for i in range(a.layers):
        out[f"layer{i}.gates"] = affine(w[f"layers.{i}.gates.weight"], w[f"layers.{i}.gates.bias"], fine)
        if f"layers.{i}.skip.weight" in w:
            out[f"layer{i}.skip"] = affine(w[f"layers.{i}.skip.weight"], w[f"layers.{i}.skip.bias"], FINE)

    out["tag.hidden"] = affine(w["tag_hidden.weight"], w["tag_hidden.bias"], FINE)
    out["tag.upos"] = choice(*reorder(w["upos.weight"], w["upos.bias"], data.labels[0], uposes))
    step = np.abs(w["upos.weight"].numpy()).max() / 127 / 127
    out["lexicon.keys"], out["lexicon.classes"], out["lexicon.opinions"] = lexicon(folder, step, uposes)
    feats, rules = list(data.labels[2]), list(data.labels[3])
    parts = np.zeros(len(feats), np.uint32)
    seen = {(int(r[1]), int(r[3])) for s in data.train for r in s}
    upos_at = {data.labels[0][n]: uposes.index(n) for n in data.labels[0]}
    for upos, feat in seen:
        if feat >= 0:
            parts[feat] |= 1 << upos_at[upos]
    out["tag.feats"], out["tag.feats.names"] = choice(w["feats.weight"], w["feats.bias"]), strings(feats)
    out["tag.feats.parts"] = parts.tobytes()
    keys, wanted = known_lemmas(data, folder, rules, uposes)
    out["tag.rule"], out["tag.rule.names"] = choice(w["rule.weight"], w["rule.bias"]), strings(rules)
    out["lemma.keys"], out["lemma.rules"] = keys.tobytes(), wanted.tobytes()

    score = FINE / 8
    out["parse.dependent"] = affine(w["dependent.weight"], w["dependent.bias"], FINE)
    out["parse.head"] = affine(w["head.weight"], w["head.bias"], FINE)
    out["parse.arc"] = affine(w["arc"].t(), w["head_bias.weight"][0], score)
    root = squash(squash(w["root"]) @ w["head.weight"].t() + w["head.bias"])
    out["parse.root"] = (np.round(root.numpy() * 127).astype(np.int64) + 128).astype(np.uint8).tobytes()
    out["parse.distance"] = np.round(w["distance"].numpy() * score * 127).astype(np.int32).tobytes()
    out["parse.rel_dependent"] = affine(w["rel_dependent.weight"], w["rel_dependent.bias"], FINE / 4)
    out["parse.rel_head"] = affine(w["rel_head.weight"], w["rel_head.bias"], FINE / 4)
    out["parse.rel"] = choice(*reorder(w["rel.weight"], w["rel.bias"], data.labels[4], deprels))
    assert len(w["distance"]) == 2 * len(DISTANCES) + 3
    return out


def model_file(parts):
    """The bytes of a model file: header, directory, sections at multiples of 64 bytes."""
    begin = 64 + 48 * len(parts)
    directory, body = b"", b""
    for name, content in parts.items():
        body += b"\0" * (-(begin + len(body)) % 64)
        directory += name.encode().ljust(32, b"\0") + struct.pack("<QQ", begin + len(body), len(content))
        body += content
    rest = directory + body
    return struct.pack("<11sBIQQ", b"DATELINE-LM", 2, len(parts), 64 + len(rest),
                       xxhash.xxh3_64_intdigest(rest)).ljust(64, b"\0") + rest


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model")
    p.add_argument("data")
    p.add_argument("-o", "--output", required=True)
    p.add_argument("--also", help="a model that this one began with; the weights are averaged")
    p.add_argument("--share", type=float, default=0.35, help="what --also counts")
    a = p.parse_args()
    saved = torch.load(a.model, weights_only=False)
    data = Data(a.data, saved["args"])
    net = load_model(a.model, data)
    if a.also:
        other = torch.load(a.also, weights_only=False)["model"]
        net.load_state_dict({k: (1 - a.share) * v + a.share * other[k] for k, v in net.state_dict().items()})
    parts = sections(net, data, a.data)
    content = model_file(parts)
    with open(a.output, "wb") as out:
        out.write(content)
    print(f"{len(content)} bytes, {len(parts)} sections")


if __name__ == "__main__":
    main()
