"""The network of the language layers in PyTorch: encoder, tagger, parser (see docs/why/0006).

Every activation that is kept lies in [-1, 1], so that the program can do the same sums with integers.
"""
import os

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.cpp_extension import load

HERE = os.path.dirname(os.path.abspath(__file__))
SHAPES = 256
DISTANCES = (1, 2, 3, 4, 6, 9, 14, 24)  # the last distance of each bucket, each way; one more for beyond

_recurrence = None


def recurrence():
    global _recurrence
    if _recurrence is None:
        _recurrence = load("dateline_recurrence", [os.path.join(HERE, "recurrence.cpp")],
                           extra_cflags=["-O3", "-march=native", "-ffast-math"])
    return _recurrence


class Recur(torch.autograd.Function):
    """Gates [B, T, 3 D], input [B, T, D], lengths [B], dropout [B, D] -> output; see recurrence.cpp."""

    @staticmethod
    def forward(ctx, u, x, lengths, keep):
        u, x = u.float().contiguous(), x.float().contiguous()
        y, h = recurrence().forward(u, x, lengths, keep)
        ctx.save_for_backward(u, x, lengths, keep, h)
        return y

    @staticmethod
    def backward(ctx, g):
        du, dx = recurrence().backward(*ctx.saved_tensors, g.contiguous())
        return du, dx, None, None


class Squash(torch.autograd.Function):
    """q of recurrence.cpp."""

    @staticmethod
    def forward(ctx, x):
        x = x.float().contiguous()
        ctx.save_for_backward(x)
        return recurrence().squash(x)

    @staticmethod
    def backward(ctx, g):
        return recurrence().squash_backward(ctx.saved_tensors[0], g.contiguous())


squash = Squash.apply


def shared_dropout(x, p):
    """Drops the same channels at every position of a sentence. x: [B, T, D]."""
    return x * (torch.rand(x.shape[0], 1, x.shape[2]) >= p).float() / (1 - p)


class Layer(nn.Module):
    """A gated recurrent layer both ways with a highway. `window` words go in."""

    def __init__(self, width_in, width, window):
        super().__init__()
        self.window, self.width = window, width
        self.gates = nn.Linear(width_in * window, 3 * width)
        nn.init.xavier_uniform_(self.gates.weight)
        nn.init.zeros_(self.gates.bias)
        self.skip = None if width_in == width else nn.Linear(width_in, width)
        with torch.no_grad():
            self.gates.bias[:width] = torch.linspace(-1, 3, width // 2).repeat(2)

    def forward(self, x, lengths, dropout):
        y = x
        if self.window == 3:
            pad = F.pad(x, (0, 0, 1, 1))
            y = torch.cat([pad[:, :-2], x, pad[:, 2:]], 2)
        keep = torch.ones(x.shape[0], self.width)
        if dropout:
            keep = (torch.rand(x.shape[0], self.width) >= dropout).float() / (1 - dropout)
        x = x if self.skip is None else squash(self.skip(x))
        return Recur.apply(self.gates(y), x, lengths, keep)


class Network(nn.Module):
    def __init__(self, a, words, affixes, uposes, xposes, feats, rules, rels):
        super().__init__()
        self.a = a
        self.word = nn.Embedding(words, a.word_dim)  # row 0 unknown, 1 masked
        self.affix = nn.Embedding(affixes + 2, a.affix_dim, padding_idx=affixes)  # the last rows: unknown, masked
        self.shape = nn.Embedding(SHAPES + 1, a.shape_dim)
        for table in (self.word, self.affix, self.shape):
            nn.init.normal_(table.weight, std=0.1)
        nn.init.zeros_(self.affix.weight[affixes:affixes + 1])
        self.mix = nn.Linear(a.word_dim + a.affix_dim + a.shape_dim, a.input)
        self.layers = nn.ModuleList(
            [Layer(a.input if i == 0 else a.width, a.width, 3 if i < a.windows else 1) for i in range(a.layers)])
        self.tag_hidden = nn.Linear(a.width + a.input, a.tag_dim)
        self.upos, self.xpos = nn.Linear(a.tag_dim, uposes), nn.Linear(a.tag_dim, xposes)
        self.feats, self.rule = nn.Linear(a.tag_dim, feats), nn.Linear(a.tag_dim, rules)
        self.dependent, self.head = nn.Linear(a.width, a.arc_dim), nn.Linear(a.width, a.arc_dim)
        self.root = nn.Parameter(torch.randn(a.width) * 0.1)
        self.arc = nn.Parameter(torch.randn(a.arc_dim, a.arc_dim) * a.arc_dim ** -0.75)
        self.head_bias = nn.Linear(a.arc_dim, 1)
        self.distance = nn.Parameter(torch.zeros(2 * len(DISTANCES) + 3))
        self.rel_dependent, self.rel_head = nn.Linear(a.width, a.rel_dim), nn.Linear(a.width, a.rel_dim)
        self.rel = nn.Linear(a.rel_dim, rels)
        self.guess = nn.Linear(a.width, a.word_dim)  # of a masked word
        self.guess_bias = nn.Parameter(torch.zeros(words))

    def word_vectors(self, word, affixes, shape):
        dropout = self.a.dropout if self.training else 0
        x = torch.cat([self.word(word), self.affix(affixes).sum(-2), self.shape(shape)], -1)
        if dropout:
            x = F.dropout(x, dropout * 0.7)
        return squash(self.mix(x).float())

    def encode(self, word, affixes, shape, mask):
        """-> word vectors [B, T, input], contexts [B, T, width]."""
        dropout = self.a.dropout if self.training else 0
        lengths = mask.sum(1)
        x = self.word_vectors(word, affixes, shape) * mask.unsqueeze(2).float()
        if dropout:
            x = shared_dropout(x, dropout * 0.5)
        y = x
        for layer in self.layers:
            y = layer(y, lengths, dropout)
        return x, y

    def tags(self, x, y):
        dropout = self.a.dropout if self.training else 0
        if dropout:
            y = F.dropout(y, dropout)
        t = squash(self.tag_hidden(torch.cat([y, x], -1)).float())
        if dropout:
            t = F.dropout(t, dropout)
        return self.upos(t).float(), self.xpos(t).float(), self.feats(t).float(), self.rule(t).float()

    def arcs(self, y):
        """-> scores [B, T dependents, 1 + T heads], padded contexts with the root in front."""
        dropout = self.a.dropout if self.training else 0
        B, T, _ = y.shape
        r = torch.cat([squash(self.root).expand(B, 1, -1), y], 1)
        dep, head = squash(self.dependent(y).float()), squash(self.head(r).float())
        if dropout:
            dep, head = shared_dropout(dep, dropout), shared_dropout(head, dropout)
        scores = (dep @ self.arc) @ head.transpose(1, 2) + self.head_bias(head).float().transpose(1, 2)
        d = torch.arange(T + 1)[None, :] - torch.arange(1, T + 1)[:, None]
        bucket = torch.bucketize(d.abs(), torch.tensor(DISTANCES)) + (d > 0) * (len(DISTANCES) + 1)
        bucket[:, 0] = 2 * len(DISTANCES) + 2
        return scores.float() + self.distance[bucket], r

    def relations(self, y, r, heads):
        """Relation scores of each word to the given head (0 is the root)."""
        dropout = self.a.dropout if self.training else 0
        picked = self.rel_head(r).gather(1, heads.clamp(min=0).unsqueeze(2).expand(-1, -1, self.a.rel_dim))
        t = squash((self.rel_dependent(y) + picked).float())
        if dropout:
            t = F.dropout(t, dropout)
        return self.rel(t).float()
