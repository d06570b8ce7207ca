#include <algorithm>

#include "dateline/meaning/attribution_features.h"

namespace dateline {
namespace {

/// Longest way through the trees that is told apart.
constexpr std::size_t kLongestWay = 12;

std::uint32_t distance(TokenIndex a, TokenIndex b) {
  const TokenIndex d = a < b ? b - a : a - b;
  const std::uint32_t bucket = d < 6 ? d : d < 9 ? 6 : d < 14 ? 7 : d < 24 ? 8 : 9;
  return bucket * 2 + (a < b);
}

}  // namespace

AttributionFeatures::Around::Around(const AttributionFeatures& features, TokenIndex cue,
                                    const std::vector<std::uint8_t>& cues)
    : f_(features), cues_(cues), cue_(cue), window_(features.window(cue)) {
  setting_ = f_.arguments(cue);
  lemma_ = f_.words_[cue].lemma;
  std::uint32_t way = 0;
  for (TokenIndex up = cue; up != kNoToken && spine_.size() < kLongestWay; up = f_.s_.head(up)) {
    spine_.push_back(up);
    down_.push_back(way);
    way = feature_key(1, way, f_.words_[up].deprel);
  }
  places_.resize(window_.size());
  for (TokenIndex i = window_.begin; i < window_.end; ++i) place(i);
  count_between();
}

void AttributionFeatures::Around::place(TokenIndex i) {
  const Syntax& s = f_.s_;
  Place& out = places_[i - window_.begin];
  const unsigned side = i < cue_ ? 0 : i == cue_ ? 1 : 2;
  const auto on_spine = [&](TokenIndex node) {
    return static_cast<std::size_t>(std::find(spine_.begin(), spine_.end(), node) - spine_.begin());
  };
  TokenIndex branch = kNoToken, second = kNoToken;
  TokenIndex node = i;
  std::size_t k = on_spine(node);
  unsigned depth = 0;
  while (k == spine_.size() && node != kNoToken) {
    second = branch;
    branch = node;
    node = s.head(node);
    if (node != kNoToken) k = on_spine(node);
    ++depth;
  }
  const bool same = s.sentence_of(i) == s.sentence_of(cue_);
  out.branch = branch;
  out.depth = static_cast<std::uint8_t>(std::min(depth, 5u));
  out.relation = branch == kNoToken ? 70u : f_.words_[branch].deprel;
  out.second = second == kNoToken ? 70u : f_.words_[second].deprel;
  const std::uint32_t way = k < down_.size() ? down_[k] : same ? 3u : 4u;
  out.group = feature_key(2, way, out.relation, side);
  // The widest constituent that begins or ends here and does not hold the cue.
  const auto widest = [&](bool begins) {
    std::uint8_t relation = 71;
    TokenIndex up = i;
    for (int steps = 0; up != kNoToken && steps < 16; up = s.head(up), ++steps) {
      const TokenRange range = s.subtree(up);
      if (range.contains(cue_)) break;
      if (begins ? range.begin != i : range.end != i + 1) continue;
      relation = f_.words_[up].deprel;
    }
    return relation;
  };
  out.opens = widest(true);
  out.closes = widest(false);
  const int own = f_.quote_at_[i], at_cue = f_.quote_at_[cue_];
  const unsigned state = f_.words_[i].quote;
  const unsigned together = own < 0 ? (at_cue >= 0 ? 2 : 0) : own == at_cue ? 1 : 3;
  out.quote = static_cast<std::uint8_t>(state * 4 + together);
}

void AttributionFeatures::Around::count_between() {
  const auto walk = [&](std::int64_t from, std::int64_t to, int step) {
    std::uint8_t cues = 0, marks = 0, breaks = 0;
    for (std::int64_t i = from; i != to; i += step) {
      Place& p = places_[static_cast<std::size_t>(i - window_.begin)];
      p.cues = cues;
      p.marks = marks;
      p.breaks = breaks;
      const auto token = static_cast<TokenIndex>(i);
      if (cues_[token] != 0 && cues < 3) ++cues;
      if (f_.s_.upos(token) != Upos::kPunct) continue;
      if (f_.s_.form(token) == ",") {
        if (marks < 3) ++marks;
      } else if (f_.words_[token].quote != kOpens && f_.words_[token].quote != kCloses &&
                 breaks < 3) {
        ++breaks;
      }
    }
  };
  walk(std::int64_t{cue_} + 1, window_.end, 1);
  walk(std::int64_t{cue_} - 1, std::int64_t{window_.begin} - 1, -1);
}

const AttributionFeatures::Around::Place& AttributionFeatures::Around::at(std::int64_t i) const {
  static const Place kNone{9, 72, 72, kNoToken, 0, 0, 0, 0, 0, 72, 72};
  if (i < window_.begin || i >= window_.end) return kNone;
  return places_[static_cast<std::size_t>(i - window_.begin)];
}

void AttributionFeatures::Around::of(TokenIndex i, std::vector<FeatureKey>& out) const {
  out.clear();
  unsigned which = 300;
  const auto add = [&](auto... values) { out.push_back(feature_key(which++, values...)); };
  const std::int64_t n = i;
  const Word &w = f_.words_[i], &p = f_.at(n - 1, window_), &f = f_.at(n + 1, window_);
  const Place &here = at(n), &before = at(n - 1), &after = at(n + 1);
  const Word& cue = f_.words_[cue_];
  const unsigned side = i < cue_ ? 0 : i == cue_ ? 1 : 2;
  const std::uint32_t g = here.group;
  const std::uint32_t steps = distance(i, cue_);
  const bool is_branch = here.branch == i;
  add(side);
  add(w.lower, side);
  add(w.upos, g);
  add(g);
  add(g, lemma_);
  add(g, cue.lexicon, cue.deprel);
  add(g, here.second, w.deprel);
  add(g, before.group);
  add(g, after.group);
  add(g, before.group, lemma_);
  add(g, is_branch, w.deprel, w.upos);
  add(g, w.lower);
  add(g, p.lower);
  add(g, f.lower);
  add(g, here.quote, before.quote);
  add(g, here.marks, here.breaks);
  add(g, setting_);
  add(g, w.kind, p.upos);
  add(g, here.cues);
  add(p.lower, w.lower);
  add(w.lower, f.lower);
  add(p.upos, w.upos, f.upos, side);
  add(steps, w.upos);
  add(steps, lemma_);
  add(steps, w.lower);
  add(lemma_, w.lower);
  add(lemma_, side, w.upos, p.upos);
  add(lemma_, p.lower, side);
  add(setting_, side, here.quote);
  add(setting_, side, here.relation, here.marks);
  add(setting_, cue.lexicon, side, here.cues);
  add(here.quote, before.quote, side);
  add(here.quote, after.quote, w.upos, side);
  add(here.quote, here.marks, here.breaks, side);
  add(here.quote, w.upos, p.upos, f.upos);
  add(here.opens, side, w.upos);
  add(here.opens, side, lemma_);
  add(here.opens, before.closes, side);
  add(here.opens, before.closes, p.upos, w.upos);
  add(here.closes, after.opens, w.upos, f.upos);
  add(before.closes, g);
  add(here.opens, g);
  add(here.marks, side, here.cues, w.upos);
  const unsigned sure = cues_[cue_];
  add(sure, side);
  add(sure, g);
  add(sure, side, here.quote, w.upos);
  add(sure, side, setting_);
  add(cues_[i] != 0, side, here.cues, w.deprel);
  add(w.kind, w.upos, side, std::min(steps, 8u));
  add(w.shape, p.shape, w.upos, side);
  add(here.depth, g);
  add(cue.upos, cue.deprel, side, here.relation, here.second);
  const auto sentence = [&](TokenIndex t) {
    return static_cast<std::int64_t>(f_.s_.sentence_of(t));
  };
  const std::int64_t apart = std::clamp<std::int64_t>(sentence(i) - sentence(cue_), -2, 2);
  add(static_cast<unsigned>(apart + 2), here.quote, before.quote);
  add(static_cast<unsigned>(apart + 2), w.upos, w.lower);
  // Right behind and before the cue: its auxiliaries, adverbs and prepositions.
  if (steps < 10) {
    add(steps, w.lower, lemma_);
    add(steps, w.upos, p.upos, cue.upos);
    add(steps, w.deprel, f_.s_.head(i) == cue_, cue.upos);
    add(steps, g, w.lower);
  }
}

}  // namespace dateline
