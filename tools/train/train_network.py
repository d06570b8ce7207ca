"""Trains the network of the language layers on what prepare_training wrote.

usage: train_network.py DATA -o MODEL.pt [--pretrain-epochs N] [--epochs N] [--seed S] [sizes]

Stages: words masked in text are guessed (pretraining), then tags and trees are learned. A checkpoint is
written after each epoch; the same command goes on from it. Two threads; the same seed gives the same model.
"""
import argparse
import collections
import copy
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from network import SHAPES, Network, squash


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data")
    p.add_argument("-o", "--output", required=True)
    p.add_argument("--init", help="a model to begin with in place of pretraining")
    p.add_argument("--tables-only", action="store_true", help="of --init take the tables of words, affixes and shapes")
    p.add_argument("--teacher", nargs="*", default=[], help="models to learn from too")
    p.add_argument("--extra", type=int, default=0, help="sentences without labels an epoch, of which teachers tell")
    p.add_argument("--twice", help="FIRST:LAST, sentences that are learned twice an epoch (the bank that annotates best)")
    p.add_argument("--pretrain-epochs", type=int, default=6)
    p.add_argument("--epochs", type=int, default=30)
    p.add_argument("--batch", type=int, default=1500, help="words")
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--dropout", type=float, default=0.33)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--word-dim", type=int, default=96)
    p.add_argument("--affix-dim", type=int, default=64)
    p.add_argument("--shape-dim", type=int, default=16)
    p.add_argument("--input", type=int, default=192)
    p.add_argument("--width", type=int, default=192)
    p.add_argument("--layers", type=int, default=4)
    p.add_argument("--windows", type=int, default=1)
    p.add_argument("--tag-dim", type=int, default=128)
    p.add_argument("--arc-dim", type=int, default=96)
    p.add_argument("--rel-dim", type=int, default=96)
    p.add_argument("--vocabulary", type=int, default=30000)
    return p.parse_args()


# How often a word is taken for unknown in training, by how often the treebanks hold it at most.
FORGOTTEN = ((1, 0.5), (3, 0.25), (8, 0.12), (float("inf"), 0.04))


class Data:
    """The numbers of prepare_training, with words that are seldom seen as row 0."""

    def __init__(self, folder, a):
        rows = [line.rstrip("\n").split("\t") for line in open(f"{folder}/types.tsv", encoding="utf-8")]
        self.hash = [int(r[1]) for r in rows]
        affixes = [[int(x) for x in r[2].split(",")] for r in rows]
        self.shape = torch.tensor([int(r[3]) for r in rows])
        self.texts = [np.array(line.split(), dtype=np.int64) for line in open(f"{folder}/text.tsv")]
        self.more = [np.array(line.split(), dtype=np.int64) for line in open(f"{folder}/more.tsv")]
        sentences, copied = self.sentences(f"{folder}/train.tsv")
        seen, read, words = collections.Counter(), collections.Counter(), {}
        for s, made in zip(sentences, copied):
            if not made:
                seen.update(self.hash[int(w[0])] for w in s)
                words.update((self.hash[int(w[0])], int(w[0])) for w in s)
        for t in self.texts:
            read.update(self.hash[w] for w in t)
            words.update((self.hash[w], w) for w in t)
        self.count_affixes(affixes, words.values())
        kept = [h for h in set(seen) | set(read) if seen[h] >= 2 or read[h] + seen[h] >= 4]
        kept.sort(key=lambda h: (-(read[h] + 5 * seen[h]), h))
        self.vocabulary = kept[:a.vocabulary]
        row = {h: i + 2 for i, h in enumerate(self.vocabulary)}
        self.word = torch.tensor([row.get(h, 0) for h in self.hash])
        self.forget = torch.tensor([next(share for most, share in FORGOTTEN if seen[h] <= most) for h in self.hash])
        self.labels = []
        for column in (1, 2, 3, 4, 6):
            count = collections.Counter(w[column] for s in sentences for w in s)
            least = 3 if column == 4 else 1
            names = [n for n, c in sorted(count.items(), key=lambda x: (-x[1], x[0])) if c >= least]
            self.labels.append({n: i for i, n in enumerate(names)})
        self.train = [self.encode(s) for s in sentences]
        self.dev = []
        while os.path.exists(f"{folder}/dev{len(self.dev)}.tsv"):
            self.dev.append([self.encode(s) for s in self.sentences(f"{folder}/dev{len(self.dev)}.tsv")[0]])

    def count_affixes(self, affixes, words):
        """A row for each affix of the words; of all others, a row of zeros."""
        count = collections.Counter(affix for t in words for affix in set(affixes[t]))
        self.affix_keys = sorted(count)
        row = {k: i for i, k in enumerate(self.affix_keys)}
        self.affixes = torch.tensor([[row.get(k, len(row)) for k in of] for of in affixes])
        # An affix that few words have is left out the more often, as an unknown word's would be.
        self.forget_affix = torch.tensor([min(0.5, max(0.03, 1 / count[k])) for k in self.affix_keys] + [0.0])

    @staticmethod
    def sentences(path):
        out, copied, now, made = [], [], [], False
        for line in open(path, encoding="utf-8"):
            line = line.rstrip("\n")
            if line == "#copy":
                made = True
            elif line:
                now.append(line.split("\t"))
            elif now:
                out.append(now)
                copied.append(made)
                now, made = [], False
        return out, copied

    def encode(self, s):
        """-> [words, 8]: type, upos, xpos, feats, rule, head, relation (-100: no such class)."""
        rows = []
        for w in s:
            ids = [self.labels[k].get(w[c], -100) for k, c in enumerate((1, 2, 3, 4, 6))]
            rows.append([int(w[0]), *ids[:4], int(w[5]), ids[4]])
        return np.array(rows, dtype=np.int64)

    def inputs(self, types, forget=None):
        word, affixes = self.word[types], self.affixes[types]
        if forget is not None:
            word = torch.where(torch.rand(types.shape) < self.forget[types], 0, word)
            affixes = torch.where(torch.rand(affixes.shape) < self.forget_affix[affixes], len(self.affix_keys), affixes)
        return word, affixes, self.shape[types]


def batches(items, size, generator):
    order = sorted(range(len(items)), key=lambda i: len(items[i]) + generator.random() * 3)
    out, now = [], []
    for i in order:
        if now and (len(now) + 1) * len(items[i]) > size:
            out.append(now)
            now = []
        now.append(i)
    out.append(now)
    generator.shuffle(out)
    return out


def pad(items, fill):
    n = max(len(x) for x in items)
    shape = (len(items), n) + items[0].shape[1:]
    out = np.full(shape, fill, dtype=np.int64)
    for i, x in enumerate(items):
        out[i, :len(x)] = x
    mask = np.arange(n)[None, :] < np.array([len(x) for x in items])[:, None]
    return torch.from_numpy(out), torch.from_numpy(mask)


def pretrain_loss(net, data, sentences):
    types, mask = pad(sentences, 0)
    word, affixes, shape = data.inputs(types)
    hidden = (torch.rand(types.shape) < 0.18) & mask
    wanted = word[hidden]
    covered = hidden & (torch.rand(types.shape) < 0.9)
    word = torch.where(covered, 1, word)
    affixes = torch.where(covered.unsqueeze(2), len(data.affix_keys) + 1, affixes)
    shape = torch.where(covered, SHAPES, shape)
    _, y = net.encode(word, affixes, shape, mask)
    known = wanted > 0
    guess = squash(net.guess(y[hidden][known])) * 4
    scores = guess.bfloat16() @ net.word.weight.bfloat16().t() + net.guess_bias.bfloat16()
    return F.cross_entropy(scores.float(), wanted[known]), int(known.sum())


def scores_of(net, types, mask, data, forget, gold_heads):
    x, y = net.encode(*data.inputs(types, forget), mask)
    arc, r = net.arcs(y)
    n = mask.shape[1]
    arc = arc.masked_fill(~F.pad(mask, (1, 0), value=True).unsqueeze(1), -1e4)
    arc = arc.masked_fill(torch.cat([torch.zeros(n, 1), torch.eye(n)], 1).bool(), -1e4)
    heads = gold_heads if gold_heads is not None else arc.argmax(2)
    return [*net.tags(x, y), arc, net.relations(y, r, heads)], heads


WEIGHTS = (1.0, 0.5, 0.7, 0.7, 1.0, 1.0)  # upos, xpos, feats, rule, arc, relation


def train_loss(net, data, sentences, teachers):
    """Labels where there are any, and what the teachers think on average."""
    items, mask = pad(sentences, -100)
    types = items[..., 0].clamp(min=0)
    heads, soft = items[..., 5], []
    if teachers:
        with torch.no_grad():
            thoughts = [scores_of(t, types, mask, data, None, heads.clamp(min=0)) for t in teachers]
            arcs = sum(s[0][4].softmax(-1) for s in thoughts)
            heads = torch.where(heads < 0, arcs.argmax(2), heads)
            for t in range(len(teachers)):
                if (items[..., 5][mask] < 0).any():
                    thoughts[t] = scores_of(teachers[t], types, mask, data, None, heads)
            soft = [sum(s[0][k][mask].softmax(-1) for s in thoughts) / len(teachers) for k in range(6)]
    scores, _ = scores_of(net, types, mask, data, True, heads.clamp(min=0))
    targets = [items[..., k] for k in (1, 2, 3, 4, 5, 6)]
    count = int(mask.sum())
    total = 0
    for k, (score, target) in enumerate(zip(scores, targets)):
        s = score[mask]
        t = target[mask]
        loss = F.cross_entropy(s, t, ignore_index=-100, reduction="sum", label_smoothing=0.03 if k < 4 else 0.0)
        if soft:
            # Of parts of speech the teachers tell where there is no label: those of the treebanks they have by heart.
            told = (t < 0) if k == 0 else torch.ones_like(t, dtype=torch.bool)
            loss = (1.0 if k == 0 else 0.4) * loss - 0.6 * (soft[k] * s.log_softmax(-1))[told].sum()
        total = total + WEIGHTS[k] * loss
    return total / count, count


@torch.no_grad()
def evaluate(nets, data, dev):
    """-> percent right: upos, feats, rule, unlabelled and labelled heads (greedy, relations without subtype)."""
    names = {v: k.split(":")[0] for k, v in data.labels[4].items()}
    base = torch.tensor([sorted(set(names.values())).index(names[i]) for i in range(len(names))])
    right, words = np.zeros(5), 0
    order = sorted(range(len(dev)), key=lambda i: len(dev[i]))
    for at in range(0, len(order), 64):
        items, mask = pad([dev[i] for i in order[at:at + 64]], -100)
        types = items[..., 0].clamp(min=0)
        sums = None
        for net in nets:
            net.eval()
            scores, _ = scores_of(net, types, mask, data, None, items[..., 5].clamp(min=0))
            p = [s.softmax(-1) for s in scores[:5]]
            sums = p if sums is None else [a + b for a, b in zip(sums, p)]
        heads = sums[4].argmax(2)
        rel = sum(scores_of(net, types, mask, data, None, heads)[0][5].softmax(-1) for net in nets).argmax(2)
        same = [sums[k].argmax(2) == items[..., g] for k, g in ((0, 1), (2, 3), (3, 4))]
        arc = heads == items[..., 5]
        lab = arc & (base[rel] == base[items[..., 6].clamp(min=0)]) & (items[..., 6] >= 0)
        right += [int(x[mask].sum()) for x in (*same, arc, lab)]
        words += int(mask.sum())
    return np.round(100 * right / words, 2)


def load_model(path, data):
    saved = torch.load(path, weights_only=False)
    net = make(saved["args"], data)
    net.load_state_dict(saved["model"])
    net.eval()
    return net


def make(a, data):
    return Network(a, len(data.vocabulary) + 2, len(data.affix_keys), *(len(x) for x in data.labels))


def run_stage(name, net, mean, items_of, epochs, a, loss_of, state, save, report):
    """Trains by Adam with a warm-up and a cosine; `mean` follows the weights."""
    generator = random.Random(a.seed)
    steps = len(batches(items_of(0), a.batch, random.Random(0))) * epochs
    optimizer = torch.optim.AdamW(net.parameters(), lr=a.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    if state.get("stage") == name:
        optimizer.load_state_dict(state["optimizer"])
    done = state.get("epoch", 0) if state.get("stage") == name else 0
    step = 0
    for epoch in range(epochs):
        items = items_of(epoch)
        plan = batches(items, a.batch, generator)
        if epoch < done:
            step += len(plan)
            continue
        torch.manual_seed(a.seed * 1000 + epoch)
        net.train()
        begun, total, words = time.time(), 0.0, 0
        for batch in plan:
            step += 1
            rate = a.rate * min(step / 400, 0.5 * (1 + np.cos(np.pi * min(1, step / steps))) + 0.005)
            for group in optimizer.param_groups:
                group["lr"] = rate
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss, count = loss_of([items[i] for i in batch])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            total += float(loss.detach()) * count
            words += count
            keep = min(0.999, (1 + step) / (10 + step))
            with torch.no_grad():
                for m, p in zip(mean.parameters(), net.parameters()):
                    m.lerp_(p, 1 - keep)
        spent = time.time() - begun
        print(f"{name} {epoch + 1}/{epochs} loss {total / words:.4f} {spent:.0f} s", report(epoch), flush=True)
        save(name, epoch + 1, optimizer)


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    data = Data(a.data, a)
    print(f"{len(data.train)} sentences, {sum(map(len, data.train))} words; text {sum(map(len, data.texts))} words; "
          f"{len(data.vocabulary)} words known; labels {[len(x) for x in data.labels]}", flush=True)
    net = make(a, data)
    print(f"{sum(p.numel() for p in net.parameters())} weights", flush=True)
    mean = copy.deepcopy(net)
    state = {}
    if os.path.exists(a.output + ".ckpt"):
        state = torch.load(a.output + ".ckpt", weights_only=False)
        net.load_state_dict(state["net"])
        mean.load_state_dict(state["mean"])
    elif a.init:
        begun = torch.load(a.init, weights_only=False)["model"]
        if a.tables_only:
            begun = {k: v for k, v in begun.items() if k.split(".")[0] in ("word", "affix", "shape")}
        net.load_state_dict(begun, strict=not a.tables_only)
        mean.load_state_dict(net.state_dict())
    teachers = [load_model(path, data) for path in a.teacher]

    def save(stage, epoch, optimizer):
        torch.save({"stage": stage, "epoch": epoch, "net": net.state_dict(), "mean": mean.state_dict(),
                    "optimizer": optimizer.state_dict()}, a.output + ".ckpt.new")
        os.replace(a.output + ".ckpt.new", a.output + ".ckpt")
        torch.save({"args": a, "model": mean.state_dict()}, a.output)

    if not a.init and state.get("stage") != "train":
        texts = data.texts + [s[:, 0] for s in data.train]
        run_stage("pretrain", net, mean, lambda epoch: texts, a.pretrain_epochs, a, lambda b: pretrain_loss(net, data, b), state,
                  save, lambda e: "")
        net.load_state_dict(mean.state_dict())

    def report(epoch):
        if epoch % 3 != 2 and epoch + 1 < a.epochs:
            return ""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return "upos feats rule UAS LAS: " + " | ".join(" ".join(map(str, evaluate([mean], data, d))) for d in data.dev)

    twice = data.train[slice(*map(int, a.twice.split(":")))] if a.twice else []

    def labelled_and_more(epoch):
        picked = random.Random(a.seed * 77 + epoch).sample(data.more, min(a.extra, len(data.more)))
        blank = [np.concatenate([t[:, None], np.full((len(t), 6), -100)], 1) for t in picked]
        return data.train + twice + blank

    run_stage("train", net, mean, labelled_and_more, a.epochs, a, lambda b: train_loss(net, data, b, teachers), state, save, report)


if __name__ == "__main__":
    main()
